import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "./shells";

/** The effects of pasting a text: every program that ran, with its arguments, and files that were created. */
export interface Pasted {
  ran: string[][];
  files: string[];
}

/** The operators' commands, and what an attacker would like to run. All of them are stand-ins. */
const PROGRAMS = ["hcloud", "aws", "gcloud", "aliyun", "tccli", "touch", "ls", "id", "rm"];

/** Pastes a text into a shell whose only programs record their arguments. */
export async function paste(shell: Shell, text: string): Promise<Pasted> {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-paste-"));
  try {
    const [bin, work, log] = [join(folder, "bin"), join(folder, "work"), join(folder, "log")];
    mkdirSync(bin);
    mkdirSync(work);
    writeFileSync(log, "");
    for (const program of PROGRAMS) {
      const file = join(bin, program);
      writeFileSync(file, `#!/bin/dash\n{ printf '%s\\0' ${program} "$@"; printf '\\001\\0'; } >> '${log}'\n`);
      chmodSync(file, 0o755);
    }
    const [program, ...args] = shell.command;
    await new Promise<void>((resolve) => {
      // The shell may print anything about the text: only what it ran matters.
      const child = execFile(
        program!,
        [...args, text],
        { cwd: work, env: { PATH: bin, HOME: work }, timeout: 20_000 },
        () => resolve(),
      );
      child.stdin?.end();
    });
    const calls = readFileSync(log, "utf8").split("\u0001\0");
    return {
      ran: calls.filter(Boolean).map((call) => call.split("\0").slice(0, -1)),
      files: readdirSync(work),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
