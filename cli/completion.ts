import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

/** `dbferry completion bash|zsh|fish`, and what the script that it prints asks at each TAB. */
export function registerCompletion(program: Command): void {
  tab(program, { completionCommandName: "completion" });
}

/** The command whose options a TAB is about, from what the shell's script passes on: `complete -- up --st`. */
export function completedCommand(argv: readonly string[]): string | undefined {
  const [name, dashes, about, ...more] = argv.slice(2);
  return name === "complete" && dashes === "--" && more.length > 0 ? about : undefined;
}
