import { pasted, type Words } from "../../model/firewall/commands";
import type { Question } from "../../model/firewall/question";
import { readOutputs } from "../../model/firewall/read";
import { type Deletion, remedyFor } from "../../model/firewall/remedy";
import { quoted, visible } from "../../model/printing/visible";
import { UserError } from "../terminal/errors";
import { type Run, readHost } from "./remote";

/** Far more than one address can have; a host that adds rules as fast as they are deleted must not keep this going. */
const MOST = 100;

export interface Applying {
  run: Run;
  questions: readonly Question[];
  /**
   * Asks before each deletion.
   * @throws UserError unless the user agrees
   */
  confirm(question: string): Promise<void>;
  say(line: string): void;
}

/**
 * Deletes rules that block only these callers: one by one, from the last to the first, each after a question. The rules
 * are read again before each question, and once more before the deletion itself, because numbers shift.
 * @returns how many were deleted
 */
export async function applyDeletions({ run, questions, confirm, say }: Applying): Promise<number> {
  for (let done = 0; done < MOST; ) {
    const next = await firstDeletion(run, questions);
    if (!next) return done;
    const { command, rule, also } = next;
    const besides = also.length > 0 ? `; this also opens ${also.join("; ")}` : "";
    try {
      await confirm(`run ${pasted(command)} (${visible(`${rule.place}: ${rule.text}${besides}`)})?`);
    } catch (error) {
      if (!(error instanceof UserError) || done === 0) throw error;
      throw new UserError(
        `not confirmed; ${done} deleted before that, which stay deleted; run the command again for the rest`,
        error.exitCode,
      );
    }
    const now = await firstDeletion(run, questions);
    if (!now || !isSame(now, next)) {
      say("the rules have changed in the meantime; nothing was deleted, and they are evaluated again");
      continue;
    }
    await runDeletion(run, command, done);
    done += 1;
    say(`done: ${pasted(command)}`);
  }
  throw new UserError(
    `${MOST} rules were deleted, and there are still more: something on the host adds them again; stop that first, then run the command again`,
    1,
  );
}

async function firstDeletion(run: Run, questions: readonly Question[]): Promise<Deletion | undefined> {
  const { ruleset } = readOutputs(await readHost(run));
  return remedyFor(ruleset, questions).deletions[0];
}

const isSame = (one: Deletion, other: Deletion) =>
  pasted(one.command) === pasted(other.command) && one.rule.text === other.rule.text;

async function runDeletion(run: Run, command: Words, done: number): Promise<void> {
  const { code, said } = await run(command);
  if (code === 0) return;
  throw new UserError(
    `${pasted(command)}: ${quoted(said.trim() || `exit code ${code}`)}\n${done === 0 ? "nothing" : done} deleted before that; ` +
      "read the rules again with dbferry doctor --ssh",
    1,
  );
}
