import { quoteName } from "../../sql";
import type { Writing } from "./reader";

/** What a name of several parts names: its database is in front of two parts of a table or function, and of three of a column. */
export type Named = "table" | "function" | "column";

/** A name of several parts. Its database is left out where it is the text's own: some versions write it where others do not. */
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
