import type { Stack } from "@pulumi/pulumi/automation";
import type { TargetBefore } from "../../mysql/copied/before";
import { allResources, type Recorded, type RecordedResource, tasksIn } from "../audit/state";
import { readStack } from "../engine/stackSettings";
import { type RecordedMigration, recordedMigration } from "../status/reached";

/** What the state and the configuration record about a migration being cancelled. */
export interface Facts {
  project: string;
  recorded: Recorded;
  /** The phase set in the configuration. */
  wanted: string;
  /** The migration in the state and the phase it has reached; a phase that was only requested does not count. */
  inState: RecordedMigration;
  /** When a cutover was proven and recorded. */
  cutOver?: string;
  /** An update was killed during a cutover. */
  cuttingOver: boolean;
  /** The vendor's ids of the tasks in the state. */
  tasks: string[];
  /** The task has run. */
  ran: boolean;
  before?: TargetBefore;
  /** Why an earlier `dbferry cancel` would have kept the target. */
  keep?: string;
}

/**
 * Written by an earlier `dbferry cancel` into the stack's configuration, because the state loses it with the
 * resources.
 */
interface Remembered {
  /** The vendor's id of the task that was given up; absent: there was none, or an earlier version wrote it. */
  task?: string;
  before?: TargetBefore;
  keep?: string;
}

/** Configuration key that records what a cancelled migration had copied. */
export const REMEMBERED = "cancelled";

export async function readFacts(stack: Stack): Promise<Facts> {
  return factsOf(await readStack(stack));
}

export function factsOf({
  project,
  text,
  recorded,
}: Pick<Awaited<ReturnType<typeof readStack>>, "project" | "text" | "recorded">): Facts {
  const of = (type: string) => allResources(recorded).find((one) => one.type === `dbferry:index:${type}`);
  const cutover = recorded.resources?.find(({ type }) => type === "dbferry:index:Cutover");
  const wanted = text("phase") ?? "prepare";
  const inState = recordedMigration(recorded);
  const kept = parsed(text(REMEMBERED));
  // A restarted migration is a new attempt, with another task: the target may no longer hold what an earlier one copied.
  const isEarlier = kept.task !== undefined && inState.taskId !== undefined && kept.task !== inState.taskId;
  const remembered = wanted !== "cancelled" || isEarlier ? {} : kept;
  return {
    project,
    recorded,
    wanted,
    inState,
    ...(cutover ? { cutOver: String(cutover.outputs?.["at"] ?? "at an unrecorded time") } : {}),
    cuttingOver: !cutover && (recorded.pending_operations ?? []).some(({ resource }) => isCutover(resource)),
    tasks: tasksIn(recorded),
    ran: of("TaskRun") !== undefined,
    before: (of("Preflight")?.outputs?.["targetBefore"] as TargetBefore | undefined) ?? remembered.before,
    ...(remembered.keep ? { keep: remembered.keep } : {}),
  };
}

/** Written before anything is removed, so that a killed command can be completed by the next run. */
export async function remember(stack: Stack, { before, inState }: Facts, keep: string | undefined): Promise<void> {
  if (!before && !keep) return stack.removeConfig(REMEMBERED);
  const remembered: Remembered = { task: inState.taskId, before, keep };
  await stack.setConfig(REMEMBERED, { value: JSON.stringify(remembered) });
}

function isCutover({ type }: RecordedResource): boolean {
  return type === "dbferry:index:Cutover";
}

function parsed(text: string | undefined): Remembered {
  try {
    return text === undefined ? {} : (JSON.parse(text) as Remembered);
  } catch {
    return {};
  }
}
