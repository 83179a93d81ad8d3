import { PHASES, type Phase } from "../../model/phase";
import { nameOf, type Recorded } from "../audit/state";

/** What a state says of its migration. */
export interface Standing {
  /** The migration's name; absent when the state has none. */
  migration?: string;
  /** The last phase that was reached, not only wanted; absent: nothing was made. */
  reached?: Phase;
}

/** The record that the migration keeps of itself counts first; a state without one is judged by what it has. */
export function standingOf(recorded: Recorded): Standing {
  const all = (recorded.resources ?? []) as Kept[];
  const component = all.find(({ type }) => type === "dbferry:index:Migration");
  if (!component) return {};
  // What could not be finished is in the state too, with the reason.
  const find = (type: string) => all.find((one) => one.type === `dbferry:index:${type}` && !one.initErrors?.length);
  const [task, run, cutover] = [find("ReplicationTask"), find("TaskRun"), find("Cutover")];
  const written = find("MigrationRecord")?.outputs?.["phase"];
  const seen: (Phase | false | undefined)[] = [
    task && "prepare",
    run && "migrate",
    cutover && (run || task ? "cutover" : "done"),
    // The end is written down before the engine removes anything.
    isPhase(written) && !((written === "done" || written === "cancelled") && (run || task)) && written,
  ];
  const [reached] = seen
    .filter((one): one is Phase => Boolean(one))
    .sort((a, b) => PHASES.indexOf(b) - PHASES.indexOf(a));
  return { migration: nameOf(component), ...(reached ? { reached } : {}) };
}

type Kept = NonNullable<Recorded["resources"]>[number] & { initErrors?: string[] };

function isPhase(value: unknown): value is Phase {
  return (PHASES as readonly unknown[]).includes(value);
}
