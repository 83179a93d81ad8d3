import { refused } from "./errors";
import type { Configuration } from "./job";

interface DbEntry {
  name?: unknown;
  all?: unknown;
  Table?: Record<string, { name?: unknown; all?: unknown }>;
}

/**
 * The vendor's list of objects, as far as it is simulated: whole databases, or whole tables, without renaming. @throws
 * RpcError
 */
export function objectsOf(text: string | undefined): Configuration["objects"] {
  if (text === undefined) return undefined;
  if (text.length > 1024 * 1024) throw refused.value("DbList", "it exceeds 1 MB");
  const list = jsonObject<DbEntry>(text, "DbList");
  const chosen = Object.entries(list).map(([database, entry]) => {
    only(entry, ["name", "all", "Table"], "DbList");
    ownName(database, entry.name);
    if (isTrue(entry.all)) return database;
    const tables = Object.entries(entry.Table ?? {}).map(([table, one]) => {
      only(one, ["name", "all"], "DbList");
      ownName(table, one.name);
      if (!isTrue(one.all)) throw refused.value("DbList", "the sandbox supports only whole tables");
      return table;
    });
    if (tables.length === 0) throw refused.value("DbList", `${database} has neither all nor a Table`);
    return { database, tables };
  });
  if (chosen.length === 0) throw refused.value("DbList", "it is empty");
  return chosen;
}

export function jsonObject<T>(text: string, parameter: string): Record<string, T> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, T>;
  } catch {}
  throw refused.value(parameter, "it is not a JSON object");
}

function only(entry: object, known: readonly string[], parameter: string): void {
  const unknown = Object.keys(entry).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw refused.value(parameter, `the sandbox does not support ${unknown.join(", ")}`);
}

function ownName(key: string, name: unknown): void {
  if (name !== undefined && name !== key)
    throw refused.value("DbList", `the sandbox does not support a new name for ${key}`);
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
