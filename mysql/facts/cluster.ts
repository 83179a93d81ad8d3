import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { global, isOn } from "./settings";

/** Rows that a cluster member refuses to write, although it allows the table to be created. */
export interface ClusterRule {
  /** The cluster, and the setting that makes it so strict. */
  what: string;
  /** Error code with which the server refuses a row. */
  code: number;
  /** The kind of key that suffices: a primary key, or any unique key on NOT NULL columns. */
  key?: "primary" | "unique";
  /** Only InnoDB tables accept rows. */
  innodbOnly: boolean;
  /** The variable that enables the rule; absent when being in the cluster does. */
  variable?: { name: string; lenient: string };
}

/** Rules of the cluster that the server belongs to; empty outside a cluster. */
export async function clusterRules(side: CheckedServer): Promise<ClusterRule[]> {
  const rules: ClusterRule[] = [];
  if (await inGroup(side))
    rules.push({ what: "Group Replication on the target", code: 3098, key: "unique", innodbOnly: true });
  const strict = (await global(side, "pxc_strict_mode"))?.toUpperCase();
  if (strict === "ENFORCING" || strict === "MASTER")
    rules.push({
      what: `pxc_strict_mode = ${strict} on the target`,
      code: 1105,
      key: "primary",
      innodbOnly: true,
      variable: { name: "pxc_strict_mode", lenient: "PERMISSIVE" },
    });
  if ((await isOn(side, "wsrep_on")) !== true) return rules;
  const modes = ((await global(side, "wsrep_mode")) ?? "").toUpperCase().split(",");
  const [key, engine] = [modes.includes("REQUIRED_PRIMARY_KEY"), modes.includes("STRICT_REPLICATION")];
  if (key || engine)
    rules.push({
      what: `wsrep_mode = ${modes.join(",")} on the target`,
      code: 4165,
      ...(key ? { key: "primary" as const } : {}),
      innodbOnly: engine,
      variable: { name: "wsrep_mode", lenient: modes.filter((one) => !STRICT.has(one)).join(",") },
    });
  return rules;
}

const STRICT: ReadonlySet<string> = new Set(["REQUIRED_PRIMARY_KEY", "STRICT_REPLICATION"]);

/**
 * The plugin checks rows only while the server is a member; if membership is not visible, a configured server counts as
 * a member.
 */
async function inGroup(side: CheckedServer): Promise<boolean> {
  if (!(await global(side, "group_replication_group_name"))) return false;
  try {
    const rows = await side.query<{ s: string }>(
      "SELECT MEMBER_STATE AS s FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@GLOBAL.server_uuid",
      { doing: "reading the members of the group" },
    );
    return rows.some(({ s }) => s !== "OFFLINE" && s !== "");
  } catch (error) {
    if (error instanceof StatementProblem) return true;
    throw error;
  }
}
