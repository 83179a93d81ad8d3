import Table from "cli-table3";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { RESOLVERS_VARIABLE } from "../../model/hostNames";
import { atMost, type Bench, type Measures, say } from "../measure";
import { LEAST, type Needed } from "./least";
import { type Call, recorded } from "./record";

const BAR = 1.5;

/** Calls to each engine's service in a whole migration, relative to the fewest that can do it. `--only` selects engines. */
export const calls: Bench = {
  name: "calls",
  parts: Object.keys(LEAST),
  async run(only = []) {
    process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
    // Nothing listens there: no resolver on the internet is asked.
    process.env[RESOLVERS_VARIABLE] = "127.0.0.1:1";
    const measures: Measures = {};
    for (const [engine, { service, calls: least }] of Object.entries(LEAST)) {
      if (only.length > 0 && !only.includes(engine)) continue;
      const made = await recorded(engine, service);
      const fewest = least.reduce((sum, { times }) => sum + times, 0);
      say(`  ${engine}: ${made.length} calls, the fewest are ${fewest}`);
      say(tableOf(made, least));
      refuseUnmade(engine, made, least);
      measures[`calls.${engine}.toTheLeast`] = atMost(made.length / fewest, BAR, "times");
    }
    return measures;
  },
};

const keyOf = ({ phase, action }: Call) => `${phase} ${action}`;

/** A minimum with a call that a whole migration does not make, or makes less often, is none. */
function refuseUnmade(engine: string, made: readonly Call[], least: readonly Needed[]): void {
  const unmade = moreThanMade(made, least);
  if (unmade.length === 0) return;
  throw new Error(`${engine}: more often in the minimum than made: ${unmade.join(", ")}`);
}

/** Calls of which the minimum counts more than were made. */
export function moreThanMade(made: readonly Call[], least: readonly Needed[]): string[] {
  return [...new Set(least.map(keyOf))].filter((key) => {
    const times = least.filter((one) => keyOf(one) === key).reduce((sum, one) => sum + one.times, 0);
    return made.filter((one) => keyOf(one) === key).length < times;
  });
}

/** Every kind of call in a phase, and why it is needed. */
function tableOf(made: readonly Call[], least: readonly Needed[]): string {
  const table = new Table({ head: ["phase", "call", "made", "least", "why"], style: { head: [], border: [] } });
  for (const key of new Set([...made.map(keyOf), ...least.map(keyOf)])) {
    const [phase, ...action] = key.split(" ");
    const needs = least.filter((one) => keyOf(one) === key);
    const count = made.filter((one) => keyOf(one) === key).length;
    const times = needs.reduce((sum, one) => sum + one.times, 0);
    table.push([phase, action.join(" "), count, times, needs.map(({ why }) => why).join("\n")]);
  }
  return table.toString();
}
