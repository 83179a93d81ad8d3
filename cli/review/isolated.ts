import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";

type IsolatedCommand = (view: { mount: string; binds: { from: string; to: string }[] }, command: string[]) => string[];

/** Why commands cannot be isolated on this machine; undefined if a trial run succeeds. */
export async function whyNotIsolated(): Promise<string | undefined> {
  if (process.platform !== "linux") return `this is ${process.platform}, which has no namespaces`;
  const mount = mkdtempSync(join(tmpdir(), "dbferry-isolation-"));
  try {
    const { isolatedCommand } = createRequire(__filename)(resolve(__dirname, "../../cli/bin/review/isolation.js")) as {
      isolatedCommand: IsolatedCommand;
    };
    const [command, ...args] = isolatedCommand({ mount, binds: [] }, ["true"]);
    const done = await execa(command!, args, {
      reject: false,
      all: true,
      env: { PATH: process.env["PATH"] ?? "" },
      extendEnv: false,
    });
    return done.exitCode === 0 ? undefined : String(done.all || done.message).split("\n")[0];
  } finally {
    rmSync(mount, { recursive: true, force: true });
  }
}
