import { atMost, say } from "../../measure";
import { besideBare, type Cost, shownBeside } from "../beside";
import type { Line } from "../line";

const SIZES = [10, 25, 50];

/** Preview of 50 migrations in one stack, relative to a preview of just the same resources, including components. */
export const fleet: Line = {
  name: "fleet",
  run: () =>
    besideBare(
      "fleet",
      () => {},
      async (beside) => {
        const costs: [number, Cost][] = [];
        for (const count of [0, ...SIZES]) {
          const cost = await beside.measure(count);
          costs.push([count, cost]);
          say(`  ${count} migrations, ${cost.resources} resources: ${shownBeside(cost)}`);
        }
        const last = costs.at(-1)![1];
        const growth = (name: "ours" | "bare") => ({
          points: costs.slice(1).map(([count, { seconds }]) => [count, seconds[name]] as [number, number]),
          fixed: costs[0]![1].seconds[name],
        });
        return [
          {
            work: "preview.50Migrations",
            measure: atMost(last.seconds.ours / last.seconds.bare, 1.15, "times bare resources"),
            growth: { ...growth("ours"), engine: growth("bare") },
          },
          {
            work: "preview.50Migrations.memory",
            measure: atMost(last.megabytes.ours / last.megabytes.bare, 1.2, "times bare resources"),
          },
        ];
      },
    ),
};
