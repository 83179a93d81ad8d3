import { z } from "zod";
import { accountName } from "../../model/names";
import { selectionOf } from "../../model/selection";
import type { JudgedVerdict } from "../../mysql/exemptions";
import { isOpen } from "../../mysql/gates/open";
import type { CallContext } from "../core/context";
import type { CutoverProof } from "../core/cutoverProof";
import type { Driver } from "../core/driver";
import { messageOf } from "../core/failure";
import type { Plain, ResourceType } from "../core/resource";
import { isOver } from "../core/states";
import type { TaskInfo } from "../core/task";
import { type CutoverInputs, cutoverInputs } from "./cutover/inputs";
import { livingAfter, refuseOtherProof } from "./cutover/past";
import { GIVE_UP, refuseUnready, staysAsItIs, taskStatusLine, taskVerdict } from "./cutover/ready";
import { sourceNameGate, taskSourceOf } from "./cutover/sourceName";
import { taskNamed } from "./cutover/task";
import { endProperly, refuseAnothers } from "./ending";
import { showVerdict } from "./preflight";
import { tableRows, verdict } from "./reported";
import { comparedBy } from "./serviceComparison";
import { connectOptions, refuse } from "./shared";

export const cutover: ResourceType<CutoverInputs> = {
  name: "Cutover",
  description:
    "A gate and a record: it proves that writes on the source have stopped, the target has caught up, data and structure are equal, and accounts can log in; then the " +
    "task is ended properly and the position is recorded. All problems are reported at once; while there is one, the task keeps running.",
  schema: cutoverInputs,
  secrets: ["source.password", "target.password", "accounts"],
  replaceOn: ["task"],
  // So that a replacement has the record; only the state is read.
  looks: true,
  // A different route to the servers does not require a new record.
  ignore: [
    "taskId",
    "engine",
    "at",
    "mode",
    "databases",
    "tables",
    "source",
    "target",
    "quietSeconds",
    "catchUpSeconds",
    "ownUsers",
    "accounts",
    "exemptions",
    "consistencyCheck",
    "sourceName",
    "actor",
  ],
  outputs: {
    gtid: {
      type: "string",
      description: "GTID set executed on the source at the end; empty without GTIDs",
      optional: true,
    },
    file: { type: "string", description: "binary log of the source at the end", optional: true },
    position: { type: "number", description: "position in that file", optional: true },
    at: { type: "string", description: "when it was proven, ISO 8601 UTC" },
    rowsSource: { type: "number", description: "rows on the source" },
    rowsTarget: { type: "number", description: "rows on the target" },
    checksumEqual: { type: "boolean", description: "every row was compared by value and is equal" },
    structureEqual: { type: "boolean", description: "every definition was compared and is equal" },
    tables: { type: z.array(tableRows), description: "rows per table" },
    verdicts: {
      type: z.array(verdict),
      description: "every gate, with the reason of the exemption that accepted it",
    },
    taskId: { type: "string", description: "the vendor's id of the task that was ended", optional: true },
    actor: {
      type: "string",
      description: "who performed the cutover, as given by the program that ran the update; not verified",
      optional: true,
    },
  },

  async create(ctx, given, before) {
    const driver = ctx.clouds.driver(given.engine, given.at);
    const past = before?.id === given.task && before.outputs["at"] !== undefined ? before : undefined;
    const task = past ? await livingAfter(ctx, driver, past, given.task) : await taskOf(ctx, driver, given);
    if (task && !isOver(task.state)) refuseAnothers(ctx, driver, task);
    if (past && !task) {
      refuseOtherProof(past, given);
      ctx.log(
        "warning",
        `the cutover of ${String(past.outputs["at"])} is kept: its task has ended, and a cutover is made once`,
      );
      return { id: given.task, outputs: past.outputs };
    }
    const ready = taskVerdict(driver, task, given);
    // This gate stays closed whatever the servers report, so the others, which take a minute or more, are not run.
    if (ready.status === "fail") {
      refuse(`cutover refused at once, and the other gates were not asked: ${staysAsItIs(task)}`, [showVerdict(ready)]);
    }
    const proof = await prove(ctx, driver, task, given);
    const verdicts = [ready, ...proof.verdicts];
    const blocking = verdicts.filter((verdict) => !isOpen(verdict, verdicts));
    if (blocking.length > 0) {
      refuse(
        `cutover refused: ${blocking.length} gate${blocking.length === 1 ? " is" : "s are"} closed; ${taskStatusLine(task)}. Once they are open, run the update again; ` +
          `${task && !isOver(task.state) ? "to stay where it is: pulumi config set phase migrate; " : ""}to give the migration up: ${GIVE_UP}`,
        blocking.map(showVerdict),
      );
    }
    tellAccepted(ctx, verdicts, proof);
    if (task) await endProperly(ctx, driver, task.id, (now) => refuseUnready(driver, now, given));
    return { id: given.task, outputs: record(proof, verdicts, task, given, ctx.now()) };
  },
  read: async (_ctx, old) => ({ id: old.id, outputs: old.outputs }),
  update: async (_ctx, old) => old.outputs,
  delete: async () => {},
};

/** The task with the state's id or, without one, with that name. */
function taskOf(ctx: CallContext, driver: Driver, { task, taskId }: CutoverInputs): Promise<TaskInfo | undefined> {
  return taskId === undefined ? taskNamed(driver, task) : ctx.lately(driver, taskId);
}

/** A gate that opened without its own proof is shown, with the person who accepted it. */
function tellAccepted(ctx: CallContext, verdicts: readonly JudgedVerdict[], { expired, unused }: CutoverProof): void {
  for (const verdict of verdicts) {
    if (verdict.status === "pass") continue;
    const { exempted } = verdict;
    const by = exempted
      ? `; exempted by ${exempted.owner} until ${exempted.expires}: ${exempted.reason}`
      : "; proven by G02 and G06";
    ctx.log("warning", showVerdict(verdict) + by);
  }
  for (const one of expired)
    ctx.log("warning", `the exemption of ${one.id} (${one.owner}) has expired and no longer applies`);
  for (const one of unused) ctx.log("warning", `the exemption of ${one.id} (${one.owner}) is not needed: remove it`);
}

async function prove(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo | undefined,
  given: CutoverInputs,
): Promise<CutoverProof> {
  // Of a task that has ended, the data decides.
  const running = task && !isOver(task.state) ? task : undefined;
  return ctx.clouds.mysql.proveCutover({
    source: connectOptions(given.source, "source"),
    target: connectOptions(given.target, "target"),
    ...selectionOf(given),
    quietSeconds: given.quietSeconds,
    catchUpSeconds: given.catchUpSeconds,
    ownUsers: [
      ...given.ownUsers,
      given.source.user,
      given.target.user,
      accountName(given.task.replace(/^dbferry-/, "")),
    ],
    accounts: given.accounts,
    engine: given.engine,
    exemptions: given.exemptions.map(({ gate: id, ...rest }) => ({ id, ...rest })),
    ...(await lagOf(ctx, driver, task)),
    ...(given.consistencyCheck === "none"
      ? {}
      : { serviceComparison: comparedBy(ctx, driver, task, given.consistencyCheck) }),
    ...(running && given.sourceName
      ? {
          sourceName: sourceNameGate(ctx.clouds.names, given.sourceName, given.source.host, taskSourceOf(running)),
        }
      : {}),
    progress: (gate, state) => state === "begins" && ctx.progress(`gate: ${gate}`),
    signal: ctx.signal,
  });
}

/** Empty: not known. */
async function lagOf(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo | undefined,
): Promise<{ engineLagSeconds?: number; engineMegabytesBehind?: number }> {
  if (task?.state !== "incremental") return {};
  try {
    const { lagSeconds, megabytesBehind } = task.progress ?? (await driver.progress(task.id));
    return {
      ...(lagSeconds === undefined ? {} : { engineLagSeconds: lagSeconds }),
      ...(megabytesBehind === undefined ? {} : { engineMegabytesBehind: megabytesBehind }),
    };
  } catch (error) {
    ctx.log("debug", `the task's lag could not be read: ${messageOf(error)}`);
    return {};
  }
}

function record(
  proof: CutoverProof,
  verdicts: readonly JudgedVerdict[],
  task: TaskInfo | undefined,
  given: CutoverInputs,
  now: Date,
): Plain {
  return {
    gtid: proof.position?.gtid ?? "",
    file: proof.position?.file,
    position: proof.position?.position,
    at: now.toISOString(),
    rowsSource: proof.rows?.source ?? 0,
    rowsTarget: proof.rows?.target ?? 0,
    checksumEqual: proof.checksumEqual,
    tables: proof.tables,
    structureEqual: proof.structureEqual,
    verdicts: verdicts.map(({ id, title, status, found, needed, exempted }) => ({
      id,
      title,
      status,
      found,
      needed,
      exempted: exempted?.reason,
    })),
    taskId: task?.id,
    actor: given.actor,
  };
}
