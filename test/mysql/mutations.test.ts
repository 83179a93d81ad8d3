import { afterAll, beforeAll, expect, test } from "vitest";
import { Bench, tryMutations } from "./support/mutations";
import { type Real, start } from "./support/servers";

let servers: Real[];
let bench: Bench;
beforeAll(async () => {
  servers = await Promise.all([start(), start()]);
  bench = await Bench.prepare(servers[0]!.admin, servers[1]!.admin);
});
afterAll(async () => {
  await bench?.close();
  await Promise.all((servers ?? []).map((server) => server.stop()));
});

test("a thousand random single mutations are all found, and the untouched tables are equal", async () => {
  expect(await bench.equal()).toBe(true);
  const seed = Number(process.env["DBFERRY_SEED"] ?? Date.now() % 1_000_000);
  const totals = await tryMutations(bench, 1000, seed);
  expect(totals, `seed ${seed}`).toEqual({ tried: 1000, found: 1000, missed: [] });
  expect(await bench.equal()).toBe(true);
});
