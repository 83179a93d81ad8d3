import { defineRule, type Finding } from "../core/rule";
import type { Endpoint } from "../core/task";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** Built-in and administrator accounts. */
const ADMIN =
  /^(root|admin|administrator|sa|super|mysql|dba|rdsadmin|rdsroot|aliyun_root|tencentroot|dtsadmin)$|_(admin|root|super)$/i;

/** TSK-03: the task logs in as an administrator. */
export const tsk03 = defineRule<"task">({
  id: "TSK-03",
  title: "The task logs in as an administrator",
  severity: "medium",
  why: "A task needs a handful of rights. An administrator's login in a task can do everything, is known to every console, and cannot be dropped after the migration.",
  remedy:
    "Create an account for the migration with the rights its mode needs, and drop it afterwards (dbferry.MysqlAccount does this).",
  tags: ["task", "account"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: { fails: 'sourceDb: { user: "root", ... }', passes: 'sourceDb: { user: "df_shop", ... }' },
  facet: "task",
  judge(task) {
    return [task.source, task.target].flatMap((end) => (end ? judgeEnd(end) : []));
  },
});

function judgeEnd(end: Endpoint): Finding[] {
  const property = end.userProperty ?? end.property;
  const needed = "an account created for the migration";
  if (end.user instanceof Unknown) return [undecided(property, needed, end.user)];
  if (end.user === undefined || (!end.privileged && !ADMIN.test(end.user.trim()))) return [];
  return [
    violation({
      property,
      seen: `${quoted(end.user)}, ${end.privileged ?? "an administrator"}`,
      needed,
      fix: "create an account with the rights that the mode needs, and drop it afterwards",
      told: "the account must exist before the task can log in with it",
    }),
  ];
}
