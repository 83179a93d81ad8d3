import type { Finding, Verdict, VerdictStatus } from "../model/verdict";
import type { Selection } from "./facts/selection";
import { toPaste } from "./paste";
import type { Engine, Mode } from "./rights";
import type { Side } from "./side";
import type { ScratchFor } from "./trial/scratch";

/** Headings under which people read the verdicts, in reading order. */
export const GROUPS = ["Connection", "Account", "Binary log", "Settings", "Objects", "Target", "Load"] as const;
export type Group = (typeof GROUPS)[number];

/** What a check is told besides the two servers. */
export interface CheckInput extends Selection {
  engine: Engine;
  mode: Mode;
  /** Free bytes of the target's volume: only its operator's API knows. */
  spaceBytes?: number;
  /** How the engine reaches the source; decides how much TLS and the account's reach matter. */
  path?: "public" | "vpn" | "vpc" | "peering";
  /** The source must be reached over TLS: its absence fails instead of warning. */
  requireTls?: boolean;
  /** Addresses from which the engine calls. */
  callers?: readonly string[];
  /** Megabits per second between source and target, for the time estimate. */
  bandwidthMbps?: number;
  /** Accounts are to be migrated too. */
  migrateAccounts?: boolean;
  /** The engine's own consistency check is wanted. */
  compareWanted?: boolean;
  /** First binary log that the engine still needs (when a task resumes). */
  startFile?: string;
  /** Gives a server on which the definitions are tried; without it they are not. */
  scratch?: ScratchFor;
  /** Stops the trial of definitions, which removes what it made. */
  signal?: AbortSignal;
}

export interface CheckContext extends CheckInput {
  source: Side;
  target: Side;
  selection: Selection;
}

export interface Outcome {
  status: VerdictStatus;
  found: string;
  needed: string;
  remedy?: string;
  /** The check itself broke: never to be taken for a pass, whatever it is about. */
  broken?: boolean;
  /** The connection was lost on the way: what the checks did not see by then is unknown. */
  lost?: boolean;
  findings?: readonly Finding[];
}

/** One check of the catalogue. */
export interface Check {
  /** Stable, `C01` and so on. */
  id: string;
  title: string;
  group: Group;
  side: "source" | "target" | "both";
  /** What it reads, for the documentation. */
  reads: string;
  /** Where the rule comes from. */
  source: string;
  /** Matters only when changes are replicated: in mode full it is not applicable. */
  incrementalOnly?: boolean;
  /** Blindness stops the migration: what it reads is visible to every account, so not seeing it is a fault. */
  must?: boolean;
  /** Statuses that the rule cannot give, each with the reason; the others are proven in tests. */
  never?: Partial<Record<"pass" | "warning" | "fail", string>>;
  /** Reads only. May throw StatementProblem or ConnectProblem: the runner turns them into undetermined or notApplicable. */
  run(context: CheckContext): Promise<Outcome>;
}

export const pass = (found: string, needed: string): Outcome => ({ status: "pass", found, needed });
export const warn = (found: string, needed: string, remedy?: string): Outcome => ({
  status: "warning",
  found,
  needed,
  remedy,
});
export const fail = (found: string, needed: string, remedy?: string): Outcome => ({
  status: "fail",
  found,
  needed,
  remedy,
});
export const notApplicable = (found: string, needed: string): Outcome => ({ status: "notApplicable", found, needed });
export const undetermined = (found: string, needed: string, remedy?: string): Outcome => ({
  status: "undetermined",
  found,
  needed,
  remedy,
});

/** `warn` or `fail` by condition. */
export function failIf(bad: boolean): typeof fail {
  return bad ? fail : warn;
}

/** `a, b, c and 7 more`, so that ten thousand findings stay one line. */
export function some(items: readonly string[], most = 8): string {
  const shown = items.slice(0, most).join(", ");
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** `1 table`, `3 tables`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Statements that end sessions, one a line. What is no number is no session: a server could say anything. */
export function killLines(ids: readonly unknown[], most = 20): string {
  const numbers = new Set(ids.map(Number).filter((id) => Number.isSafeInteger(id) && id >= 0));
  return [...numbers]
    .slice(0, most)
    .map((id) => `KILL ${id};`)
    .join("\n");
}

/** Statements to paste, one a line, at most `most`, then a comment that counts the rest. */
export function sqlLines(lines: readonly string[], most = 20): string {
  const shown = lines.slice(0, most).map(toPaste);
  if (lines.length > most) shown.push(`-- and ${lines.length - most} more of the same kind`);
  return shown.join("\n");
}

export function bytes(n: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let [value, unit] = [n, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

export function toVerdict(check: Check, outcome: Outcome): Verdict {
  return {
    id: check.id,
    title: check.title,
    status: outcome.status,
    found: outcome.found,
    needed: outcome.needed,
    ...(outcome.remedy && outcome.status !== "pass" ? { remedy: outcome.remedy } : {}),
    side: check.side,
    source: check.source,
    group: check.group,
    ...(outcome.findings ? { findings: outcome.findings } : {}),
  };
}
