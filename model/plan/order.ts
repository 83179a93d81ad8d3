import { ENGINE_FACTS } from "../engines";
import type { EngineFacts } from "../engines/facts";
import type { Migration } from "../spec";
import { movesOf, orderOf, writesOf } from "../spec/moves";
import { kindOf } from "./kinds";
import type { Lasting, Planned } from "./registered";
import { capital, code, listed, type Text, value } from "./text";

/** One update, and what happens in it, in this order. */
export interface Stage {
  phase: Planned;
  command: string;
  steps: readonly Text[];
}

/** The four updates of a migration. */
export function stagesOf(migration: Migration, made: readonly Lasting[]): Stage[] {
  return [
    stage("prepare", prepare(migration, made)),
    stage("migrate", migrate(migration)),
    stage("cutover", cutover(migration)),
    stage("done", done(made)),
  ];
}

/** How to give up, whatever the phase. */
export const WAY_OUT: Text =
  "In any phase, `dbferry cancel` gives the migration up: it ends the task, removes everything that the migration made, and reads back that nothing is left. What the target holds by then stays, unless `--empty-target` is given.";

function stage(phase: Planned, steps: readonly Text[]): Stage {
  return { phase, command: `dbferry up --phase ${phase}`, steps };
}

function prepare({ engine, adopt }: Migration, made: readonly Lasting[]): Text[] {
  const { callers }: EngineFacts = ENGINE_FACTS[engine];
  const created = made.filter(
    ({ from, type, adopted }) => from === "prepare" && adopted === undefined && kindOf(type)?.at !== "state",
  );
  const taken = Object.values(adopt ?? {}).filter((id) => id !== undefined);
  return [
    "The clouds and the servers are checked as far as they can be known, before anything is created; every problem is reported at once.",
    ...(created.length > 0 ? [`${capital(counted(created))} ${created.length === 1 ? "is" : "are"} created.`] : []),
    ...(taken.length > 0 ? [`Taken over, and removed at the end with the rest: ${listed(taken.map(code))}.`] : []),
    `${capital(callers.known)}.`,
    "No data moves in this phase.",
  ];
}

function migrate(migration: Migration): Text[] {
  const { task } = migration;
  const wait = task.connectWindowSeconds;
  return [
    "Every check runs against both servers. One that fails stops the update; one that could not be determined never counts as passed.",
    `The service's connection test is repeated for up to ${wait} seconds (${code("task.connectWindowSeconds")}); then the update gives up, and says what it saw.`,
    "The service's own check runs, and the task starts.",
    ...orderOf(migration).map((text) => `${capital(value(text))}.`),
    ...movesOf(migration).map((text) => `${capital(value(text))}.`),
    ...writesOf(migration).map((text) => `${capital(value(text))}.`),
  ];
}

function cutover({ cutover: { quietSeconds, exemptions }, task }: Migration): Text[] {
  return [
    `The gates are proven: the source's writes have stopped (its binary log does not grow for ${quietSeconds} seconds), the target has everything, and the data is the same.`,
    ...exemptions.map(
      ({ gate, reason, owner, expires }) =>
        `Gate ${value(gate)} opens without proof until ${value(expires)}, by ${value(owner)}: ${value(reason)}.`,
    ),
    ...(task.consistencyCheck === "none" ? [] : ["The service's own comparison of both servers is a gate too."]),
    "Position, counts and time are recorded, and the task is ended normally. A gate that is not proven opens nothing.",
  ];
}

function done(made: readonly Lasting[]): Text[] {
  const gone = made.filter(({ until, type }) => until === "done" && kindOf(type)?.at !== "state");
  return [
    `${capital(counted(gone))} ${gone.length === 1 ? "is" : "are"} removed. The task is released before the network that it used.`,
    "`dbferry audit` then reads every cloud, region and account of the migration, and says whether anything is left.",
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
