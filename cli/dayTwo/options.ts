import type { Command } from "commander";
import { withYes } from "../terminal/confirm";

/** Adds the options common to all commands that change a running migration. */
export function withStack(command: Command): Command {
  return withYes(command)
    .option("-s, --stack <name>", "the stack; the selected one by default")
    .option("-C, --cwd <folder>", "folder of the project", process.cwd());
}
