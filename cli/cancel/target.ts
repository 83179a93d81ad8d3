import type { ConnectOptions } from "../../mysql/connect";
import { readTargetContents, type TargetContents } from "../../mysql/copied/contents";
import { planRemoval, type Removal } from "../../mysql/copied/removal";
import { messageOf } from "../../provider/core/failure";
import { optionsOf } from "../audit/accounts";
import type { AuditResult } from "../audit/audit";
import type { Facts } from "./facts";

/** Contents of the target, or why it could not be inspected. */
export type TargetState =
  | { options: ConnectOptions; contents: TargetContents; removals: Removal[]; unseen?: undefined }
  | { unseen: string };

export async function lookAtTarget({ admins }: AuditResult, { before }: Facts): Promise<TargetState> {
  const options = optionsOf("target", admins.target);
  if (typeof options === "string") return { unseen: options };
  try {
    const contents = await readTargetContents(options);
    return { options, contents, removals: planRemoval(before, contents) };
  } catch (error) {
    return { unseen: messageOf(error) };
  }
}

/** Why the target must not be emptied; undefined if proven copies may be removed. */
export function whyNotEmptied(facts: Facts, audit: AuditResult): string | undefined {
  const live = "the target may be the live database now, so nothing on it is touched";
  const ended = facts.ran && !audit.findings.some(({ kind }) => kind === "task");
  if (facts.cutOver)
    return `the cutover was proven at ${facts.cutOver}: the target is the live database now, so nothing on it is touched`;
  if (facts.keep) return facts.keep;
  const { reached } = facts.inState;
  if (reached === "cutover" || reached === "done") return `the migration reached phase ${reached}: ${live}`;
  if (facts.cuttingOver) return `a cutover was under way when an update was killed: ${live}`;
  if (ended && facts.wanted !== "cancelled")
    return `the task ended before \`dbferry cancel\`, by an unrecorded cutover or by hand: ${live}`;
  return undefined;
}
