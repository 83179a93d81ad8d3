import { afterEach, describe, expect, test, vi } from "vitest";
import type { Db } from "../../../mysql/connect";
import { caughtUp } from "../../../mysql/gates/contained";
import { lag } from "../../../mysql/gates/lag";
import { serverState } from "../../../mysql/gates/state";
import type { GateContext, GatesInput } from "../../../mysql/gates/types";
import { writesPaused } from "../../../mysql/gates/writes-stopped";
import { parsePosition, readPosition } from "../../../mysql/position";
import { PATIENCE } from "../../support/patience";
import { distributionOf, type Real, start } from "../support/servers";

let servers: Real[] = [];
let sessions: Db[] = [];
afterEach(async () => {
  for (const db of sessions) await db.close();
  await Promise.all(servers.map((server) => server.stop()));
  [servers, sessions] = [[], []];
});

async function open(server: Real): Promise<Db> {
  const db = await server.db();
  sessions.push(db);
  return db;
}

function context(source: Db, target: Db, input: Partial<GatesInput> = {}): GateContext {
  return {
    source,
    target,
    statusOf: () => undefined,
    input: { databases: "all", quietSeconds: 0, catchUpSeconds: 0, ...input } as GatesInput,
  };
}

/** Makes the target a replica of `real`, from its current position, or by GTID from the beginning. */
async function replicate(real: Real, from: Db, to: Db, where: "position" | "beginning" = "position"): Promise<void> {
  await from.query("GRANT REPLICATION SLAVE ON *.* TO 'copier'@'127.0.0.1' IDENTIFIED BY 'copier-1'");
  const { file, position } = await readPosition(from);
  await to.query(
    `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${real.admin.port}, MASTER_USER='copier', MASTER_PASSWORD='copier-1', ${where === "beginning" ? "MASTER_AUTO_POSITION=1" : `MASTER_LOG_FILE='${file}', MASTER_LOG_POS=${position}`}`,
  );
  await to.query("START SLAVE");
  await vi.waitFor(async () => {
    const [row] = await to.query<Record<string, unknown>>("SHOW SLAVE STATUS");
    expect(row).toMatchObject({ Slave_IO_Running: "Yes", Seconds_Behind_Master: expect.anything() });
    // The thread is running before it has identified its source.
    expect(String(row!["Master_UUID"] ?? row!["Master_Server_Id"])).not.toMatch(/^0?$/);
  }, PATIENCE);
}

describe("positions of other servers prove nothing", () => {
  test("a target that replicates from a third server, whose log has the same name and is further on", async () => {
    servers = await Promise.all([1, 2, 3].map(() => start({ "gtid-mode": "OFF", "enforce-gtid-consistency": "OFF" })));
    const [source, target, third] = (await Promise.all(servers.map(open))) as [Db, Db, Db];
    for (let n = 0; n < 3; n += 1) await third.query("FLUSH BINARY LOGS");
    await source.query("CREATE DATABASE shop");
    await replicate(servers[2]!, third, target);
    const [contained, behind] = [await caughtUp(context(source, target)), await lag(context(source, target))];
    expect([contained.status, behind.status]).toEqual(["undetermined", "undetermined"]);
    expect(behind.found).toMatch(/replicates from 127\.0\.0\.1:\d+, which is not (seen to be )?the source/);
    // It is a replica of the third server.
    expect((await caughtUp(context(third, target, { catchUpSeconds: 10 }))).status).toBe("pass");
    expect((await lag(context(third, target))).status).toBe("pass");
  });

  test("MariaDB: a target's own writes, further on in the same domain", async () => {
    const distribution = await distributionOf("mariadb");
    servers = await Promise.all([start({}, distribution), start({}, distribution)]);
    const [source, target] = (await Promise.all(servers.map(open))) as [Db, Db];
    await source.query("CREATE DATABASE shop");
    for (let n = 0; n < 30; n += 1) await target.query(`CREATE DATABASE own${n}`);
    expect((await caughtUp(context(source, target))).status).toBe("undetermined");
    const [domain, id, last] = (await readPosition(source)).gtid!.split("-").map(Number) as [number, number, number];
    const told = async (gtid: string) =>
      (await caughtUp(context(source, target, { applied: parsePosition(gtid)! }))).status;
    expect(await told(`${domain}-${id}-${last}`)).toBe("pass");
    expect(await told(`${domain}-${id}-${last},9-9-9`)).toBe("pass");
    expect(await told(`${domain}-${id}-${last + 1}`)).toBe("undetermined");
    expect(await told(`${domain + 1}-${id}-${last}`)).toBe("fail");
    const applied = parsePosition((await readPosition(target)).gtid!)!;
    expect((await caughtUp(context(source, target, { applied }))).status).toBe("undetermined");
    await replicate(servers[0]!, source, target);
    await source.query("CREATE DATABASE shop2");
    expect((await caughtUp(context(source, target, { catchUpSeconds: 10 }))).status).toBe("pass");
    await target.query("STOP SLAVE SQL_THREAD");
    await source.query("CREATE DATABASE shop3");
    expect((await caughtUp(context(source, target))).status).toBe("fail");
  });

  test("the position reported for the engine, ahead of the source or contradicting itself", async () => {
    servers = await Promise.all([start(), start()]);
    const [source, target] = (await Promise.all(servers.map(open))) as [Db, Db];
    for (const name of ["shop", "shop2"]) await source.query(`CREATE DATABASE ${name}`);
    const { file, position, gtid } = await readPosition(source);
    const told = async (text: string) =>
      (await caughtUp(context(source, target, { applied: parsePosition(text)! }))).status;
    expect(await told(`${file}:${position}`)).toBe("pass");
    expect(await told(`${file}:${position! - 1}`)).toBe("fail");
    expect(await told(`${file}:${position! + 1}`)).toBe("undetermined");
    expect(await told("binlog.999999:4")).toBe("undetermined");
    expect(await told(`${file}:${position}, GTID ${gtid}`)).toBe("pass");
    expect(await told(`${file}:4, GTID ${gtid}`)).toBe("undetermined");
    expect(await told(gtid!.toUpperCase().replace(":1-", ":\n1 - "))).toBe("pass");
    const other = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    expect(await told(`${gtid},${other}:1-9`)).toBe("pass");
    expect(await told(`${other}:1-9`)).toBe("fail");
    expect(await told(gtid!.replace(/:1-(\d+)/, (_, last) => `:1-${Number(last) + 1}`))).toBe("undetermined");
    expect(await told(`${file}:${position! + 1}, GTID ${gtid}`)).toBe("undetermined");
    // The server treats a reversed interval as empty.
    expect(await told(gtid!.replace(/:1-(\d+)/, ":$1-1"))).toBe("fail");
  });

  test("MariaDB: a target that replicates from a third server, which has the source's server_id", async () => {
    const distribution = await distributionOf("mariadb");
    const same = { "server-id": 7 };
    servers = await Promise.all([same, { "server-id": 8 }, same].map((options) => start(options, distribution)));
    const [source, target, third] = (await Promise.all(servers.map(open))) as [Db, Db, Db];
    await source.query("CREATE DATABASE shop");
    await replicate(servers[2]!, third, target);
    for (let n = 0; n < 5; n += 1) await third.query(`CREATE DATABASE other${n}`);
    expect((await caughtUp(context(third, target, { catchUpSeconds: 10 }))).status).toBe("pass");
    const [contained, behind] = [await caughtUp(context(source, target)), await lag(context(source, target))];
    expect([contained.status, behind.status]).toEqual(["undetermined", "undetermined"]);
    expect(behind.found).toMatch(/which is not seen to be the source/);
    // Applied transactions remain after replication has been removed.
    await target.query("STOP SLAVE");
    await target.query("RESET SLAVE ALL");
    expect((await caughtUp(context(source, target))).status).toBe("undetermined");
  });

  test("a restored source: the target has what the source no longer does", async () => {
    servers = await Promise.all([start(), start()]);
    const [source, target] = (await Promise.all(servers.map(open))) as [Db, Db];
    await replicate(servers[0]!, source, target, "beginning");
    for (let n = 0; n < 5; n += 1) await source.query(`CREATE DATABASE shop${n}`);
    expect((await caughtUp(context(source, target, { catchUpSeconds: 10 }))).status).toBe("pass");
    await target.query("STOP SLAVE");
    await source.query("RESET MASTER");
    await source.query("CREATE DATABASE anew");
    expect(await caughtUp(context(source, target))).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/the target has [0-9a-f-]{36}:[2-9][0-9-]*, which the source never wrote/),
    });
  });

  test.each([
    ["a filter of the replica", { "replicate-ignore-db": "shop" }, /Replicate_Ignore_DB shop/],
    ["errors that it skips", { "slave-skip-errors": "1032,1062" }, /slave_skip_errors 1032,1062/],
  ] as const)("a position that is reached despite %s", async (_, options, found) => {
    servers = await Promise.all([start(), start(options)]);
    const [source, target] = (await Promise.all(servers.map(open))) as [Db, Db];
    await replicate(servers[0]!, source, target, "beginning");
    await source.query("CREATE DATABASE shop");
    const outcome = await caughtUp(context(source, target, { databases: ["shop"], catchUpSeconds: 10 }));
    expect([outcome?.status, outcome?.found]).toEqual(["undetermined", expect.stringMatching(found)]);
  });

  test("a source that itself replicates: those writes are not in its own log, and read_only does not stop them", async () => {
    servers = await Promise.all([
      start({ "log-slave-updates": null, "gtid-mode": "OFF", "enforce-gtid-consistency": "OFF" }),
      start({ "gtid-mode": "OFF", "enforce-gtid-consistency": "OFF" }),
    ]);
    const [source, first] = (await Promise.all(servers.map(open))) as [Db, Db];
    await replicate(servers[1]!, first, source);
    await source.query("SET GLOBAL read_only = ON");
    expect(await writesPaused(context(source, first))).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/what it replicates from 127\.0\.0\.1: log_replica_updates = OFF/),
    });
    const state = await serverState(context(source, first));
    expect(state).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/it replicates from 127\.0\.0\.1, whose writes still arrive/),
    });
    await source.query(state.remedy!.split("\n").find((line) => line.startsWith("STOP"))!);
    expect((await serverState(context(source, first))).status).toBe("pass");
  });

  test("transactions without GTIDs are not proven by others with GTIDs", async () => {
    const distribution = await distributionOf("mysql9");
    servers = [await start({}, distribution)];
    const source = await open(servers[0]!);
    expect((await readPosition(source)).gtid).toBeDefined();
    await source.query("SET GLOBAL gtid_mode = ON_PERMISSIVE");
    expect((await readPosition(source)).gtid).toBeUndefined();
  });

  test("a binary log that excludes databases does not move while they are written to", async () => {
    servers = [await start({ "binlog-ignore-db": "shop" })];
    const source = await open(servers[0]!);
    const outcome = await writesPaused(context(source, source));
    expect([outcome?.status, outcome?.found]).toEqual([
      "undetermined",
      expect.stringMatching(/does not contain every write \(Binlog_Ignore_DB shop\)/),
    ]);
  });
});
