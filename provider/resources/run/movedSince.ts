import { changeOf, findsByPublicName, judge, movedText, type NameSeen, withAnswers } from "../../../model/hostNames";
import type { CallContext } from "../../core/context";
import type { Existing } from "../../core/resource";
import type { TaskInfo } from "../../core/task";
import { ownOf } from "../engineSections";
import { hasStarted } from "./changes";
import type { RunInputs } from "./inputs";

/** What is known of a source's name now, and where it has moved to since the task was configured, if that is proven. */
export async function movedSince(
  ctx: CallContext,
  task: TaskInfo,
  old: Existing<Partial<RunInputs>>,
): Promise<{ seen?: NameSeen; moved?: { text: string; given: string } }> {
  const recorded =
    (old.outputs["sourceName"] as NameSeen | undefined) ?? unrecorded(ctx, task, old.inputs as RunInputs);
  if (!recorded) return {};
  const answers = await ctx.clouds.names.answers(recorded.name);
  const seen = withAnswers(recorded, answers);
  const change = changeOf(seen, judge(answers));
  if (change.kind !== "moved") return { seen };
  return { seen, moved: { text: movedText(change.from, change.to), given: seen.given } };
}

/** An earlier version has configured the task. */
function unrecorded(ctx: CallContext, task: TaskInfo, given: RunInputs): NameSeen | undefined {
  // It recorded no path if it knew only one.
  if (!hasStarted(task) || !findsByPublicName({ path: given.path ?? "public", source: given.source })) return undefined;
  const by = ownOf(given, "run")["sourceBy"] === "address" ? "address" : "name";
  return { name: given.source.host, at: ctx.now().toISOString(), by: [], given: by };
}
