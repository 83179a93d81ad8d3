import type { Stack } from "@pulumi/pulumi/automation";
import type { TargetBefore } from "../../mysql/copied/before";
import { allResources, type Recorded, type RecordedResource } from "../audit/state";
import { readStack } from "../engine/stackSettings";
import { type Standing, standingOf } from "../status/reached";

/** What the stack's state and configuration say of a migration that is to be given up. */
export interface Facts {
  project: string;
  recorded: Recorded;
  /** The phase that the configuration asks for. */
  wanted: string;
  /** The migration that the state has, and the phase that it has reached: one that was only asked for does not count. */
  standing: Standing;
  /** When a cutover was proven and recorded. */
  cutOver?: string;
  /** A cutover was under way when an update was killed. */
  cuttingOver: boolean;
  /** The vendor's ids of the tasks that the state has. */
  tasks: string[];
  /** The task has run. */
  ran: boolean;
  before?: TargetBefore;
  /** Why an earlier `dbferry cancel` would not have emptied the target. */
  keep?: string;
}

/** What an earlier `dbferry cancel` wrote into the stack's configuration: the state forgets it with the resources. */
interface Remembered {
  before?: TargetBefore;
  keep?: string;
}

/** Key of the configuration that keeps what a cancelled migration had copied. */
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
  // Begun again, it is another attempt: what an earlier one copied is not proven to be still what stands there.
  const remembered = wanted !== "cancelled" ? {} : parsed(text(REMEMBERED));
  return {
    project,
    recorded,
    wanted,
    standing: standingOf(recorded),
    ...(cutover ? { cutOver: String(cutover.outputs?.["at"] ?? "at a time that is not recorded") } : {}),
    cuttingOver: !cutover && (recorded.pending_operations ?? []).some(({ resource }) => isCutover(resource)),
    tasks: allResources(recorded).flatMap(({ type, id }) =>
      type === "dbferry:index:ReplicationTask" && id ? [id] : [],
    ),
    ran: of("TaskRun") !== undefined,
    before: (of("Preflight")?.outputs?.["targetBefore"] as TargetBefore | undefined) ?? remembered.before,
    ...(remembered.keep ? { keep: remembered.keep } : {}),
  };
}

/** Written before anything is removed, so that a command that is killed can be finished by the next one. */
export async function remember(stack: Stack, { before }: Facts, keep: string | undefined): Promise<void> {
  if (!before && !keep) return stack.removeConfig(REMEMBERED);
  await stack.setConfig(REMEMBERED, { value: JSON.stringify({ before, keep } satisfies Remembered) });
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
