import { quoteName } from "../../sql";
import type { Writing } from "./reader";

/**
 * What a qualified name refers to: a table or function with two parts begins with its database, as does a column with
 * three.
 */
export type Named = "table" | "function" | "column";

/** A qualified name, without its database if that is the text's own: some versions print it and others do not. */
export function qualified(parts: readonly string[], what: Named, writing: Writing): string {
  const tables = what === "table" ? parts.length : parts.length - 1;
  const same = (part: string, at: number) => (writing.fold && at < tables ? part.toLowerCase() : part);
  const named = parts.map(same);
  const long = what === "column" ? 3 : 2;
  const home = writing.database !== undefined && named[0] === same(writing.database, 0);
  return (home && named.length === long ? named.slice(1) : named)
    .map((part) => (part === "*" ? part : quoteName(part)))
    .join(".");
}
