import type { Db } from "../connect";
import { StatementProblem } from "../problem";
import { quoteText } from "../sql";
import { literal } from "./attempt";

/** Session variables that affect whether a definition is accepted. */
const SESSION = [
  "sql_mode",
  "old_mode",
  "sql_require_primary_key",
  "sql_generate_invisible_primary_key",
  "innodb_strict_mode",
  "explicit_defaults_for_timestamp",
  "default_storage_engine",
  "enforce_storage_engine",
  "character_set_server",
  "collation_server",
  "character_set_collations",
  "default_collation_for_utf8mb4",
  "default_table_encryption",
  "restrict_fk_on_non_standard_key",
] as const;

/** Server-wide variables that do; on a shared server they are only compared, never set. */
export const SERVER_WIDE = [
  "lower_case_table_names",
  "innodb_page_size",
  "innodb_default_row_format",
  "innodb_file_per_table",
  "innodb_large_prefix",
  "innodb_file_format",
  "innodb_force_primary_key",
  "disabled_storage_engines",
  "log_bin",
  "log_bin_trust_function_creators",
  "table_encryption_privilege_check",
] as const;

/** The target's variables as start options; `log_bin` takes a file name there. */
export function startOptions(target: ReadonlyMap<string, string>): Record<string, string | null> {
  const options: Record<string, string | null> = {};
  for (const name of [...SERVER_WIDE, "explicit_defaults_for_timestamp"]) {
    const value = target.get(name);
    if (value === undefined || name === "log_bin") continue;
    options[name.replace(/_/g, "-")] = value;
  }
  if (target.get("log_bin") === "OFF") options["log-bin"] = null;
  return options;
}

/** Server-wide variables that differ from the target's, with both values. */
export function unlike(target: ReadonlyMap<string, string>, scratch: ReadonlyMap<string, string>): string[] {
  return SERVER_WIDE.filter((name) => target.has(name) && target.get(name) !== scratch.get(name)).map(
    (name) => `${name} is ${scratch.get(name) ?? "absent"} there but ${target.get(name)} on the target`,
  );
}

/** Sets the session up like a session of the target and verifies it. @returns variables that did not take effect */
export async function likeTarget(db: Db, target: ReadonlyMap<string, string>): Promise<string[]> {
  const refused: string[] = [];
  for (const name of SESSION) {
    const wanted = target.get(name);
    if (wanted === undefined) continue;
    const now = async () =>
      (await db.query<{ Value: string }>(`SHOW SESSION VARIABLES LIKE ${quoteText(name)}`))[0]?.Value;
    // On some older servers it is server-wide and cannot be set for a session.
    if ((await now()) === wanted) continue;
    try {
      await db.query(`SET SESSION ${name} = ${literal(wanted)}`);
      const value = await now();
      if (value !== wanted) refused.push(`${name} is ${value ?? "absent"} there but ${wanted} on the target`);
    } catch (error) {
      if (!(error instanceof StatementProblem)) throw error;
      refused.push(`${name} = ${wanted} was not accepted (${error.code})`);
    }
  }
  return refused;
}
