import type { Stack } from "@pulumi/pulumi/automation";
import { describeLocation } from "../../model/clouds/location";
import { readDate } from "../../model/expiry";
import { PHASES, type Phase } from "../../model/phase";
import { readMigration } from "../../model/spec";
import { listOpenings } from "../../provider/audit";
import { auditStack, describeFinding, type Finding, ofUnknownOwner } from "../audit/audit";
import { type NotChecked, scopeOf } from "../audit/scope";
import { hasTunnels, madeIn, ownershipIn, type Recorded } from "../audit/state";
import { isUnset } from "../engine/project";
import { type Cost, costOf } from "./cost";
import { type Next, nextSteps, problems, type Situation } from "./next";
import { type Before, queueOf, recordedAfter } from "./queue";
import { recordedMigration } from "./reached";
import { moveOf, sourceNamesIn } from "./sourceName";
import { type StackTask, stateConfig, tasksOf } from "./tasks";

/** Status of one migration. An absent field means unknown, never fine. */
export interface StackStatus {
  stack: string;
  migration?: string;
  /** `reached` is absent if nothing was created; `wanted`, if the configuration could not be read. */
  phase: { reached?: Phase; wanted?: Phase };
  tasks: (StackTask & { cost: Cost })[];
  /** What a task that has not started waits for. */
  queue: Before[];
  openings: { text: string; expires?: string; secondsLeft?: number }[];
  /** What could not be checked, and why. */
  notKnown: NotChecked[];
  verdict: StatusVerdict;
  next: Next[];
}

/** `attention`: something is wrong; `notKnown`: no problem was seen, but not everything could be checked. */
export type StatusVerdict = "fine" | "attention" | "notKnown";

/** A stack of the current project, or just the state of another project's stack. */
export type Subject = { name: string; stack: Stack } | { name: string; recorded: Recorded; unread?: string };

export async function statusOf(subject: Subject, now = new Date()): Promise<StackStatus> {
  const recorded = "stack" in subject ? ((await subject.stack.exportStack()).deployment ?? {}) : subject.recorded;
  const { migration, reached, left } = recordedMigration(recorded);
  const [tasks, open, wanted, names] = await Promise.all([
    tasksOf(recorded),
    "stack" in subject ? openOf(subject.stack) : openByState(recorded, migration),
    "stack" in subject ? wantedBy(subject.stack) : undefined,
    Promise.all((reached === "migrate" ? sourceNamesIn(recorded) : []).map((seen) => moveOf(seen))),
  ]);
  const after = ("stack" in subject && (await afterBy(subject.stack))) || recordedAfter(recorded);
  const queue = await queueOf(recorded, tasks, after);
  const unread = tasks.flatMap(({ id, look }) =>
    "unread" in look ? [{ where: `task ${id}`, reason: look.unread }] : [],
  );
  const unclear = tasks.flatMap(({ id, look }) =>
    "known" in look && look.known && look.noProgress !== undefined
      ? [{ where: `progress of task ${id}`, reason: look.noProgress }]
      : [],
  );
  const unseen = queue.flatMap(({ migration: name, why, isUnread }) =>
    isUnread ? [{ where: `the migration ${name}, which comes first`, reason: why }] : [],
  );
  const notKnown = [...open.notKnown, ...unread, ...unclear, ...unseen];
  if ("recorded" in subject && subject.unread !== undefined)
    notKnown.push({ where: "its state", reason: subject.unread });
  if (wanted === undefined) {
    const reason = "recorded" in subject ? "its project is elsewhere" : "it could not be read from the configuration";
    notKnown.push({ where: "the configured phase", reason });
  }
  // Apart from the others, because credentials would not help, and the cutover looks at the name again.
  const unproven = names.flatMap(({ unread }) =>
    unread === undefined ? [] : [{ where: "the source's address", reason: unread }],
  );
  const openings = open.findings.map((finding) => {
    const expires = finding.expires === undefined ? undefined : readDate(finding.expires);
    const secondsLeft = expires && (expires.getTime() - now.getTime()) / 1000;
    return { text: describeFinding(finding), expires: finding.expires, secondsLeft };
  });
  const situation: Situation = {
    reached,
    left,
    wanted,
    tasks,
    moved: names.flatMap(({ moved }) => moved ?? []),
    queue,
    // What only a person can check needs no credentials, and delays nothing.
    blind: notKnown.some((one) => !("byHand" in one)),
    open: openings.length,
    ending: openings.filter(({ secondsLeft }) => secondsLeft !== undefined && secondsLeft > 0 && secondsLeft < 2 * DAY)
      .length,
    expired: openings.filter(({ secondsLeft }) => secondsLeft !== undefined && secondsLeft <= 0).length,
  };
  const wrong = problems(situation);
  return {
    stack: subject.name,
    migration,
    phase: { reached, wanted },
    tasks: tasks.map((task) => ({ ...task, cost: costOf(task, now) })),
    queue,
    openings,
    notKnown: [...notKnown, ...unproven],
    verdict: wrong.length > 0 ? "attention" : notKnown.length + unproven.length > 0 ? "notKnown" : "fine",
    next: wrong.length > 0 ? wrong : nextSteps(situation),
  };
}

const DAY = 86_400;

type Open = { findings: Finding[]; notKnown: NotChecked[] };

async function openOf(stack: Stack): Promise<Open> {
  try {
    const { findings, notLookedAt } = await auditStack(stack);
    return { findings, notKnown: notLookedAt };
  } catch (error) {
    return { findings: [], notKnown: [{ where: "what is open", reason: (error as Error).message }] };
  }
}

/** Without the configuration, it is not possible to log in to the servers. */
async function openByState(recorded: Recorded, migration: string | undefined): Promise<Open> {
  if (migration === undefined) return { findings: [], notKnown: [] };
  const accounts = { where: "accounts on the servers", reason: "its project, with the connections, is elsewhere" };
  const { config, problems } = stateConfig(recorded);
  const scope = scopeOf(undefined, recorded);
  if (problems.length > 0)
    return { findings: [], notKnown: [accounts, { where: "what is open", reason: problems.join("; ") }] };
  // Ownership is decided by the id in the state; the names of project and stack are only for display.
  const owned = ownershipIn(recorded, { project: "", name: "" });
  const { openings, foreign, unread } = await listOpenings(config, scope.locations, {
    migration,
    ...owned,
    made: madeIn(recorded),
    named: scope.named,
    names: scope.names,
    tunnels: hasTunnels(recorded),
  });
  const clouds = unread.map(({ at, reason }) => ({ where: describeLocation(at), reason }));
  const unowned = foreign.flatMap(({ opening, owner }) => (owner === "others" ? [] : [ofUnknownOwner(opening, owner)]));
  return { findings: openings, notKnown: [...clouds, ...unowned, ...scope.notLookedAt, accounts] };
}

/** undefined: it could not be read, or is not a phase. */
async function wantedBy(stack: Stack): Promise<Phase | undefined> {
  const value = await stack.getConfig("phase").then(
    (set) => set.value,
    // Unset means prepare, as in the program; any other failure leaves it unknown.
    (error: Error) => (isUnset(error) ? "prepare" : undefined),
  );
  return (PHASES as readonly unknown[]).includes(value) ? (value as Phase) : undefined;
}

/** `task.after` of the configured migration; undefined: it could not be read, or is not valid. */
async function afterBy(stack: Stack): Promise<string[] | undefined> {
  try {
    // As "done", so that an expired migration can still be read.
    return readMigration(JSON.parse((await stack.getConfig("migration")).value), "done").value?.migration.task.after;
  } catch {
    return undefined;
  }
}
