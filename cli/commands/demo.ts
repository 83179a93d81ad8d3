import { resolve } from "node:path";
import type { Command } from "commander";
import { runDemo } from "../demo/run";

export function register(program: Command): void {
  program
    .command("demo")
    .description("one whole migration in a sandbox on this machine, with no cloud account")
    .option("--folder <folder>", "where it keeps what it makes; .dbferry of this clone by default")
    .action(async (options: { folder?: string }) => {
      const root = resolve(__dirname, "../..");
      await runDemo({ root, folder: resolve(options.folder ?? `${root}/.dbferry`) });
    });
}
