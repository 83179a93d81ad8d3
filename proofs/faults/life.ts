import { setTimeout as sleep } from "node:timers/promises";
import { STACK } from "../../cli/demo/workspace";
import type { CallFault } from "../../sandbox/world/types";
import type { Field, Outcome } from "../../test/e2e/harness";
import type { Phase } from "../mistakes/mistake";
import { armed, type EngineRow, type Kind, type Step } from "./fault";
import { billed, orphans, unexplained } from "./judge";

/** One step with one kind of fault. */
export interface Case {
  step: Step;
  kind: Kind;
}

export interface Verdict {
  name: string;
  /** The fault occurred, and re-running the command completed the phase. */
  finished: boolean;
  /** The fault never struck, in no life, so nothing is proven. */
  missed: boolean;
  /** The fault stopped a command, which reported it. */
  stopped: boolean;
  /** Why the outcome is wrong; empty if it is right. */
  faults: string[];
}

export interface Life {
  verdicts: Verdict[];
  /** Cases whose call was never made in this life: nothing is proven of them yet. */
  missed: readonly Case[];
  orphans: number;
  billedAfterDestroy: number;
  /** Self-test: a lost task and a leftover resource are created on purpose and must be detected. */
  judge: { wrongOnPurpose: number; seen: number };
  told: string[];
}

const PHASES: readonly Phase[] = ["prepare", "migrate", "cutover", "done"];

interface Armed extends Case {
  fault: CallFault;
  stopped: boolean;
  faults: string[];
}

/**
 * Lives until every fault has struck: one fault can keep the call of another from being made (a kill at the start of a
 * task, that at its progress), so what has not struck gets a life without the others. What does not strike even then is
 * missed, and counts as unexplained.
 */
export async function lives(field: Field, row: EngineRow, cases: readonly Case[], report: (life: Life) => void) {
  let left = cases;
  for (;;) {
    const life = await live(field, row, left);
    const again = life.missed.length < left.length ? life.missed : [];
    if (again.length === 0) life.verdicts.push(...life.missed.map((one) => ({ ...verdictOn(row, one), missed: true })));
    report(life);
    if (again.length === 0) return;
    left = again;
  }
}

/**
 * One migration from start to end with faults in its steps. All faults of a phase are armed at once, each occurs once,
 * and the same command is re-run until it succeeds. The world is restored afterwards.
 */
export async function live(field: Field, row: EngineRow, cases: readonly Case[]): Promise<Life> {
  const life: Life = {
    verdicts: [],
    missed: [],
    orphans: 0,
    billedAfterDestroy: 0,
    told: [],
    judge: { wrongOnPurpose: 0, seen: 0 },
  };
  const open = opened(field);
  let left: readonly Case[] = [];
  for (const phase of PHASES) {
    // The phase's own faults come first: a command that meets none of them succeeds and leaves no retries for the
    // others.
    const due = [...cases.filter(({ step }) => step.phase === phase), ...left];
    left = await through({ field, row, life }, phase, due);
  }
  life.missed = left;
  await destroyed({ field, row, life }, open);
  await field.emptyTarget();
  return life;
}

function verdictOn({ engine }: EngineRow, { step, kind }: Case): Verdict {
  const name = `${engine}, ${step.phase}: ${step.name}, ${kind}`;
  return { name, finished: false, missed: false, stopped: false, faults: [] };
}

interface Ground {
  field: Field;
  row: EngineRow;
  life: Life;
}

/** @returns cases whose call was not made; a later phase may make it */
async function through(ground: Ground, phase: Phase, cases: readonly Case[]): Promise<Case[]> {
  const { field, row, life } = ground;
  await field.pulumi("config", "set", "phase", phase, "--stack", STACK);
  const queue = cases.flatMap((one): Armed[] => {
    const fault = armed(one.kind, one.step);
    return fault ? [{ ...one, fault: fault as unknown as CallFault, stopped: false, faults: [] }] : [];
  });
  const { faults } = field.sandbox.world;
  const kills = queue.filter(({ kind }) => kind === "kill");
  const others = queue.filter(({ kind }) => kind !== "kill");
  // The command dies at the first of the calls that it makes, in whatever order it makes them.
  for (let isDead = true; isDead && kills.some(({ fault }) => !fault.fired); ) {
    const waiting = kills.map(({ fault }) => fault).filter(({ fired }) => !fired);
    faults.calls = waiting;
    const ended = await killed(field, waiting);
    faults.calls = [];
    isDead = ended === undefined;
    if (ended && /failed|error:/.test(ended))
      life.told.push(`${phase}: stopped before it was killed: ${ended.slice(-1800)}`);
    await count(ground, phase);
  }
  let outcome: Outcome = { code: 1, text: "" };
  for (let run = 0; run <= others.length + 1; run += 1) {
    const before = others.filter(({ fault }) => !fault.fired);
    faults.calls = before.map(({ fault }) => fault);
    outcome = await field.dbferry("up", "--yes", "--skip-preview");
    faults.calls = [];
    const struck = before.filter(({ fault }) => fault.fired);
    await count(ground, phase);
    if (outcome.code !== 0) explain(outcome, struck, life);
    else if (struck.length === 0 || others.every(({ fault }) => fault.fired)) break;
  }
  for (const one of queue.filter(({ fault }) => fault.fired)) {
    const { stopped, faults: found } = one;
    const verdict = verdictOn(row, one);
    life.verdicts.push({
      ...verdict,
      name: one.step.phase === phase ? verdict.name : `${verdict.name}, struck in ${phase}`,
      finished: outcome.code === 0 && found.length === 0,
      stopped,
      faults: found,
    });
  }
  if (outcome.code !== 0) throw new Error(`${row.engine}: ${phase} cannot be reached: ${excerpt(outcome)}`);
  return queue.filter(({ fault }) => !fault.fired).map(({ step, kind }) => ({ step, kind }));
}

/** A stop must name one of the faults that occurred; a fault that was survived needs no message. */
function explain(outcome: Outcome, struck: readonly Armed[], life: Life): void {
  const last = struck.at(-1);
  if (!last) {
    life.told.push(`stopped without a fault: ${excerpt(outcome)}`);
    return;
  }
  const found = struck.map(({ step, kind }) => unexplained(outcome, kind, step));
  const named = struck.filter((_, at) => found[at]!.length === 0);
  for (const one of named) one.stopped = true;
  if (named.length > 0) return;
  last.stopped = true;
  last.faults.push(...found.at(-1)!, excerpt(outcome));
}

/**
 * Kills the command and all its child processes after the service has executed the call but before the response
 * arrives.
 * @returns the command's output, if it ended before that
 */
async function killed(field: Field, armed: readonly CallFault[]): Promise<string | undefined> {
  const struck = async () => {
    await sleep(20);
    return armed.some(({ fired }) => fired);
  };
  return field.killDbferryDuring(["up", "--yes", "--skip-preview"], struck).then(
    () => undefined,
    (error: Error) => {
      if (!/ended before it could be killed/.test(error.message)) throw error;
      return error.message;
    },
  );
}

async function count({ field, row, life }: Ground, phase: Phase): Promise<void> {
  const tasks = await row.tasks(field);
  const extra = orphans(tasks, 1);
  if (extra > 0) life.told.push(`${phase}: ${tasks.length} tasks in the vendor's list`);
  life.orphans += extra;
}

async function destroyed({ field, row, life }: Ground, before: number): Promise<void> {
  const gone = await field.destroy();
  if (gone.code !== 0) life.told.push(`the destroy failed: ${excerpt(gone)}`);
  const left = await row.tasks(field);
  const open = opened(field) - before;
  life.billedAfterDestroy += billed(left, open) + (gone.code === 0 ? 0 : 1);
  // Self-test: the verdicts must detect a second task, and what is left after the end.
  life.judge.wrongOnPurpose += 2;
  if (orphans([{ id: "kept" }, { id: "lost" }], 1) === 1) life.judge.seen += 1;
  const { eips } = field.sandbox.world.huaweicloud;
  const { id } = eips.allocate({ region: "cn-north-4", name: "left", bandwidthSize: 5 });
  if (billed(left, opened(field) - before) > billed(left, open)) life.judge.seen += 1;
  eips.release(id);
}

/** Number of openings, by the sandbox's own records. */
function opened({ sandbox: { world } }: Field): number {
  const instances = world.alicloud.rds.list();
  const groups = instances.flatMap(({ allowlists }) => [...allowlists].filter(([, entries]) => entries.size > 0));
  const endpoints = instances.filter(({ publicEndpoint }) => publicEndpoint !== undefined);
  const { eips, securityGroups } = world.huaweicloud;
  return eips.list().length + securityGroups.rules().length + groups.length + endpoints.length;
}

function excerpt({ text, code }: Outcome): string {
  return `exit ${code}: ${text.trim().slice(-1800)}`;
}
