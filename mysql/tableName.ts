import { quoteName } from "./sql";

/** A table by its two names: a name may hold a dot, so that the two joined by one do not tell which table is meant. */
export interface TableName {
  database: string;
  table: string;
}

/** A string by which a pair is found again; never shown. */
export function tableId(database: string, table: string): string {
  return JSON.stringify([database, table]);
}

/** A string by which a column is found again; never shown. */
export function columnId(database: string, table: string, column: string): string {
  return JSON.stringify([database, table, column]);
}

/** The pair of a `tableId`. */
export function tableOf(id: string): TableName {
  const [database, table] = JSON.parse(id) as [string, string];
  return { database, table };
}

/** Names as people write them: `shop.orders`; in backticks where a plain form could mean another pair. */
export function showNames(...names: readonly string[]): string {
  const plain = names.every((name) => /^[^.,`\s]+$/.test(name));
  return plain ? names.join(".") : names.map(quoteName).join(".");
}

export function showTable({ database, table }: TableName): string {
  return showNames(database, table);
}

/** One name: in backticks, or up to the next dot or comma. */
const NAME = /\s*(?:`((?:[^`]|``)+)`|([^`.,\s](?:[^`.,]*[^`.,\s])?))\s*/y;

/**
 * Reads `shop.orders, shop.customers`; a name that holds a dot, a comma or a backtick is written in backticks:
 * `` `shop`.`eu.orders` ``.
 *
 * @returns the pairs, and the parts that are none
 */
export function parseTableNames(text: string): { tables: TableName[]; wrong: string[] } {
  const tables: TableName[] = [];
  const wrong: string[] = [];
  for (const part of splitOutsideQuotes(text)) {
    const names = parseNames(part);
    if (names?.length === 2) tables.push({ database: names[0]!, table: names[1]! });
    else wrong.push(part.trim());
  }
  return { tables, wrong };
}

/** Reads names of databases, comma separated; one that holds a comma, a dot or a backtick is written in backticks. */
export function parseDatabaseNames(text: string): { databases: string[]; wrong: string[] } {
  const databases: string[] = [];
  const wrong: string[] = [];
  for (const part of splitOutsideQuotes(text)) {
    const names = parseNames(part);
    if (names?.length === 1) databases.push(names[0]!);
    else wrong.push(part.trim());
  }
  return { databases, wrong };
}

function parseNames(part: string): string[] | undefined {
  const names: string[] = [];
  let at = 0;
  for (;;) {
    NAME.lastIndex = at;
    const match = NAME.exec(part);
    if (!match) return undefined;
    names.push(match[1]?.replace(/``/g, "`") ?? match[2]!);
    at = NAME.lastIndex;
    if (at === part.length) return names;
    if (part[at] !== ".") return undefined;
    at += 1;
  }
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [""];
  let quoted = false;
  for (const character of text) {
    if (character === "`") quoted = !quoted;
    if (character === "," && !quoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part.trim() !== "");
}
