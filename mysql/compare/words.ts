import { count } from "../check";
import type { TableResult } from "./types";

/** `1 row differs`, `at least 2000 rows differ`. */
export function rowsDiffer(table: TableResult): string {
  return `${table.differingMore ? "at least " : ""}${count(table.differing, "row differs", "rows differ")}`;
}
