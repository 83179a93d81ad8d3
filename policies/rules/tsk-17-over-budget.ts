import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** TSK-17: the cost of the task until it ends may exceed the budget. */
export const tsk17 = defineRule<"task">({
  id: "TSK-17",
  title: "The task may cost more than the budget",
  severity: "low",
  why: "A task is billed by the hour until it is ended, even when it has failed. The estimate is the price of its size for its longest lifetime.",
  remedy: "Choose a smaller size, or an earlier end.",
  tags: ["task", "cost"],
  levels: { baseline: "advisory", strict: "advisory", production: "advisory" },
  examples: {
    fails: '// budget 100, prices { high: 1 }\nnodeType: "high", expiredDays: 14',
    passes: '// budget 400, prices { high: 1 }\nnodeType: "high", expiredDays: 14',
  },
  facet: "task",
  judge(task, context) {
    const { cost } = task;
    const { budget, prices } = context.settings;
    if (!cost || budget === undefined) return [];
    const needed = `at most ${budget} until the task ends`;
    if (cost.size instanceof Unknown) return [undecided(cost.property, needed, cost.size)];
    const price = Object.hasOwn(prices, cost.size) ? prices[cost.size] : undefined;
    if (price === undefined) return [];
    const estimate = price * 24 * cost.days;
    if (estimate <= budget) return [];
    return [
      violation({
        property: cost.property,
        seen: `${quoted(cost.size)} for ${cost.days} days, about ${Math.round(estimate)}`,
        needed,
        fix: "choose a smaller size, or an earlier end of the task",
        told: "which size is large enough is your decision",
      }),
    ];
  },
});
