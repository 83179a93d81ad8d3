import { readMark } from "../../../model/expiry";
import { visible } from "../../../model/printing/visible";
import type { CallContext } from "../../core/context";
import type { Driver } from "../../core/driver";
import type { Plain } from "../../core/resource";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import { refuse } from "../shared";
import { onlyOf } from "./task";

/** A cutover in the state that a forced replacement (`--replace`) would repeat. */
interface Past {
  inputs: Proven;
  outputs: Plain;
}

/** What identifies a cutover. */
interface Proven {
  engine?: string;
  at?: unknown;
  mode?: string;
  databases?: unknown;
  tables?: unknown;
  source?: Server;
  target?: Server;
}

interface Server {
  host: string;
  port: number;
}

/**
 * A live task despite a recorded cutover: the one that was ended then, or a later one of this stack with the same name,
 * which the record does not cover. Undefined: none.
 * @throws UserProblem if the owner of a live one is unknown
 */
export async function livingAfter(
  { clouds: { stateId } }: CallContext,
  driver: Driver,
  { outputs: { at, taskId } }: Past,
  name: string,
): Promise<TaskInfo | undefined> {
  const ended = taskId === undefined ? undefined : await driver.describe(String(taskId));
  if (ended && !isOver(ended.state)) return ended;
  const living = (await driver.find(name)).filter((task) => !isOver(task.state));
  const withMark = (state: string | undefined) =>
    living.filter(({ description }) => readMark(description)?.state === state);
  const [ours, unmarked] = [withMark(stateId), withMark(undefined)];
  if (stateId !== undefined && unmarked.length > 0)
    refuse(
      `the cutover of ${String(at)} is neither kept nor repeated: its task has ended, but ${driver.title} has a live task named '${name}' without any ` +
        "stack's mark, and it is not known whether it belongs to this migration; rename it in the vendor's console if it does not, or run the update " +
        "without replacing the cutover:",
      unmarked.map(({ id, vendorState }) => `${id} (${visible(vendorState)})`),
    );
  return onlyOf(driver, name, ours);
}

/**
 * A record is not reused for anything that it does not prove.
 * @throws UserProblem
 */
export function refuseOtherProof({ inputs, outputs: { at } }: Past, given: Proven): void {
  const [was, now] = [textsOf(inputs), textsOf(given)];
  const changes = Object.keys(now).filter((path) => was[path] !== undefined && was[path] !== now[path]);
  if (changes.length === 0) return;
  refuse(
    `the cutover of ${String(at)} is not kept: its task has ended, and it proves nothing of what the inputs name now; needed: the inputs that it was ` +
      "proven with, or an update that does not replace it:",
    changes.map((path) => `${path}: ${visible(now[path] ?? "nothing")}, but it was proven with ${visible(was[path]!)}`),
  );
}

function textsOf({ engine, at, mode, databases, tables, source, target }: Proven): Record<string, string | undefined> {
  const server = (one: Server | undefined) => one && `${one.host}:${one.port}`;
  const text = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
  return {
    engine,
    at: text(at),
    mode,
    databases: text(databases),
    tables: text(tables),
    source: server(source),
    target: server(target),
  };
}
