import { visible } from "../../model/printing/visible";

/** What a task moves, as its service shows it. */
export interface ShownObjects {
  /** Every database, or of each of these either everything or the named tables. */
  databases: "all" | Readonly<Record<string, "all" | readonly string[]>>;
  /** What dbferry never asks for, such as renames and filters, in words for people. */
  odd: readonly string[];
}

/** A selection, as `model/selection` has it. */
export interface Wanted {
  databases: "all" | readonly string[];
  tables?: Readonly<Record<string, readonly string[]>>;
}

/** A rename, in words for people; empty: it is none. */
export function renamed(full: string, name: string, other: string | null | undefined): string[] {
  return other && other !== name ? [`it renames ${visible(full)} to ${visible(other)}`] : [];
}

/**
 * How what a task moves differs from a selection, in words for people.
 * @param shown absent: the service does not show it, so nothing is known to differ
 */
export function objectsDiffer(shown: ShownObjects | undefined, wanted: Wanted): string[] {
  if (!shown) return [];
  return [...selectionDiffers(shown.databases, wanted), ...shown.odd];
}

function selectionDiffers(shown: ShownObjects["databases"], { databases, tables }: Wanted): string[] {
  if (shown === "all") return databases === "all" ? [] : ["it moves every database"];
  const there = Object.entries(shown);
  if (databases === "all") return [`it moves only ${listed(there.map(([name]) => name))}, not every database`];
  const wanted = new Map(databases.map((name) => [name, tables?.[name] ?? ("all" as const)]));
  return [
    ...databases
      .filter((name) => !Object.hasOwn(shown, name))
      .map((name) => `it does not move the database ${visible(name)}`),
    ...there.flatMap(([name, has]) => {
      const own = wanted.get(name);
      return own === undefined ? [`it moves the database ${visible(name)} as well`] : partsDiffer(name, has, own);
    }),
  ];
}

function partsDiffer(database: string, has: "all" | readonly string[], wanted: "all" | readonly string[]): string[] {
  if (has === "all") return wanted === "all" ? [] : [`it moves the whole database ${visible(database)}`];
  const full = (table: string) => `${database}.${table}`;
  if (wanted === "all") return [`of the database ${visible(database)} it moves only ${listed(has.map(full))}`];
  const without = (all: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return all.filter((table) => !known.has(table)).map(full);
  };
  const [missing, more] = [without(wanted, has), without(has, wanted)];
  return [
    ...(missing.length > 0 ? [`it does not move ${listed(missing)}`] : []),
    ...(more.length > 0 ? [`it moves ${listed(more)} as well`] : []),
  ];
}

const MOST = 10;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST;
  return `${visible(names.slice(0, MOST).join(", "))}${rest > 0 ? ` and ${rest} more` : ""}` || "nothing";
}
