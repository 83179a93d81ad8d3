import { defineRule } from "../core/rule";
import { violation } from "./findings";

/** TSK-14: an ordinary change would replace a running task. `dbferry review` reports the replacement itself. */
export const tsk14 = defineRule<"task">({
  id: "TSK-14",
  title: "A change would replace a running task",
  severity: "high",
  why: "Nearly every input of a task forces a new one, and the service echoes passwords so that they drift. A replacement ends the running replication and starts the copy again, into a target that is no longer empty.",
  remedy: "Ignore changes of the passwords; change the rest in a new task or in the console.",
  tags: ["task", "replacement"],
  levels: { baseline: "advisory", strict: "advisory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.DrsJob("move", { ... })',
    passes:
      'new huaweicloud.DrsJob("move", { ... }, { ignoreChanges: ["sourceDb.password", "destinationDb.password"] })',
  },
  facet: "task",
  judge(task) {
    if (!task.replaces || task.replaces.length === 0) return [];
    const list = JSON.stringify(task.replaces);
    return [
      violation({
        property: task.replaces[0]!,
        seen: `${task.replaces.join(" and ")} drift and force a new task`,
        needed: "ignoreChanges on both passwords",
        fix: `add the option ignoreChanges: ${list}`,
        edits: [{ option: "ignoreChanges", to: [...(task.ignores ?? []), ...task.replaces] }],
      }),
    ];
  },
});
