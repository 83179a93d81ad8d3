import type { PrecheckItem, PrecheckReport } from "../../core/driver";
import { everyPage } from "../../http/pages";
import type { DtsClient } from "./client";
import { remedyFor } from "./remedies";
import type { WireCheck, WireItem } from "./wire";

const PAGE = 100;

/** The service's states of a check that has an end. */
const OVER: Readonly<Record<string, boolean>> = { Finished: true, Failed: false };

export async function precheckReport(client: DtsClient, id: string): Promise<PrecheckReport> {
  const doing = `reading the precheck of the task ${id}`;
  let first: WireCheck | undefined;
  const read = async (page: number) => {
    const answer = await client.call<WireCheck>("DescribePreCheckStatus", doing, {
      query: { DtsJobId: id, JobCode: "01", PageNo: String(page), PageSize: String(PAGE) },
    });
    first ??= answer;
    return { items: answer.JobProgress, total: answer.TotalRecordCount };
  };
  const items = await everyPage<WireItem, "Item">({
    ...{ doing: `Alibaba DTS, ${doing}`, field: "JobProgress", size: PAGE, id: "Item", read },
  });
  const { State = "" } = first!;
  if (State === "NotStarted" || State === "Checking") return { running: true, items: [] };
  const found = items.map(itemOf);
  const passed = found.filter(({ result }) => result === "pass" || result === "warning").length;
  return {
    running: false,
    passRate: found.length === 0 ? undefined : Math.floor((passed / found.length) * 100),
    items: passed === found.length && OVER[State] !== true ? [...found, contradiction(State)] : found,
  };
}

/** The whole is not better than its parts say, and not worse. */
function contradiction(state: string): PrecheckItem {
  return { item: "precheck", result: "unknown", vendorResult: state, needed: "Finished" };
}

function itemOf({ Item = "", State = "", ErrMsg, ErrDetail, RepairMethod, Skip }: WireItem): PrecheckItem {
  const text = ErrDetail || ErrMsg || undefined;
  return {
    ...{ item: Item || "(no name)", vendorResult: State, needed: "Success" },
    ...resultOf(Item, State, Skip === true, RepairMethod),
    ...(text ? { text } : {}),
  };
}

/** A warning keeps the task from its start until somebody lets it pass in the console. */
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
      if (skipped) return { result: "warning", remedy };
      return {
        result: "fail",
        remedy: `${remedy ? `${remedy}; ` : ""}a warning keeps the task from its start: correct it, or let it pass in the console and run the update again`,
      };
    case "Failed":
      return { result: "fail", remedy };
    default:
      return { result: "unknown", remedy };
  }
}
