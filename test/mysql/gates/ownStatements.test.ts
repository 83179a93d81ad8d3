import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { ConnectOptions } from "../../../mysql/connect";
import { runGates } from "../../../mysql/gates/gates";
import type { Engine } from "../../../mysql/rights";
import { distributionOf, type Real, start } from "../support/servers";

let servers: Real[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

async function pair(kind?: "mysql9" | "mariadb"): Promise<[Real, Real]> {
  const distribution = kind && (await distributionOf(kind));
  servers = await Promise.all([start({}, distribution), start({}, distribution)]);
  for (const server of servers) await server.sql("CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
  return servers as [Real, Real];
}

/** Gate G02 while these statements are run on the source. */
async function stopped([source, target]: [Real, Real], meanwhile: string[], engine?: Engine, as?: ConnectOptions) {
  const gates = runGates({
    source: as ?? source.admin,
    target: target.admin,
    databases: ["shop"],
    quietSeconds: 3,
    catchUpSeconds: 0,
    engineLagSeconds: 0,
    comparison: { recheck: { rounds: 0 } },
    ...(engine ? { engine } : {}),
  });
  await sleep(1200);
  await source.sql(...meanwhile);
  return (await gates).verdicts.find(({ id }) => id === "G02")!;
}

const OWN = "CREATE DATABASE IF NOT EXISTS test";

describe.each([
  ["5.6", undefined],
  ["MySQL 9", "mysql9"],
  ["MariaDB", "mariadb"],
] as const)("writes have stopped on %s, but for a statement that the task repeats", (_, kind) => {
  test("only with the engine whose task does so, and only that statement", async () => {
    const both = await pair(kind);
    const own = await stopped(both, [OWN, "CREATE DATABASE IF NOT EXISTS `test`"], "alibaba-dts");
    expect(own).toMatchObject({
      status: "pass",
      found: expect.stringMatching(/moved from .* \(2 times\), which changes no data/),
    });
    expect(await stopped(both, [OWN], "drs")).toMatchObject({ status: "fail" });
    expect(await stopped(both, [OWN])).toMatchObject({ status: "fail" });
    for (const other of ["INSERT INTO shop.t VALUES (1)", "CREATE DATABASE IF NOT EXISTS test2"])
      expect(await stopped(both, [OWN, other, OWN], "alibaba-dts")).toMatchObject({
        status: "fail",
        found: expect.stringContaining("written by something else than the task"),
      });
    expect(await stopped(both, [OWN, "FLUSH BINARY LOGS", OWN], "alibaba-dts")).toMatchObject({ status: "fail" });
  });
});

test("what was written is not known to an administrator who may not read it", async () => {
  const both = await pair();
  await both[0].sql(
    "CREATE USER 'weak'@'127.0.0.1' IDENTIFIED BY 'weak-1'",
    "GRANT SELECT, PROCESS, REPLICATION CLIENT ON *.* TO 'weak'@'127.0.0.1'",
  );
  const weak = { ...both[0].admin, user: "weak", password: "weak-1" };
  expect(await stopped(both, [OWN], "alibaba-dts", weak)).toMatchObject({
    status: "fail",
    found: expect.stringMatching(/what was written cannot be read: .*REPLICATION SLAVE/),
  });
});
