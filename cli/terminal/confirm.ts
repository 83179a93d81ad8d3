import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { INTERRUPTED, UserError } from "./errors";
import { canPrompt, ours, type Terminal } from "./person";

/** Whether the user already agreed on the command line. */
export interface YesOption {
  yes?: boolean;
}

/** Adds `--yes`. */
export function withYes(command: Command): Command {
  return command.option("-y, --yes", "do it without asking; required if there is no terminal to ask on");
}

/**
 * Called before any work of a command that will ask for confirmation: without a terminal and without `--yes`, nobody
 * could answer.
 * @param what the command, as typed
 */
export function requireYesOrTerminal(what: string, { yes }: YesOption, terminal: Terminal = ours()): void {
  if (yes || canPrompt(terminal)) return;
  throw new UserError(
    `${what} asks before it changes anything, but there is no terminal to ask on; nothing was changed\n` +
      "to do it without being asked, add --yes",
  );
}

export interface ConfirmOptions extends YesOption {
  /** What must be typed instead of "yes" when a mistake would be costly: the name of what is lost. */
  word?: string;
}

/**
 * Asks on standard error, so that standard output only has the result. Anything but a clear yes means no.
 * @throws UserError unless the answer is yes
 */
export async function confirm(
  question: string,
  { yes, word }: ConfirmOptions,
  terminal: Terminal = ours(),
): Promise<void> {
  if (yes) return;
  if (!canPrompt(terminal)) throw new UserError(`${question} there is no terminal to ask on; add --yes`);
  const prompt = word === undefined ? `${question} [y/N] ` : `${question} Type ${word} to continue: `;
  const answer = (await ask(prompt, terminal)).trim();
  const agreed = word === undefined ? /^y(es)?$/i.test(answer) : answer === word;
  if (!agreed)
    throw new UserError("not confirmed: nothing was changed; run it again to be asked again, or with --yes", 1);
}

/** Reads one line; Ctrl-C and Ctrl-D end the command. */
async function ask(question: string, { input, output }: Terminal): Promise<string> {
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  lines.once("SIGINT", stop).once("close", stop);
  try {
    return await lines.question(question, { signal: stopped.signal });
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    output.write("\n");
    throw new UserError("stopped at the question: nothing was changed; run it again to be asked again", INTERRUPTED);
  } finally {
    lines.off("close", stop);
    lines.close();
  }
}
