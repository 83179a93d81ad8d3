import type { Change } from "../../plugin/plugin";
import { isObject, plain, Unknown, type Value, type Values } from "../../plugin/values";

type Difference = Pick<Change, "path" | "kind">;

/** Every path at which two input trees differ. Secrets are compared by content; an unknown differs from everything. */
export function changesBetween(olds: Values, news: Values): Difference[] {
  return compare(plain(olds), plain(news), "");
}

function compare(old: Value, fresh: Value, path: string): Difference[] {
  if (fresh instanceof Unknown || old instanceof Unknown) return [{ path, kind: old === undefined ? "add" : "update" }];
  if (same(old, fresh)) return [];
  if (absent(old)) return [{ path, kind: "add" }];
  if (absent(fresh)) return [{ path, kind: "delete" }];
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const length = Math.max(old.length, fresh.length);
    return Array.from({ length }, (_, i) => compare(old[i], fresh[i], `${path}[${i}]`)).flat();
  }
  if (isObject(old) && isObject(fresh)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
    return keys.flatMap((key) => compare(old[key], fresh[key], path ? `${path}.${key}` : key));
  }
  return [{ path, kind: "update" }];
}

/** Whether `path` is one of these paths or below it: `source` covers `source.host`, `cidrs` covers `cidrs[0]`. */
export function covered(path: string, by: readonly string[]): boolean {
  return by.some((prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`));
}

/** A change of `source` as a whole (added, removed, unknown) also touches `source.host`. */
export function touches(path: string, prefixes: readonly string[]): boolean {
  return covered(path, prefixes) || prefixes.some((prefix) => prefix.startsWith(`${path}.`));
}

function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (absent(a) && absent(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

function absent(value: Value): value is undefined | null {
  return value === undefined || value === null;
}
