import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

/** `dbferry completion bash|zsh|fish`, and the command that its script calls at each TAB. */
export function registerCompletion(program: Command): void {
  tab(program, { completionCommandName: "completion" });
}

/** The command being completed, from the arguments that the shell's script passes: `complete -- up --st`. */
export function completedCommand(argv: readonly string[]): string | undefined {
  const [name, dashes, about, ...more] = argv.slice(2);
  return name === "complete" && dashes === "--" && more.length > 0 ? about : undefined;
}
