import { ENGINE_FACTS } from "../engines";
import type { EngineFacts } from "../engines/facts";
import { findsByPublicName, writtenHost } from "../hostNames";
import type { Phase } from "../phase";
import { type Migration, PLACES, readOnlyTarget, settingsOf } from "../spec";
import { movesOf, orderOf, writesOf } from "../spec/moves";
import type { PlaceFacts } from "../spec/places/place";
import { notReadYet } from "../spec/rules/readByHand";
import { callersOf } from "./callers";
import { kindOf } from "./kinds";
import { type Lasting, PLANNED, type Planned } from "./registered";
import { capital, code, listed, type Text, value } from "./text";

/** One update, and what happens in it, in this order. */
export interface Stage {
  phase: Planned;
  command: string;
  /** Where the stack file is: at this phase, or at a later one; absent: before it, or in none of them. */
  mark?: "here" | "behind";
  steps: readonly Text[];
}

/** The words for where a stage is. */
export const MARKS: Readonly<Record<"here" | "behind", Text>> = {
  here: "the stack file is at this phase",
  behind: "the stack file is at a later phase",
};

/** The four updates of a migration. @param phase the stack file's; absent: not known */
export function stagesOf(migration: Migration, made: readonly Lasting[], phase?: Phase): Stage[] {
  const at = PLANNED.indexOf(phase as Planned);
  return unmarked(migration, made).map((stage, index) => {
    if (at < index) return stage;
    return { ...stage, mark: at === index ? ("here" as const) : ("behind" as const) };
  });
}

function unmarked(migration: Migration, made: readonly Lasting[]): Stage[] {
  return [
    stage("prepare", prepare(migration, made)),
    stage("migrate", migrate(migration)),
    stage("cutover", cutover(migration)),
    stage("done", done(made)),
  ];
}

/** How to give up, whatever the phase. */
export const WAY_OUT: Text =
  "Before the cutover, `dbferry cancel` gives the migration up: it ends the task, removes what the migration made, and audits what is left; what a person opened stays open. Rows that were copied stay on the target, unless `--empty-target` is given. After the cutover, it only completes `done`.";

function stage(phase: Planned, steps: readonly Text[]): Stage {
  return { phase, command: `dbferry up --phase ${phase}`, steps };
}

function prepare(migration: Migration, made: readonly Lasting[]): Text[] {
  const { adopt } = migration;
  const created = made.filter(
    ({ from, type, adopted }) => from === "prepare" && adopted === undefined && kindOf(type)?.at !== "state",
  );
  const taken = Object.values(adopt ?? {}).filter((id) => id !== undefined);
  return [
    "The clouds and the servers are checked as far as they can be known, before anything is created; every problem is reported at once.",
    ...(created.length > 0 ? [`${capital(counted(created))} ${created.length === 1 ? "is" : "are"} created.`] : []),
    ...(taken.length > 0 ? [`Taken over, and removed at the end with the rest: ${listed(taken.map(code))}.`] : []),
    `${capital(callersOf(migration).known)}.`,
    ...(notReadYet(migration)
      ? [
          `Until the address is written, there is no account and nothing to open: a further ${code("prepare")} creates the account for it, and prints what to open.`,
        ]
      : []),
    "No data moves in this phase.",
  ];
}

function migrate(migration: Migration): Text[] {
  const { task, exemptions, protectLiveTask } = migration;
  const wait = task.connectWindowSeconds;
  return [
    "Both servers are checked. A check that fails stops the update, and so does an essential one that could not be carried out. Any other that could not is reported; it never counts as passed.",
    ...rulesOf(migration).map((text) => `${capital(value(text))}.`),
    ...exemptions.map(
      ({ check, reason, owner, expires }) =>
        `Check ${value(check)} is accepted even if it fails, until ${value(expires)}, by ${value(owner)}: ${value(reason)}.`,
    ),
    `The service tests whether it reaches both servers, for up to ${wait} seconds (${code("task.connectWindowSeconds")}); then the update gives up, and says what it saw.`,
    "The service's own check runs, and the task starts.",
    ...task.acceptedWarnings.map(
      ({ item, reason, owner, expires }) =>
        `A warning of the service's own check about ${value(item)} is accepted until ${value(expires)}, by ${value(owner)}: ${value(reason)}.`,
    ),
    ...orderOf(migration).map((text) => `${capital(value(text))}.`),
    ...movesOf(migration).map((text) => `${capital(value(text))}.`),
    ...writesOf(migration).map((text) => `${capital(value(text))}.`),
    ...(readOnlyTarget(migration)
      ? [`The service keeps the target read-only for others while the task runs (${code("task.targetReadOnly")}).`]
      : []),
    ...(protectLiveTask
      ? []
      : [
          `From now on the task may be ended or replaced before the cutover, even by ${code("pulumi destroy")} (${code("protectLiveTask: false")}).`,
        ]),
  ];
}

function rulesOf(migration: Migration): string[] {
  const { rules }: EngineFacts = ENGINE_FACTS[migration.engine];
  return rules?.(settingsOf(migration, migration.engine)) ?? [];
}

function cutover(migration: Migration): Text[] {
  const {
    cutover: { quietSeconds, exemptions },
    task,
  } = migration;
  return [
    `The gates have to be proven: among others, that the source's writes have stopped (its binary log does not grow for ${quietSeconds} seconds), that the target has everything, and that data and structure are equal.`,
    ...exemptions.map(
      ({ gate, reason, owner, expires }) =>
        `Gate ${value(gate)} is accepted without proof until ${value(expires)}, by ${value(owner)}: ${value(reason)}.`,
    ),
    ...(task.consistencyCheck === "none" ? [] : ["The service's own comparison of both servers is a gate too."]),
    ...(isFoundByName(migration)
      ? [
          "The source's public name must still have the address that it had when the task was configured (gate G10). If none was proven then, the gate is not proven, and stays closed until somebody accepts it.",
        ]
      : []),
    ...(exemptions.length > 0
      ? ["An exemption stands in for missing proof: rows that differ and writes that go on are refused all the same."]
      : []),
    `A gate that is not proven${exemptions.length > 0 ? " and not accepted" : ""} stops the update, and the task is not ended. Otherwise the task is ended normally, and position, counts and time are recorded.`,
  ];
}

/** By the name in the stack file, or by that of the endpoint which the migration makes. */
function isFoundByName({ path, source }: Migration): boolean {
  const host = writtenHost({ source });
  if (host !== undefined) return findsByPublicName({ path, source: { host } });
  return path === "public" && (PLACES[source.place] as PlaceFacts).makesEndpoint === true;
}

function done(made: readonly Lasting[]): Text[] {
  const gone = made.filter(({ until, type }) => until === "done" && kindOf(type)?.at !== "state");
  return [
    `${capital(counted(gone))} ${gone.length === 1 ? "is" : "are"} removed. The task is released before the network that it used.`,
    "Afterwards, run `dbferry audit`: it reads every cloud, region and account of the migration, and reports what is still open and what it could not check.",
  ];
}

/** `an EIP, 2 routes and a task`: what has a counterpart in a cloud or on a server. */
function counted(made: readonly Lasting[]): Text {
  const counts = new Map<string, number>();
  // The run of a task is no thing of its own: it begins and ends with the task.
  for (const { type } of made.filter((one) => !one.type.endsWith(":TaskRun"))) {
    const title = kindOf(type)?.title ?? `resource of an unknown type (${value(type)})`;
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return listed([...counts].map(([title, count]) => (count === 1 ? `one ${title}` : `${count} ${plural(title)}`)));
}

function plural(title: string): string {
  return title.endsWith("y") ? `${title.slice(0, -1)}ies` : `${title}s`;
}
