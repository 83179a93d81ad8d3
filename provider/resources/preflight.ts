import { z } from "zod";
import { profiledEngine } from "../../model/engines/profiles";
import { profileOf } from "../../model/mysql/server";
import { named } from "../../model/named";
import { visible, visibleLines } from "../../model/printing/visible";
import { selectionOf } from "../../model/selection";
import { checkId } from "../../model/spec/choices";
import { keepFirst, type TargetBefore } from "../../mysql/copied/before";
import type { PreflightReport } from "../../mysql/preflight";
import type { CallContext } from "../core/context";
import { messageOf } from "../core/failure";
import type { Plain, ResourceType } from "../core/resource";
import { targetBefore as before, verdict } from "./reported";
import {
  acceptance,
  connect,
  connectOptions,
  databases,
  engine,
  mode,
  path,
  profile,
  refuse,
  refuseContradiction,
  refuseProfile,
  tables,
} from "./shared";

const exemption = named(
  "CheckExemption",
  "A check that is accepted although it fails.",
  z.strictObject({
    check: checkId,
    ...acceptance,
  }),
);

const inputs = z
  .strictObject({
    source: connect.describe("how this machine logs in to the source"),
    target: connect.describe("how this machine logs in to the target"),
    engine,
    mode: mode.default("full+incremental"),
    path: path.default("public"),
    databases: databases.default("all"),
    tables,
    callers: z.array(z.string()).default([]).describe("addresses that the task connects from"),
    bandwidthMbps: z
      .number()
      .positive()
      .optional()
      .describe("bandwidth between source and target in Mbit/s, for the time estimate"),
    targetSpaceBytes: z.number().nonnegative().optional().describe("free bytes of the target's volume"),
    account: z
      .string()
      .optional()
      .describe("migration account that dbferry created on the source, inspected by the checks of the task's account"),
    sourcePlace: z
      .string()
      .optional()
      .describe("place of the source, such as alicloud-rds, which determines what its operator lets one change"),
    targetPlace: z.string().optional().describe("place of the target, such as huaweicloud-rds"),
    task: z.string().optional().describe("the vendor's id of the task: the gate is checked again for another task"),
    profile,
    exemptions: z
      .array(exemption)
      .default([])
      .describe("checks that are accepted even though they fail, each with reason, owner and expiry"),
  })
  .superRefine(refuseContradiction)
  .superRefine(refuseProfile);
type Inputs = z.output<typeof inputs>;

export const preflight: ResourceType<Inputs> = {
  name: "Preflight",
  description:
    "A gate: checks of both servers before a task starts. A failed check stops the update and reports what was found, what is needed and the " +
    "SQL that fixes it. Reads only. Runs again when databases, tables, engine, profile, mode, path or the task change, and without a task when the servers do.",
  schema: inputs,
  secrets: ["source.password", "target.password"],
  replaceOn: [],
  later: ["task"],
  // A preflight that passed is not repeated because a password was rotated, or because this machine reaches the servers of
  // the same task another way: by then the target contains data.
  ignore: ({ task }) => [
    ...(typeof task === "string" ? ["source.host", "source.port", "target.host", "target.port"] : []),
    "source.user",
    "source.password",
    "source.tls",
    "source.ca",
    "source.serverName",
    "target.user",
    "target.password",
    "target.tls",
    "target.ca",
    "target.serverName",
    "callers",
    "bandwidthMbps",
    "targetSpaceBytes",
    "account",
    "exemptions",
    "sourcePlace",
    "targetPlace",
  ],
  outputs: {
    verdicts: { type: z.array(verdict), description: "every check" },
    counts: {
      type: z.record(z.string(), z.number()),
      description: "how many passed, warned, failed, were not applicable, were undetermined, or were exempted",
    },
    targetBefore: {
      type: before,
      description:
        "what the target contained of the databases before anything was copied, and which server it was: `dbferry cancel --empty-target` removes only what was added since",
      optional: true,
    },
  },

  async create(ctx, given) {
    return {
      id: `${given.source.host}:${given.source.port}->${given.target.host}:${given.target.port}`,
      outputs: await check(ctx, given, undefined),
    };
  },
  read: async (_ctx, old) => ({ id: old.id, outputs: old.outputs }),
  update: (ctx, old, given) => check(ctx, given, old.outputs["targetBefore"] as TargetBefore | undefined),
  delete: async () => {},
};

async function check(ctx: CallContext, given: Inputs, first: TargetBefore | undefined): Promise<Plain> {
  ctx.progress("checking both servers");
  const report = await ctx.clouds.mysql.runPreflight({
    source: { ...connectOptions(given.source, "source"), profile: profileOf(given.sourcePlace) },
    target: { ...connectOptions(given.target, "target"), profile: profileOf(given.targetPlace) },
    migration: { account: given.account, before: first },
    engine: profiledEngine(given),
    mode: given.mode,
    path: given.path,
    ...selectionOf(given),
    callers: given.callers,
    bandwidthMbps: given.bandwidthMbps,
    spaceBytes: given.targetSpaceBytes,
    exemptions: given.exemptions.map(({ check: id, ...rest }) => ({ id, ...rest })),
    now: ctx.now(),
  });
  const stopping = [...report.failed, ...report.blind];
  if (!report.ok)
    refuse(`preflight failed: ${stopping.length} check${stopping.length === 1 ? "" : "s"}; nothing was started`, [
      ...report.failed.map(showVerdict),
      ...blindTold(report.blind),
    ]);
  warn(ctx, report);
  return {
    verdicts: report.verdicts.map(({ exempted, ...verdict }) => ({ ...verdict, exempted: exempted?.reason })),
    counts: report.counts,
    targetBefore: await targetBefore(ctx, given, first),
  };
}

/** If unknown, it is left out, and then nothing on the target counts as the migration's to remove. */
async function targetBefore(
  ctx: CallContext,
  { source, target, ...given }: Inputs,
  first: TargetBefore | undefined,
): Promise<TargetBefore | undefined> {
  const without = "`dbferry cancel --empty-target` will remove nothing";
  try {
    const sides = [connectOptions(source, "source"), connectOptions(target, "target")] as const;
    const seen = await ctx.clouds.mysql.readTargetBefore(...sides, selectionOf(given), ctx.now());
    if (!seen) ctx.log("warning", `the target's administrator cannot see every database there: ${without}`);
    return keepFirst(first, seen);
  } catch (error) {
    ctx.log("warning", `what the target contains now could not be recorded (${messageOf(error)}): ${without}`);
    return first;
  }
}

/** Checks that could not be determined, grouped by their reason: one unreachable server affects dozens of them. */
function blindTold(blind: PreflightReport["blind"]): string[] {
  const byReason = Map.groupBy(
    blind,
    ({ found, remedy }) => `found: ${visible(found)}${remedy ? `\nfix: ${visibleLines(remedy)}` : ""}`,
  );
  return [...byReason].map(([reason, verdicts]) =>
    verdicts.length === 1
      ? showVerdict(verdicts[0]!)
      : `${verdicts.length} checks could not be carried out (undetermined): ${verdicts.map(({ id }) => id).join(", ")}; ${reason}`,
  );
}

function warn(ctx: CallContext, report: PreflightReport): void {
  for (const verdict of report.verdicts) {
    if (verdict.exempted)
      ctx.log(
        "warning",
        `${showVerdict(verdict)}; exempted by ${visible(`${verdict.exempted.owner}: ${verdict.exempted.reason}`)}`,
      );
    else if (verdict.status === "warning") ctx.log("warning", showVerdict(verdict));
  }
  const unseen = report.verdicts.filter(({ status, exempted }) => status === "undetermined" && !exempted);
  if (unseen.length > 0)
    ctx.log(
      "warning",
      `${unseen.length} check${unseen.length === 1 ? "" : "s"} could not be carried out, which stops nothing: ` +
        `${unseen.map(({ id, title }) => visible(`${id} ${title}`)).join("; ")}; the reasons: dbferry preflight, or the output verdicts`,
    );
  for (const one of report.expiredExemptions)
    ctx.log("warning", `the exemption of ${one.id} (${one.owner}) has expired and no longer applies`);
  for (const one of report.unusedExemptions)
    ctx.log("warning", `the exemption of ${one.id} (${one.owner}) is not needed: remove it`);
}

/** `C15 binlog_format: found STATEMENT; needed ROW` and the SQL that fixes it. */
export function showVerdict(verdict: {
  id: string;
  title: string;
  status: string;
  side?: string;
  found: string;
  needed: string;
  remedy?: string;
}): string {
  const side = verdict.side && verdict.side !== "both" ? ` (${verdict.side})` : "";
  const { id, title, status, found, needed } = verdict;
  const fix = verdict.remedy ? `\nfix: ${visibleLines(verdict.remedy)}` : "";
  return `${visible(`${id} ${title}${side}: ${status}; found: ${found}; needed: ${needed}`)}${fix}`;
}
