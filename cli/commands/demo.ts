import { join, resolve } from "node:path";
import type { Command } from "commander";
import { runDemo } from "../demo/run";

export function register(program: Command): void {
  program
    .command("demo")
    .description("run a whole migration in a sandbox on this machine, with no cloud account")
    .option(
      "--folder <folder>",
      "folder for everything it creates: new, empty, or from an earlier demo; .dbferry/run/demo of this clone by default",
    )
    .action(async (options: { folder?: string }) => {
      const root = resolve(__dirname, "../..");
      const own = join(root, ".dbferry");
      const folder = resolve(options.folder ?? join(own, "run/demo"));
      await runDemo({ root, folder, report: join(options.folder ? folder : own, "report.json") });
    });
}
