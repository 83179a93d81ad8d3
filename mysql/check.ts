import type { Profile } from "../model/engines/profiles";
import type { Finding, Verdict, VerdictStatus } from "../model/verdict";
import type { Selection } from "./facts/selection";
import type { MigrationFacts } from "./migrationFacts";
import { toPaste } from "./paste";
import type { Mode } from "./rights";
import type { CheckedServer } from "./side";
import type { ScratchFor } from "./trial/scratch";
import type { RefusedStatements } from "./trial/statements";

/** Headings under which the verdicts are shown, in display order. */
export const GROUPS = ["Connection", "Account", "Binary log", "Settings", "Objects", "Target", "Load"] as const;
export type Group = (typeof GROUPS)[number];

/** The input of a check besides the two servers. */
export interface CheckInput extends Selection {
  engine: Profile;
  mode: Mode;
  /** Free bytes on the target's volume: only the operator's API knows them. */
  spaceBytes?: number;
  /** How the engine reaches the source; decides how much TLS and the account's hosts matter. */
  path?: "public" | "vpn" | "vpc" | "peering";
  /** The source must be reached over TLS: its absence fails instead of warning. */
  requireTls?: boolean;
  /** Addresses that the engine connects from. */
  callers?: readonly string[];
  /** Megabits per second between source and target, for the time estimate. */
  bandwidthMbps?: number;
  /** Accounts are migrated too. */
  migrateAccounts?: boolean;
  /** The engine's own consistency check will be used. */
  compareWanted?: boolean;
  /** First binary log that the engine still needs, when a task resumes. */
  startFile?: string;
  /** The migration that both servers belong to, if any. */
  migration?: MigrationFacts;
  /** Provides the server on which the definitions are tried; without it they are not tried. */
  scratch?: ScratchFor;
  /** Stops the trial of definitions, which then removes what it created. */
  signal?: AbortSignal;
}

export interface CheckContext extends CheckInput {
  source: CheckedServer;
  target: CheckedServer;
  selection: Selection;
  /**
   * For the trial of definitions: the statements that the other checks' remedies print, available once those checks
   * have ended.
   */
  statements?: () => Promise<readonly string[]>;
}

export interface Outcome {
  status: VerdictStatus;
  found: string;
  needed: string;
  remedy?: string;
  /** The check itself failed to run: never to be treated as a pass. */
  broken?: boolean;
  /** The connection was lost: whatever the checks had not read by then is unknown. */
  lost?: boolean;
  findings?: readonly Finding[];
  /** What the reason of an exemption must name, so that one that was written before this was seen does not accept it. */
  acceptNaming?: string;
  /** From the trial of definitions: statements in other checks' remedies that the server refused. */
  refused?: { server: string; statements: RefusedStatements };
}

/** One check of the catalogue. */
export interface Check {
  /** Stable, `C01` and so on. */
  id: string;
  title: string;
  group: Group;
  side: "source" | "target" | "both";
  /** What it reads; shown in the documentation. */
  reads: string;
  /** Where the rule comes from. */
  source: string;
  /** Matters only when changes are replicated: not applicable in mode full. */
  incrementalOnly?: boolean;
  /** Undetermined counts as failed: every account can read what this check reads, so failing to is a fault. */
  must?: boolean;
  /** Statuses that the check cannot give, each with the reason; the others are proven in tests. */
  never?: Partial<Record<"pass" | "warning" | "fail", string>>;
  /** Read-only. May throw StatementProblem or ConnectProblem: the runner turns them into undetermined or notApplicable. */
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

/** `fail` when the condition holds, else `warn`. */
export function failIf(bad: boolean): typeof fail {
  return bad ? fail : warn;
}

/** `a, b, c and 7 more`, so that ten thousand findings fit on one line. */
export function some(items: readonly string[], most = 8): string {
  const shown = items.slice(0, most).join(", ");
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** `1 table`, `3 tables`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/**
 * KILL statements, one per line. Anything but a number is left out: the ids come from a server, which could return
 * anything.
 */
export function killLines(ids: readonly unknown[], most = 20): string {
  const numbers = new Set(ids.map(Number).filter((id) => Number.isSafeInteger(id) && id >= 0));
  return [...numbers]
    .slice(0, most)
    .map((id) => `KILL ${id};`)
    .join("\n");
}

/** At most `most` statements to paste, one per line, then a comment with the number of the rest. */
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
