import type { Answer, NameVerdict } from "./judge";

/** What a task was given for its source, and which address its name had by then. */
export interface NameSeen {
  name: string;
  /** Absent: none was proven. */
  address?: string;
  /** ISO 8601 instant. */
  at: string;
  /** The resolvers that gave it. */
  by: string[];
  /** Whether the task was given the name, or its address. */
  given: "name" | "address";
  /** Every other address that a resolver has given since, even if it was the only one, or the name has it no longer. */
  others?: string[];
}

/** One whose address is known. */
export type NameProven = NameSeen & { address: string };

/** One of which nothing was recorded: a gate that is not asked would be open. @param host if it is known */
export function nameUnseen(host: string | undefined, now: Date): NameSeen {
  return { name: host ?? "the source's public endpoint", at: now.toISOString(), by: [], given: "name" };
}

export function isProven(seen: NameSeen): seen is NameProven {
  return seen.address !== undefined;
}

/** As many as show that the name does not stay where it was. */
const MOST_OTHERS = 16;

/** With what resolvers have answered since. */
export function withAnswers(seen: NameSeen, answers: readonly Answer[]): NameSeen {
  if (!isProven(seen)) return seen;
  const given = answers.flatMap(({ addresses }) => addresses ?? []).filter((one) => one !== seen.address);
  const others = [...new Set([...(seen.others ?? []), ...given])].slice(0, MOST_OTHERS);
  return others.length > 0 ? { ...seen, others } : seen;
}

/** How a name compares with what it was. */
export type NameChange =
  | { kind: "same" }
  | { kind: "moved"; from: NameProven; to: string }
  | { kind: "unproven"; why: Extract<NameVerdict, { address?: undefined }> }
  /** What it was is not known. */
  | { kind: "unknown" };

export function changeOf(before: NameSeen, now: NameVerdict): NameChange {
  if (!isProven(before)) return { kind: "unknown" };
  if (now.address === undefined) return { kind: "unproven", why: now };
  return now.address === before.address ? { kind: "same" } : { kind: "moved", from: before, to: now.address };
}

export function provenText(name: string, { address, by, silent }: Extract<NameVerdict, { address: string }>): string {
  const unheard = silent.length > 0 ? `; no answer from ${silent.join(", ")}` : "";
  return `the source ${name} has the address ${address}, according to ${by.join(", ")}${unheard}`;
}

export function unprovenText(
  name: string,
  { seen, needed, fix }: Extract<NameVerdict, { address?: undefined }>,
): string {
  return `the address of the source ${name} is not proven: ${seen}; needed: ${needed}; ${fix}`;
}

/** Of a task that runs, if no address was recorded when it was configured. */
export function unknownText(name: string): string {
  return (
    `it is not known which address the source ${name} had when the task was configured: none was proven then, or the run that configured it was interrupted, or another stack or ` +
    "an earlier version of dbferry did it. Whether the name has moved since cannot be seen, and gate G10 of the cutover is not proven"
  );
}

/** Reports a move, and what it means for a task that has been given the name, or the old address. */
export function movedText({ name, address, at, given }: NameProven, to: string): string {
  const what = `the source ${name} has moved: it had the address ${address} (${at}), and now has ${to}`;
  if (given === "address")
    return (
      `${what}. The task was given ${address}: it goes on reading that address, which may be another server by now, or none, and dbferry cannot change this in a task that has ` +
      `started. If the server is still at ${address}, or the move is a mistake: put the record back to ${address}. Otherwise let ${to} through every firewall on the way whose ` +
      "rules name the old address, and begin again with another task: dbferry cancel gives this one up, with all that it has copied since its start"
    );
  return (
    `${what}. The task was given the name: its present connections still lead to ${address}, and the next ones to ${to}. ` +
    `Make sure that ${to} is the same database, with its binary log; let ${to} through every firewall on the way whose rules name ${address}; and open at ${to} what the migration ` +
    `opened at ${address}, if it is another instance. If the move is a mistake: put the record back to ${address}`
  );
}
