import { AlicloudError } from "../../clouds/alicloud/client";
import { UserProblem } from "../../core/failure";
import type { PrecheckItem, PrecheckReport } from "../../core/task";
import { everyPage } from "../../http/pages";
import { type DtsClient, isGone } from "./client";
import { remedyFor } from "./remedies";
import { noTask, row } from "./tasks";
import type { WireCheck, WireItem, WirePart } from "./wire";

const PAGE = 100;

/** States of a finished check. */
const OVER: Readonly<Record<string, boolean>> = { Finished: true, Failed: false };

export async function precheckReport(client: DtsClient, id: string): Promise<PrecheckReport> {
  const doing = `reading the precheck of the task ${id}`;
  let first: WireCheck | undefined;
  const read = async (page: number) => {
    const answer = await client.call<WireCheck>("DescribePreCheckStatus", doing, {
      query: { DtsJobId: id, JobCode: "01", PageNo: String(page), PageSize: String(PAGE) },
    });
    first ??= answer;
    return { items: answer.JobProgress?.map(withPlace), total: answer.TotalRecordCount };
  };
  const items = await everyPage<Placed, "place">({
    doing: `Alibaba DTS, ${doing}`,
    field: "JobProgress",
    size: PAGE,
    id: "place",
    read,
  });
  const { State = "" } = first!;
  const check = markOf(first!, items);
  if (State === "NotStarted" || State === "Checking") return { check, running: true, items: [] };
  const parts = partsOf(first!);
  // A part that is still running is not judged yet.
  if (parts.some(({ State: part }) => part === "NotStarted" || part === "Checking"))
    return { check, running: true, items: [] };
  const found = [...items.map(itemOf), ...parts.flatMap(judgedPart)];
  const passed = found.filter(({ result }) => result === "pass" || result === "warning").length;
  return {
    check,
    running: false,
    passRate: found.length === 0 ? undefined : Math.floor((passed / found.length) * 100),
    items: contradicts(State, found) ? [...found, contradiction(State)] : found,
  };
}

/**
 * The check's id, state and the start times of its items, which the service may list in a different order each time.
 */
function markOf({ JobId, State }: WireCheck, items: readonly WireItem[]): string {
  return JSON.stringify([JobId, State, items.map(({ BootTime = "" }) => BootTime).sort()]);
}

/**
 * The report. Before the first check, the service refuses the call with an undocumented code; that gives an empty
 * report, identified by the code.
 * @throws UserProblem if the task is gone
 */
export async function shownReport(client: DtsClient, id: string): Promise<PrecheckReport> {
  try {
    return await precheckReport(client, id);
  } catch (error) {
    if (isGone(error)) throw noTask(id);
    if (!(error instanceof AlicloudError) || error.transient || error.denied) throw error;
    if ((await row(client, id)) === undefined) throw noTask(id);
    return { check: `none: ${error.code}`, running: true, items: [] };
  }
}

/** Checks besides the task's own: of its subtasks, and of each connection between two networks. */
function partsOf({ SubDistributedJobStatus: tasks, FullNetCheckJobStatus: lines }: WireCheck): WirePart[] {
  return [...(tasks ?? []), ...(lines ?? [])];
}

/** Its items, each with the name of the part; also the part itself if its state contradicts them. */
function judgedPart(part: WirePart): PrecheckItem[] {
  const { JobName, JobId, State = "" } = part;
  const name = JobName || JobId || "another check";
  const found = (part.JobProgress ?? []).map(itemOf).map((item) => ({ ...item, group: name }));
  const isSilent = found.length === 0 && State === "Finished" && !part.ErrorItem;
  const odd = contradicts(State, found) || (found.length === 0 && !isSilent);
  return odd ? [...found, { ...contradiction(State), item: `precheck of ${name}` }] : found;
}

type Placed = WireItem & { place: string };

/** The list may contain an item more than once with different results, so its name alone does not identify it. */
function withPlace(row: WireItem): Placed {
  return { ...row, place: row?.Item ? JSON.stringify([row.Item, row.Id, row.OrderNum, row.Names, row.State]) : "" };
}

/** Whether the overall state contradicts the items: a failure must have a failed item, a pass none. */
function contradicts(state: string, found: readonly PrecheckItem[]): boolean {
  const held = found.some(({ result }) => result !== "pass");
  return !Object.hasOwn(OVER, state) || (OVER[state] === false && !held);
}

function contradiction(state: string): PrecheckItem {
  return { item: "precheck", result: "unknown", vendorResult: state, needed: "Finished" };
}

function itemOf({ Item = "", State = "", ErrMsg, ErrDetail, RepairMethod, Skip }: WireItem): PrecheckItem {
  const text = ErrDetail || ErrMsg || undefined;
  return {
    item: Item || "(no name)",
    vendorResult: State,
    needed: "Success",
    ...resultOf(Item, State, Skip === true, RepairMethod),
    ...(text ? { text } : {}),
  };
}

/** A warning prevents the start until it is skipped. */
function resultOf(
  item: string,
  state: string,
  skipped: boolean,
  repair: string | undefined,
): Pick<PrecheckItem, "result" | "remedy"> {
  const remedy = remedyFor(item) ?? (repair || undefined);
  switch (state) {
    case "Success":
      return { result: "pass" };
    case "Warning":
      // Somebody skipped it in the console; it must be accepted in the stack file as well.
      return { result: "warning", remedy: skipped ? undefined : remedy };
    case "Failed":
      return { result: "fail", remedy };
    default:
      return { result: "unknown", remedy };
  }
}

/** Items of the last check that the run has judged, by task. */
export type Judged = Map<string, ReadonlySet<string>>;

export async function judgedReport(client: DtsClient, id: string, judged: Judged): Promise<PrecheckReport> {
  const report = await shownReport(client, id);
  if (!report.running) judged.set(id, new Set(warningsOf(report)));
  return report;
}

function warningsOf({ items }: PrecheckReport): string[] {
  return items.filter(({ result }) => result === "warning").map(({ item }) => item);
}

/**
 * Skips the warnings of the last check. All that the run has judged have been accepted by name.
 * @throws UserProblem when a later check has found more
 */
export async function skipWarnings(client: DtsClient, id: string, judged: Judged): Promise<void> {
  const names = warningsOf(await precheckReport(client, id));
  const others = names.filter((name) => !judged.get(id)?.has(name));
  if (others.length > 0) {
    throw new UserProblem(
      `Alibaba DTS rechecked the task ${id} and now warns of ${others.join(", ")}, which nobody has reviewed; the task was not started: ` +
        "run the update again, which shows them",
    );
  }
  if (names.length === 0) return;
  await client.call("SkipPreCheck", `skipping accepted warnings of the task ${id}`, {
    query: { DtsJobId: id, Skip: "true", SkipPreCheckItems: JSON.stringify(names) },
  });
}
