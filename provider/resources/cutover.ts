import { z } from "zod";
import { ENGINE_FACTS } from "../../model/engines";
import { named } from "../../model/named";
import { accountName } from "../../model/names";
import { selectedOf, selectionOf } from "../../model/selection";
import { gateId } from "../../model/spec/choices";
import { checkFault, consistencyCheck } from "../../model/spec/consistencyCheck";
import type { JudgedVerdict } from "../../mysql/exemptions";
import { isOpen } from "../../mysql/gates/open";
import type { CallContext } from "../core/context";
import type { CutoverProof } from "../core/cutoverProof";
import type { Driver, TaskInfo } from "../core/driver";
import { messageOf } from "../core/failure";
import { objectsDiffer } from "../core/objects";
import type { Plain, ResourceType } from "../core/resource";
import { isFailed, isOver } from "../core/states";
import { livingAfter, refuseOtherProof } from "./cutoverPast";
import { taskNamed } from "./cutoverTask";
import { endProperly, refuseAnothers } from "./ending";
import { showVerdict } from "./preflight";
import { tableRows, verdict } from "./reported";
import { comparedBy } from "./serviceComparison";
import {
  acceptance,
  connect,
  connectOptions,
  databases,
  engine,
  mode,
  refuse,
  refuseContradiction,
  tables,
  taskLocation,
} from "./shared";

const exemption = named(
  "GateExemption",
  "A cutover gate that is accepted although it is not proven.",
  z.strictObject({
    gate: gateId,
    ...acceptance,
  }),
);

const login = named(
  "AccountLogin",
  "An account of the application.",
  z.strictObject({
    user: z.string().min(1).describe("name of the account"),
    password: z.string().describe("its password; always a secret"),
  }),
);

const inputs = z
  .strictObject({
    task: z.string().min(1).describe("exact name of the task"),
    taskId: z.string().min(1).optional().describe("the vendor's id of the task; default: the one of that name"),
    engine,
    at: taskLocation,
    mode: mode.default("full+incremental"),
    databases: databases.default("all"),
    tables,
    source: connect.describe("how this machine logs in to the source"),
    target: connect.describe("how this machine logs in to the target"),
    quietSeconds: z.number().min(0).max(3600).default(30).describe("how long the source's binary log must not grow"),
    catchUpSeconds: z.number().min(0).max(86400).default(60).describe("how long to wait for the target to catch up"),
    ownUsers: z
      .array(z.string())
      .default([])
      .describe("users whose connections to the source do not belong to the application"),
    accounts: z.array(login).default([]).describe("accounts of the application, tried on the target"),
    exemptions: z
      .array(exemption)
      .default([])
      .describe("gates that are accepted even though they are not proven, each with reason, owner and expiry"),
    consistencyCheck: consistencyCheck
      .default("none")
      .describe(
        "whether the service compares source and target too, as a gate: `none`, `full`, or a share of the rows",
      ),
    actor: z.string().optional().describe("who performs the cutover; recorded as given, not verified"),
  })
  .superRefine(refuseContradiction)
  .superRefine(({ engine: name, mode: how, consistencyCheck: check }, issue) => {
    const fault = checkFault(ENGINE_FACTS[name], check, how);
    if (!fault) return;
    const message = `${fault.seen}; needed: ${fault.needed}: ${fault.fix}`;
    issue.addIssue({ code: "custom", path: ["consistencyCheck"], message });
  });
type Inputs = z.output<typeof inputs>;

export const cutover: ResourceType<Inputs> = {
  name: "Cutover",
  description:
    "A gate and a record: it proves that writes on the source have stopped, the target has caught up, data and structure are equal, and accounts can log in; then the " +
    "task is ended properly and the position is recorded. All problems are reported at once; while there is one, the task keeps running.",
  schema: inputs,
  secrets: ["source.password", "target.password", "accounts"],
  replaceOn: ["task"],
  // So that a replacement knows the record; nothing outside the state is read.
  looks: true,
  // A record is not made again because the way to the servers changed.
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
    // Whatever the servers say, this gate stays closed: nobody waits for the others, which take a minute and more.
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

/** The task that the state names, else the one of that name. */
function taskOf(ctx: CallContext, driver: Driver, { task, taskId }: Inputs): Promise<TaskInfo | undefined> {
  return taskId === undefined ? taskNamed(driver, task) : ctx.lately(driver, taskId);
}

/** What opened without a proof of its own is shown, with who accepted it. */
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
  given: Inputs,
): Promise<CutoverProof> {
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
    engineLagSeconds: await lagOf(ctx, driver, task),
    ...(given.consistencyCheck === "none"
      ? {}
      : { serviceComparison: comparedBy(ctx, driver, task, given.consistencyCheck) }),
    progress: (gate, state) => state === "begins" && ctx.progress(`gate: ${gate}`),
    signal: ctx.signal,
  });
}

async function lagOf(ctx: CallContext, driver: Driver, task: TaskInfo | undefined): Promise<number | undefined> {
  if (task?.state !== "incremental") return undefined;
  try {
    return (task.progress ?? (await driver.progress(task.id))).lagSeconds;
  } catch (error) {
    ctx.log("debug", `the task's lag could not be read: ${messageOf(error)}`);
    return undefined;
  }
}

/** The gates take a while: what the task was at their beginning does not say what it is at their end. */
function refuseUnready(driver: Driver, task: TaskInfo, given: Inputs): void {
  const verdict = taskVerdict(driver, task, given);
  if (verdict.status !== "fail") return;
  refuse(`cutover refused: the task has changed while the gates were proven; ${staysAsItIs(task)}`, [
    showVerdict(verdict),
  ]);
}

/** Is the task where a cutover may end it? One that has ended already is judged by the data. */
function taskVerdict(driver: Driver, task: TaskInfo | undefined, given: Inputs): JudgedVerdict {
  const goal = given.mode === "full" ? "fullDone" : "incremental";
  const needed = given.mode === "full" ? "a completed full load" : "a task that is replicating";
  const base = {
    id: "G00",
    title: "Task ready to end",
    side: "both" as const,
    source: driver.title,
    group: "Cutover",
    needed,
  };
  if (!task)
    return {
      ...base,
      status: "fail",
      found: `no task named '${given.task}'`,
      remedy: `dbferry up --phase prepare, then --phase migrate; to remove what exists instead: ${GIVE_UP}`,
    };
  const other = isOver(task.state) ? [] : objectsDiffer(task.objects, selectedOf(given));
  if (other.length > 0)
    return {
      ...base,
      status: "fail",
      found: `it does not move what this migration selects: ${other.join("; ")}`,
      needed: `${needed}, of what source.databases and source.tables say`,
      remedy: `select that again in the vendor's console; if the service no longer lets you: ${GIVE_UP}`,
    };
  if (task.state === goal) return { ...base, status: "pass", found: task.vendorState };
  if ((task.state === "ended" || task.state === "ending") && task.started) {
    return { ...base, status: "undetermined", found: `it has already ended (${task.vendorState}); the data decides` };
  }
  return {
    ...base,
    status: "fail",
    found: `${task.vendorState}${task.reason ? `: ${task.reason}` : ""}`,
    remedy: `${wayOn(task)}; to give the migration up instead: ${GIVE_UP}`,
  };
}

/** With a program of one's own there is no command. */
const GIVE_UP = "dbferry cancel, or pulumi destroy";

function taskStatusLine(task: TaskInfo | undefined): string {
  return task && !isOver(task.state) ? "the task continues" : "the task has already ended";
}

function staysAsItIs(task: TaskInfo | undefined): string {
  return task && !isOver(task.state) ? "the task is left unchanged" : "there is no task to end";
}

/** How a task gets to where a cutover may end it. */
function wayOn({ state }: TaskInfo): string {
  if (isFailed(state)) return "correct the cause and let it continue (dbferry up --phase migrate)";
  switch (state) {
    case "pausing":
    case "paused":
      return "let it continue (dbferry resume), then wait until it has caught up (dbferry status --watch)";
    case "creating":
    case "configuring":
      return "it has not started: dbferry up --phase migrate";
    case "unknown":
      return "check the task in its console: dbferry does not know this state";
    case "ended":
    case "ending":
      return "it ended before it had started, and a task can be started only once";
    default:
      return "wait until it is ready (dbferry status --watch), then run the update again; to stay where it is: pulumi config set phase migrate";
  }
}

function record(
  proof: CutoverProof,
  verdicts: readonly JudgedVerdict[],
  task: TaskInfo | undefined,
  given: Inputs,
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
