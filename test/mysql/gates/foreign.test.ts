import { afterEach, describe, expect, test } from "vitest";
import type { Db } from "../../../mysql/connect";
import { caughtUp } from "../../../mysql/gates/contained";
import { lag } from "../../../mysql/gates/lag";
import type { GateContext, GatesInput } from "../../../mysql/gates/types";
import { writesStopped } from "../../../mysql/gates/writes-stopped";
import { parsePosition, readPosition } from "../../../mysql/position";
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
  return { source, target, input: { databases: "all", quietSeconds: 0, catchUpSeconds: 0, ...input } as GatesInput };
}

/** Makes the target a replica of `real`, from its present position on. */
async function replicate(real: Real, from: Db, to: Db): Promise<void> {
  await from.query("GRANT REPLICATION SLAVE ON *.* TO 'copier'@'127.0.0.1' IDENTIFIED BY 'copier-1'");
  const { file, position } = await readPosition(from);
  await to.query(
    `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${real.admin.port}, MASTER_USER='copier', MASTER_PASSWORD='copier-1', MASTER_LOG_FILE='${file}', MASTER_LOG_POS=${position}`,
  );
  await to.query("START SLAVE");
  for (;;) {
    const [row] = await to.query<{ Seconds_Behind_Master: string | null }>("SHOW SLAVE STATUS");
    if (row?.Seconds_Behind_Master !== null) return;
  }
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
    expect(behind.found).toMatch(/replicates from 127\.0\.0\.1, which is not the source/);
    // Of the third it is the replica.
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
    const applied = parsePosition((await readPosition(target)).gtid!)!;
    expect((await caughtUp(context(source, target, { applied }))).status).toBe("undetermined");
    await replicate(servers[0]!, source, target);
    await source.query("CREATE DATABASE shop2");
    expect((await caughtUp(context(source, target, { catchUpSeconds: 10 }))).status).toBe("pass");
    await target.query("STOP SLAVE SQL_THREAD");
    await source.query("CREATE DATABASE shop3");
    expect((await caughtUp(context(source, target))).status).toBe("fail");
  });

  test("what the engine is said to have applied, ahead of the source, or against itself", async () => {
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
    // An interval that goes backwards is empty to the server.
    expect(await told(gtid!.replace(/:1-(\d+)/, ":$1-1"))).toBe("fail");
  });

  test("transactions without GTIDs are not proven by those that have one", async () => {
    const distribution = await distributionOf("mysql9");
    servers = [await start({}, distribution)];
    const source = await open(servers[0]!);
    expect((await readPosition(source)).gtid).toBeDefined();
    await source.query("SET GLOBAL gtid_mode = ON_PERMISSIVE");
    expect((await readPosition(source)).gtid).toBeUndefined();
  });

  test("a binary log that leaves databases out stands still while they are written to", async () => {
    servers = [await start({ "binlog-ignore-db": "shop" })];
    const source = await open(servers[0]!);
    const outcome = await writesStopped(context(source, source));
    expect([outcome.status, outcome.found]).toEqual([
      "undetermined",
      expect.stringMatching(/does not hold every write \(Binlog_Ignore_DB shop\)/),
    ]);
  });
});
