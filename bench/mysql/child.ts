import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { ConnectOptions } from "../../mysql/connect";

export interface ChildResult<T> {
  /** Of the work alone, without process start-up. */
  seconds: number;
  detail: T;
}

export interface ChildWork {
  work: "compare" | "preflight";
  source: ConnectOptions;
  target: ConnectOptions;
  database: string;
}

/** Bundles the worker the way the program itself is bundled. */
export async function bundleWorker(): Promise<{ run<T>(work: ChildWork): Promise<ChildResult<T>>; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-worker-"));
  const outfile = join(folder, "worker.js");
  const root = resolve(__dirname, "../..");
  // Run as a program: esbuild cannot itself be bundled.
  await execa(join(root, "node_modules/.bin/esbuild"), [
    join(root, "bench/mysql/worker.ts"),
    "--bundle",
    "--platform=node",
    "--format=cjs",
    "--log-level=error",
    `--outfile=${outfile}`,
  ]);
  return {
    async run<T>(work: ChildWork) {
      const { stdout } = await execa(process.execPath, [outfile, JSON.stringify(work)], { stderr: "inherit" });
      const { seconds, ...detail } = JSON.parse(stdout) as { seconds: number };
      return { seconds, detail: detail as T };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
