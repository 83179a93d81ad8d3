import { afterAll, beforeAll, expect, test } from "vitest";
import { PAIRS, tryMutations } from "./mutations/plan";
import { tryScenarios } from "./mutations/scenarios";
import { Servers } from "./mutations/servers";
import { available } from "./support/servers";

const servers = new Servers();
afterAll(() => servers.stop());

let pairs: typeof PAIRS = [];
let all = false;
beforeAll(async () => {
  const [mysql9, mariadb] = [await available("mysql9"), await available("mariadb")];
  const had = (name: string) =>
    name.startsWith("9")
      ? mysql9.distribution !== undefined
      : !name.startsWith("MariaDB") || mariadb.distribution !== undefined;
  // Seven pairs are the proof's, `npm run prove:checks`; these start the fewest servers.
  pairs = PAIRS.slice(0, 4).filter((pair) => pair.every(had));
  all = mysql9.distribution !== undefined && mariadb.distribution !== undefined;
});

// First: some look at all databases of a server.
test("what is no matter of one table is told as it is", async ({ skip }) => {
  if (!all) skip("MySQL 9 or MariaDB cannot be had here");
  const results = await tryScenarios(servers);
  expect(results.filter(({ right }) => !right).map(({ scenario, said }) => `${scenario.name}: ${said}`)).toEqual([]);
});

test("a sample of the planted differences is found, and what is the same before is called the same", async () => {
  // One sample, so that a change of the code is what makes it fail; the proof draws another each time.
  const seed = Number(process.env["DBFERRY_SEED"] ?? 17);
  const { missed, ...totals } = await tryMutations(servers, 200, seed, { pairs });
  const told = missed.map(({ where, case: one, said }) => `${where}: ${one.name}: ${said}`);
  expect(told, `seed ${seed}`).toEqual([]);
  expect(totals).toEqual({ tried: 200, found: 200, falseAlarms: 0 });
});
