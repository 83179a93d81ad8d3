import type { ObjectKind } from "../types";

/** A routine, trigger or event, normalised for every version. */
export interface ProgramDefinition {
  kind: Extract<ObjectKind, "procedure" | "function" | "package" | "package body" | "trigger" | "event">;
  name: string;
  /** `user@host`. */
  definer: string;
  /** Absent when the account may not read it. */
  body?: string;
  sqlMode: string;
  charset: string;
  collation: string;
  databaseCollation: string;
  comment: string;
  /** All other attributes by name: PARAMETERS, RETURNS, SECURITY, DATA ACCESS, DETERMINISTIC; TABLE, WHEN; SCHEDULE, STATUS … */
  facts: Record<string, string>;
}
