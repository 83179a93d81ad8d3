import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "../../../mysql/connect";
import { runPreflight } from "../../../mysql/preflight";
import { distributionOf, type Real, start } from "../support/servers";

/** A free port for the group's communication with itself. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A single-member group allows tables without a key, but refuses their rows. */
let source: Real;
let target: Real;
let there: Db;
beforeAll(async () => {
  const distribution = await distributionOf("mysql9");
  const group = {
    "plugin-load-add": "group_replication.so",
    "performance-schema": "ON",
    "loose-group-replication-group-name": "3e11fa47-71ca-11e1-9e33-c80aa9429562",
    "loose-group-replication-local-address": `127.0.0.1:${await freePort()}`,
    "loose-group-replication-bootstrap-group": "ON",
    "loose-group-replication-start-on-boot": "OFF",
  };
  [source, target] = await Promise.all([start({}, distribution), start(group, distribution)]);
  for (const side of [source, target])
    await side.sql("CREATE DATABASE shop", "CREATE TABLE shop.log (line VARCHAR(20))");
  there = await target.db();
  await there.query("START GROUP_REPLICATION");
});
afterAll(async () => {
  await there?.close();
  await Promise.all([source?.stop(), target?.stop()]);
});

test("a table without a key fails before the load, with the error with which the server refuses its rows", async () => {
  const [member] = await there.query<{ s: string }>(
    "SELECT MEMBER_STATE AS s FROM performance_schema.replication_group_members",
  );
  expect(member!.s).toBe("ONLINE");
  await expect(there.query("INSERT INTO shop.log VALUES ('a')")).rejects.toMatchObject({ errno: 3098 });
  const report = await runPreflight({
    source: source.admin,
    target: target.admin,
    databases: ["shop"],
    engine: "drs",
    mode: "full",
  });
  expect(report.verdicts.find(({ id }) => id === "C49")).toMatchObject({
    status: "fail",
    found: expect.stringMatching(/Group Replication on the target, .* refuses \(3098\) each of their rows: shop\.log/),
  });
});
