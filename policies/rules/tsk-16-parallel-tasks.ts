import { Code } from "../core/fix/edit";
import { defineRule } from "../core/rule";
import { violation } from "./findings";

/** TSK-16: two tasks write to one target at the same time. */
export const tsk16 = defineRule<"order">({
  id: "TSK-16",
  title: "Several tasks write to one target at once",
  severity: "low",
  why: "Services require one task at a time per target: parameters are raised for the load and reset by the one that ends first.",
  remedy: "Chain them with dependsOn.",
  tags: ["task", "order"],
  levels: { baseline: "advisory", strict: "advisory", production: "advisory" },
  examples: {
    fails: "two huaweicloud.DrsJob with the same destinationDb.instanceId",
    passes: "the second one with { dependsOn: [first] }",
  },
  facet: "order",
  judge(order) {
    return [
      violation({
        property: order.property,
        seen: `"${order.unordered}" also writes to ${order.target}, and neither waits for the other`,
        needed: "one task after the other",
        fix: `add dependsOn: [<${order.unordered}>]`,
        edits: [
          { option: "dependsOn", to: [new Code(`/* the task ${JSON.stringify(order.unordered)} */`, undefined)] },
        ],
      }),
    ];
  },
});
