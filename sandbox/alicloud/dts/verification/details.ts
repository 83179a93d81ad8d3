import { DONE, type DtsAction } from "../dts";
import { refused } from "../errors";
import type { Verification } from "./verification";

/** In the list of tasks. */
export function verificationStatus(run: Verification | undefined) {
  const { status = "NotStarted", error = "", tables = [] } = run ?? {};
  const over = status === "Finished" || status === "Inconsistency";
  return { Status: status, Percent: over ? "100" : "0", Progress: String(tables.length), ErrorMessage: error };
}

export const describeDataCheckTableDetails: DtsAction = {
  parameters: {
    DtsJobId: "!",
    CheckType: "!",
    PageNumber: "?",
    PageSize: "?",
    SchemaName: "?",
    TableName: "?",
    Status: "?",
    ResourceGroupId: "0",
  },
  withoutRegion: true,
  async run(parameters, dts) {
    const job = dts.jobOf(parameters);
    await dts.lifecycle.refresh(job);
    if (parameters.need("CheckType") !== "1") throw refused.value("CheckType", "the sandbox supports only 1");
    const size = parameters.integer("PageSize", { min: 1, max: 100, fallback: 10 });
    const page = parameters.integer("PageNumber", { min: 1, max: 2 ** 31 - 1, fallback: 1 });
    const [schema, name, status] = ["SchemaName", "TableName", "Status"].map((one) => parameters.get(one));
    if (!["-1", "6", undefined].includes(status)) throw refused.value("Status");
    const { tables: all = [], bootTime: BootTime = "" } = job.verification ?? {};
    const found = all.filter(
      ({ database, table, differs }) =>
        (schema ?? database) === database && (name ?? table) === table && (status !== "6" || differs > 0),
    );
    return {
      ...DONE,
      PageNumber: page,
      TotalCount: all.length,
      FailedTableCount: 0,
      DiffTableCount: all.filter(({ differs }) => differs > 0).length,
      FinishedCount: all.reduce((sum, { total }) => sum + total, 0),
      TableDetails: found.slice((page - 1) * size, page * size).map(({ id, database, table, total, differs }) => ({
        Id: id,
        Status: "0",
        ErrorCode: 0,
        BootTime,
        TotalCount: total,
        FinishCount: total,
        DiffCount: differs,
        SourceDbName: database,
        TargetDbName: database,
        SourceTbName: table,
        TargetTbName: table,
      })),
    };
  },
};
