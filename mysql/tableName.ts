import { quoteName } from "./sql";

/** A table by its two names. Either may contain a dot, so the two joined by a dot would be ambiguous. */
export interface TableName {
  database: string;
  table: string;
}

/** A key for the pair; never shown. */
export function tableId(database: string, table: string): string {
  return JSON.stringify([database, table]);
}

/** A key for a column; never shown. */
export function columnId(database: string, table: string, column: string): string {
  return JSON.stringify([database, table, column]);
}

/** The pair of a `tableId`. */
export function tableOf(id: string): TableName {
  const [database, table] = JSON.parse(id) as [string, string];
  return { database, table };
}

/** Names for people: `shop.orders`; in backticks if it would otherwise be ambiguous. */
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
 * Parses `shop.orders, shop.customers`; a name with a dot, a comma or a backtick is written in backticks: ``
 * `shop`.`eu.orders` ``.
 *
 * @returns the pairs, and the parts that are invalid
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

/** Parses comma-separated database names; one with a comma, a dot or a backtick is written in backticks. */
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
