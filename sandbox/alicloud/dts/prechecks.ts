import { DONE, type DtsAction } from "./dts";
import { refused } from "./errors";
import type { Job, PrecheckItem } from "./job";

/** Only warnings can be skipped. */
const canSkip = ({ state }: PrecheckItem) => state === "Warning";

export const describePreCheckStatus: DtsAction = {
  parameters: {
    DtsJobId: "!",
    JobCode: "!",
    PageNo: "?",
    PageSize: "?",
    Name: "-",
    StructPhase: "-",
    StructType: "-",
    ResourceGroupId: "0",
    ZeroEtlJob: "-",
  },
  run(parameters, dts) {
    const job = dts.jobOf(parameters);
    if (parameters.need("JobCode") !== "01") throw refused.value("JobCode", "the sandbox supports only 01");
    const size = parameters.integer("PageSize", { min: 1, max: 100, fallback: 20 });
    const page = parameters.integer("PageNo", { min: 1, max: 2 ** 31 - 1, fallback: 1 });
    const items = job.precheck?.items ?? [];
    return {
      ...DONE,
      Code: "01",
      JobId: job.precheck?.id ?? "",
      JobName: "PRECHECK",
      State: stateOf(job),
      Total: items.length,
      ErrorItem: items.filter(({ item, state }) => state !== "Success" && !job.skipped.has(item)).length,
      PageNumber: page,
      PageRecordCount: size,
      TotalRecordCount: items.length,
      JobProgress: items
        .slice((page - 1) * size, page * size)
        .map((item, at) => rowOf(job, item, (page - 1) * size + at + 1)),
    };
  },
};

function stateOf({ status, precheck }: Job): string {
  if (!precheck) return "NotStarted";
  if (!precheck.items) return "Checking";
  return status === "PrecheckFailed" ? "Failed" : "Finished";
}

function rowOf({ precheck, skipped }: Job, item: PrecheckItem, order: number) {
  const { bootTime, finishTime, id } = precheck!;
  return {
    Id: `${id}${order}`,
    JobId: id,
    OrderNum: order,
    Item: item.item,
    Names: `${item.item}_DETAIL`,
    State: item.state,
    BootTime: bootTime,
    FinishTime: finishTime ?? "",
    CanSkip: canSkip(item),
    Skip: skipped.has(item.item),
    IgnoreFlag: "N",
    Sub: "[]",
    ErrMsg: item.text ?? "",
    ErrDetail: item.text ?? "",
    RepairMethod: item.repair ?? "",
  };
}

/** Skips warnings at the next precheck; failed items must be fixed, not skipped. */
export const skipPreCheck: DtsAction = {
  parameters: {
    DtsJobId: "!",
    JobId: "?",
    Skip: "!",
    SkipPreCheckItems: "?",
    SkipPreCheckNames: "?",
    ResourceGroupId: "0",
  },
  run(parameters, dts) {
    const job = dts.jobOf(parameters);
    if (job.status !== "PrecheckFailed") throw refused.status("SkipPreCheck", job.status);
    if ((parameters.get("JobId") ?? job.precheck!.id) !== job.precheck!.id) throw refused.value("JobId");
    const named = namesOf(parameters.get("SkipPreCheckItems"), "SkipPreCheckItems");
    const details = namesOf(parameters.get("SkipPreCheckNames"), "SkipPreCheckNames").map((name) =>
      name.replace(/_DETAIL$/, ""),
    );
    const names = [...new Set([...named, ...details])];
    if (names.length === 0) throw refused.value("SkipPreCheckItems");
    for (const name of names) {
      const item = job.precheck!.items?.find((one) => one.item === name);
      if (!item || !canSkip(item)) throw refused.value("SkipPreCheckItems", `${name} cannot be skipped`);
    }
    for (const name of names) parameters.flag("Skip") ? job.skipped.add(name) : job.skipped.delete(name);
    return {
      ...DONE,
      MigrationJobId: job.id,
      ScheduleJobId: job.precheck!.id,
      SkipItems: JSON.stringify(names),
      SkipNames: JSON.stringify(names.map((name) => `${name}_DETAIL`)),
    };
  },
};

/** `["CHECK_SRC","CHECK_SAME_OBJ"]` */
function namesOf(text: string | undefined, parameter: string): string[] {
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((one) => typeof one === "string")) return list;
  } catch {}
  throw refused.value(parameter);
}
