import { type End, openEnd } from "../../../inspection/end";
import { rowsOf } from "../../../mysql/connect";
import type { TencentcloudWorld } from "../../facts";
import { sideOf } from "../endpoints";
import type { Job } from "../job";
import { type Objects, readObjects } from "../objects";
import { ACCOUNT_STEPS } from "./accounts";
import { BINLOG_STEP } from "./binlog";
import { OBJECT_STEPS } from "./objects";
import { PARAMETER_STEPS } from "./parameters";
import { type CheckContext, type Finding, failed, type Step, type StepVerdict } from "./step";

const OWN_DATABASES = new Set(["mysql", "information_schema", "performance_schema", "sys", "__tencentdb__"]);

/** The first step; the others depend on it. */
export const CONNECT = {
  id: "ConnectDBCheck",
  name: "Database connection check",
  doc: "https://www.tencentcloud.com/document/product/571/42552",
};

/** In the vendor's order. */
const ORDER = [
  "VersionCheck",
  "SrcPrivilegeCheck",
  "SimpleParamCheck",
  "DstPrivilegeCheck",
  "DstEmptyCheck",
  "DstSpaceCheck",
  "BinlogParamCheck",
  "ConstraintCheck",
  "ConstraintRefCheck",
  "ViewCheck",
  "WarningParamCheck",
  "OptimizeCheck",
  "AdvancedStoreObjectCheck",
];
const ALL = [...OBJECT_STEPS, ...ACCOUNT_STEPS, ...PARAMETER_STEPS, BINLOG_STEP];
export const STEPS: readonly Step[] = ORDER.map((id) => ALL.find((step) => step.id === id)!);

export type RunCheck = (world: TencentcloudWorld, job: Job, turn: number) => Promise<StepVerdict[]>;

/**
 * Runs the vendor's steps on the real servers, with the migration accounts' privileges and from the task's addresses.
 * An error in a step fails that step; if an end cannot be connected, every later step is blocked.
 */
export async function runCheck(world: TencentcloudWorld, job: Job, turn: number): Promise<StepVerdict[]> {
  const { SrcInfo, DstInfo } = job.configuration!;
  const sides = [sideOf(world, SrcInfo, turn), sideOf(world, DstInfo, turn)];
  const opened = await Promise.all(sides.map((side) => openEnd(world, side)));
  const [from, to] = opened as [(typeof opened)[number], (typeof opened)[number]];
  try {
    if (!("end" in from) || !("end" in to)) {
      const refused = [from, to].map((one) => ("refused" in one ? one.refused : undefined));
      return [forced(world, verdict(CONNECT.id, refusals(refused))), ...STEPS.map(({ id }) => blocked(id))];
    }
    const context = await contextOf(world, job, from.end, to.end);
    const verdicts = [forced(world, verdict(CONNECT.id, []))];
    for (const step of STEPS) {
      if (step.when && !step.when(context)) continue;
      const found = await Promise.resolve(step.run(context)).catch((error: Error) => [
        failed(error.message, "Check again."),
      ]);
      verdicts.push(forced(world, verdict(step.id, found)));
    }
    return verdicts;
  } finally {
    await Promise.all(opened.map((one) => ("end" in one ? one.close() : undefined)));
  }
}

function refusals([source, target]: (string | undefined)[]): Finding[] {
  const text = (side: string, why: string) =>
    failed(
      `Failed to connect to the ${side} database: ${why}`,
      "Check its security group or allowlist, address, port, account and password.",
    );
  return [source && text("source", source), target && text("target", target)].filter((one): one is Finding =>
    Boolean(one),
  );
}

function verdict(id: string, findings: Finding[]): StepVerdict {
  const status = findings.some((one) => one.result === "failed") ? "failed" : findings.length > 0 ? "warning" : "pass";
  return { id, status, findings };
}

function blocked(id: string): StepVerdict {
  return { id, status: "blocked", findings: [] };
}

/** A result forced by a test or the demo. */
function forced(world: TencentcloudWorld, given: StepVerdict): StepVerdict {
  const fault = world.faults.precheck.get(given.id);
  if (!fault) return given;
  if (fault.result === "PASSED") return verdict(given.id, []);
  const result = fault.result === "FAILED" ? "failed" : "warning";
  return verdict(given.id, [{ result, text: fault.text, solution: "" }]);
}

async function contextOf(world: TencentcloudWorld, job: Job, source: End, target: End): Promise<CheckContext> {
  const { MigrateOption: option, SrcInfo, DstInfo } = job.configuration!;
  const objects = readObjects(option.DatabaseTable);
  return {
    source,
    target,
    ...objects,
    databases: await databasesOf(source, objects),
    incremental: (option.MigrateType ?? "fullAndIncrement") === "fullAndIncrement",
    compares: option.Consistency?.Mode === "full",
    sourceAccess: SrcInfo.AccessType,
    supplier: SrcInfo.Supplier ?? "",
    instance:
      DstInfo.AccessType === "cdb" ? world.tencentcloud.cdb.find(String(DstInfo.Info[0]!.InstanceId)) : undefined,
  };
}

async function databasesOf(source: End, { selection }: Objects): Promise<string[]> {
  const found = await rowsOf<Record<string, string>>(source.connection, "SHOW DATABASES");
  const there = found.map((row) => Object.values(row)[0]!).filter((name) => !OWN_DATABASES.has(name));
  if (selection === "all") return there;
  const wanted = selection.map((one) => (typeof one === "string" ? one : one.database));
  return there.filter((name) => wanted.includes(name));
}
