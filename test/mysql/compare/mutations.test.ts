import { afterAll, expect, test } from "vitest";
import { PAIRS, tryMutations } from "./mutations/plan";
import { tryScenarios } from "./mutations/scenarios";
import { Servers } from "./mutations/servers";

const servers = new Servers();
afterAll(() => servers.stop());

// `npm run prove:checks` covers seven pairs; these need the fewest servers.
const pairs = PAIRS.slice(0, 4);

// Runs first: some scenarios read all databases of a server.
test("what concerns more than one table is reported correctly", async () => {
  const results = await tryScenarios(servers);
  expect(results.filter(({ right }) => !right).map(({ scenario, said }) => `${scenario.name}: ${said}`)).toEqual([]);
});

test("a sample of the planted differences is found, and tables are reported as the same before", async () => {
  // A fixed sample, so that only code changes can make it fail; the proof draws a new one each time.
  const seed = Number(process.env["DBFERRY_SEED"] ?? 17);
  const { missed, ...totals } = await tryMutations(servers, 200, seed, { pairs });
  const told = missed.map(({ where, case: one, said }) => `${where}: ${one.name}: ${said}`);
  expect(told, `seed ${seed}`).toEqual([]);
  expect(totals).toEqual({ tried: 200, found: 200, falseAlarms: 0 });
});
