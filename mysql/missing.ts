import { GLOBAL_ONLY } from "./grants";
import { toPaste } from "./paste";
import { quoteName } from "./sql";

/** A right that an account lacks, and where. */
export interface Missing {
  right: string;
  /** `*.*`, a database, or a table such as `mysql.proc`. */
  on: string;
}

/** The GRANT statements for the missing rights; `who` is quoted. */
export function grantText(missing: readonly Missing[], who: string): string {
  const by = new Map<string, string[]>();
  for (const { right, on } of missing) {
    const where = grantObject(right, on);
    by.set(where, [...(by.get(where) ?? []), right]);
  }
  const lines: string[] = [];
  for (const [where, rights] of by) {
    const plain = [...new Set(rights)].filter((right) => right !== "GRANT OPTION");
    const option = rights.includes("GRANT OPTION") ? " WITH GRANT OPTION" : "";
    lines.push(toPaste(`GRANT ${plain.length > 0 ? plain.join(", ") : "USAGE"} ON ${where} TO ${who}${option};`));
  }
  return lines.join("\n");
}

function grantObject(right: string, on: string): string {
  if (on === "*.*" || on === "*" || GLOBAL_ONLY.has(right)) return "*.*";
  if (on === "mysql.proc" || on === "mysql.user") return on;
  // In GRANT, a database name is a pattern.
  return `${quoteName(on.replace(/[\\%_]/g, "\\$&"))}.*`;
}

/** The right that the server names when it refuses; when several would do, the smallest. */
export function rightInRefusal(message: string): Missing | undefined {
  const one = /you need (?:\(at least one of\) )?the (.+?) privilege/.exec(message);
  if (one) {
    const right = one[1]!
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "SUPER")
      .at(-1);
    return right === undefined ? undefined : { right, on: "*.*" };
  }
  const performance =
    /SELECT command denied to user .* for table '?`?(?:performance_schema`?\.`?)?(?:host_cache|threads|variables_by_thread)\b/;
  if (performance.test(message)) return { right: "SELECT", on: "performance_schema" };
  const table = /^(?:.*: )?(SELECT) command denied to user .* for table '?`?(?:mysql`?\.`?)?user`?'?/.exec(message);
  return table ? { right: "SELECT", on: "mysql.user" } : undefined;
}
