import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Db } from "../../../mysql/connect";
import { lacking } from "../../../mysql/gates/accounts";
import { type GateReport, type GatesInput, runGates } from "../../../mysql/gates/gates";
import { type Grants, parseGrants } from "../../../mysql/grants";
import { readPosition } from "../../../mysql/position";
import { cutoverRecord, writeRecord } from "../../../mysql/record";
import { checkRecord } from "../../../mysql/recordCheck";
import { contains } from "../../../mysql/replication";
import { play } from "../checks/recorded/server";
import { type Real, start } from "../support/servers";

const status = (report: GateReport) =>
  Object.fromEntries(report.verdicts.map((verdict) => [verdict.id, verdict.status]));
const verdict = (report: GateReport, id: string) => report.verdicts.find((one) => one.id === id)!;

describe("a replica by GTID of a source of MySQL 5.6.24", () => {
  let source: Real;
  let target: Real;
  let from: Db;
  let to: Db;
  const gates = (over: Partial<GatesInput> = {}) =>
    runGates({
      source: source.admin,
      target: target.admin,
      databases: ["shop"],
      quietSeconds: 0.2,
      catchUpSeconds: 3,
      ownUsers: [source.admin.user, "copier"],
      accounts: [{ user: "app", password: "app-password-1" }],
      comparison: { recheck: { rounds: 0 } },
      ...over,
    });

  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    for (const side of [source, target]) {
      await side.sql(
        "SET sql_log_bin = 0",
        "CREATE USER 'app'@'127.0.0.1' IDENTIFIED BY 'app-password-1'",
        "GRANT SELECT, INSERT ON shop.* TO 'app'@'127.0.0.1'",
      );
    }
    await source.sql(
      "CREATE DATABASE shop",
      "CREATE TABLE shop.t (id INT PRIMARY KEY, v INT)",
      "INSERT INTO shop.t VALUES (1, 1), (2, 2)",
    );
    await source.sql(
      "SET sql_log_bin = 0",
      "GRANT REPLICATION SLAVE ON *.* TO 'copier'@'127.0.0.1' IDENTIFIED BY 'copier-1'",
    );
    from = await connect(source.admin);
    to = await connect(target.admin);
    await to.query(
      `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${source.admin.port}, MASTER_USER='copier', MASTER_PASSWORD='copier-1', MASTER_AUTO_POSITION=1`,
    );
    await to.query("START SLAVE");
    const position = await readPosition(from);
    while (!(await contains(from, to, position)).contained);
    await from.query("SET GLOBAL read_only = ON");
  });
  afterAll(async () => {
    await Promise.all([from?.close(), to?.close()]);
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test("all gates are open when everything is in order, and the record is proven by its digest", async () => {
    const report = await gates();
    expect(status(report)).toEqual({
      G01: "pass",
      G02: "pass",
      G03: "pass",
      G04: "pass",
      G05: "pass",
      G06: "pass",
      G07: "pass",
      G08: "pass",
    });
    expect(report.ok).toBe(true);
    expect(report.position?.gtid).toMatch(/^[0-9a-f-]{36}:1-\d+$/);
    const folder = mkdtempSync(join(tmpdir(), "dbferry-record-"));
    const file = join(folder, "cutover.json");
    const record = cutoverRecord(report, {
      actor: "ann",
      source: { address: "a" },
      target: { address: "b" },
      at: new Date("2026-11-21T10:00:00Z"),
    });
    writeRecord(file, record);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(checkRecord(file, { digest: record.digest })).toMatchObject({
      verdict: "proven",
      record: { actor: "ann", position: report.position, rows: { source: 2, target: 2 } },
    });
    expect(() => writeRecord(file, record)).toThrow(/not overwritten/);
    writeFileSync(file, readFileSync(file, "utf8").replace('"actor": "ann"', '"actor": "eve"'));
    expect(checkRecord(file)).toMatchObject({ verdict: "refuted", reasons: [expect.stringMatching(/changed after/)] });
    rmSync(folder, { recursive: true });
  });

  test("the source's name is a gate if the task found the source by it", async () => {
    const by = (status: "pass" | "undetermined") => async () => ({ status, found: "where it leads", needed: "there" });
    const [there, moved] = [await gates({ sourceName: by("pass") }), await gates({ sourceName: by("undetermined") })];
    expect([there.ok, moved.ok, verdict(moved, "G10").found]).toEqual([true, false, "where it leads"]);
    const exemption = { id: "G10", reason: "the same server", owner: "ann", expires: "2030-01-01T00:00:00Z" };
    expect((await gates({ sourceName: by("undetermined"), exemptions: [exemption] })).ok).toBe(true);
  });

  test("the service's own comparison is a gate if requested, and is ordered once writes have stopped", async () => {
    const asked: unknown[] = [];
    const by = (status: "pass" | "fail" | "undetermined") => async (tables: unknown, position: unknown) => {
      asked.push([tables, position]);
      return { status, found: "what the service says" };
    };
    const report = await gates({ serviceComparison: by("pass") });
    expect([report.ok, status(report)["G09"]]).toEqual([true, "pass"]);
    expect(asked).toEqual([[[{ database: "shop", table: "t" }], report.position]]);
    const [differs, unproven] = [
      await gates({ serviceComparison: by("fail") }),
      await gates({ serviceComparison: by("undetermined") }),
    ];
    expect([differs.ok, unproven.ok]).toEqual([false, false]);
    const exemption = { reason: "compared by hand", owner: "ann", expires: "2030-01-01T00:00:00Z" };
    const accept = { exemptions: [{ id: "G09", ...exemption }] };
    expect((await gates({ serviceComparison: by("fail"), ...accept })).ok).toBe(false);
    expect((await gates({ serviceComparison: by("undetermined"), ...accept })).ok).toBe(true);
    asked.length = 0;
    let written = false;
    const busy = await gates({
      serviceComparison: by("pass"),
      quietSeconds: 1,
      progress: (gate, state) => {
        if (gate !== "Writes stopped" || state !== "ends" || written) return;
        written = true;
        void source.sql("INSERT INTO shop.t VALUES (900, 9)");
      },
    });
    expect([status(busy)["G02"], verdict(busy, "G09").found, asked]).toEqual([
      "fail",
      expect.stringMatching(/^not ordered, .*\(G02\)$/),
      [],
    ]);
    await source.sql("DELETE FROM shop.t WHERE id = 900");
  });

  test("a connection of the application shuts the first gate and is named with its KILL", async () => {
    const app = await connect({ ...source.admin, user: "app", password: "app-password-1" });
    const report = await gates();
    const [say, kill] = verdict(report, "G01").remedy!.split("\n");
    expect(say).toMatch(/^-- stop the application; or, .* lost:$/);
    expect(kill).toBe(`KILL ${app.threadId};`);
    expect(verdict(report, "G01").found).toMatch(/app@127\.0\.0\.1/);
    expect(report.ok).toBe(false);
    expect(() => cutoverRecord(report, { actor: "x", source: { address: "a" }, target: { address: "b" } })).toThrow(
      /not recorded/,
    );
    await source.sql(kill!);
    // The server lists a killed session until it has ended.
    const listed = () => from.query(`SELECT id FROM information_schema.processlist WHERE id = ${app.threadId}`);
    while ((await listed()).length > 0);
    expect(status(await gates())["G01"]).toBe("pass");
    await app.close().catch(() => {});
  });

  test.each(["Writes stopped", "Accounts log in on the target"])(
    "a write after the gate %s shuts the second gate, and only real lag the fourth: the record describes the end",
    async (after) => {
      let writes = Promise.resolve<unknown>(undefined);
      const report = await gates({
        progress: (gate, state) => {
          if (gate === after && state === "ends") writes = from.query("UPDATE shop.t SET v = v + 1 WHERE id = 1");
        },
        quietSeconds: 1,
      });
      await writes;
      expect(status(report)).toMatchObject({ G02: "fail", G04: "pass" });
      expect(verdict(report, "G02").found).toMatch(/^moved from binlog\.\d+:\d+.* to binlog\.\d+:\d+/);
      expect(report.ok).toBe(false);
      const position = await readPosition(from);
      while (!(await contains(from, to, position)).contained);
    },
  );

  test("the quiet time passes while the other gates are evaluated", async () => {
    const compared = new AbortController();
    const report = gates({
      quietSeconds: 3600,
      signal: compared.signal,
      progress: (gate, state) => {
        if (gate === "Data equal" && state === "ends") compared.abort(new Error("compared"));
      },
    });
    await expect(report).rejects.toThrow("compared");
  });

  test("the second position is read when the quiet time is over", async () => {
    const report = await gates({ quietSeconds: 1.5 });
    const [, seconds] = /^still at .* after (\d+\.\d) s$/.exec(verdict(report, "G02").found) ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(1.5);
    expect(report.ok).toBe(true);
  });

  test("nothing is compared before the quiet time is over if the target may lack a transaction", async () => {
    await to.query("STOP SLAVE");
    await from.query("INSERT INTO shop.t VALUES (19, 19)");
    const times: Record<string, number> = {};
    const report = await gates({
      quietSeconds: 1,
      catchUpSeconds: 0,
      progress: (gate, state) => {
        times[`${gate} ${state}`] = performance.now();
      },
    });
    expect(status(report)).toMatchObject({ G02: "pass", G04: "fail", G06: "fail" });
    expect(times["Data equal ends"]! - times["Writes stopped begins"]!).toBeGreaterThanOrEqual(1000);
    await to.query("START SLAVE");
    const position = await readPosition(from);
    while (!(await contains(from, to, position)).contained);
  });

  test("a stopped replica shuts the gates for lag and containment, and says what is missing", async () => {
    await to.query("STOP SLAVE");
    await from.query("INSERT INTO shop.t VALUES (20, 20)");
    const report = await gates({ catchUpSeconds: 0.2 });
    expect(status(report)).toMatchObject({ G03: "fail", G04: "fail", G06: "fail" });
    expect(verdict(report, "G04").found).toMatch(/the target lacks [0-9a-f-]{36}:\d+/);
    expect(verdict(report, "G06").found).toMatch(/shop\.t: 1 row differs/);
    await to.query("START SLAVE");
    const position = await readPosition(from);
    while (!(await contains(from, to, position)).contained);
    expect((await gates()).ok).toBe(true);
  });

  test("an account that cannot log in, or lacks a right, shuts the fifth gate", async () => {
    expect(verdict(await gates({ accounts: [{ user: "nobody", password: "x" }] }), "G05")).toMatchObject({
      status: "fail",
      found: expect.stringMatching(/nobody on the target: access denied/),
    });
    await to.query("SET SESSION sql_log_bin = 0");
    await to.query("REVOKE INSERT ON shop.* FROM 'app'@'127.0.0.1'");
    expect(verdict(await gates(), "G05").found).toMatch(/app lacks on the target: INSERT on shop\.\*/);
    await to.query("GRANT INSERT ON shop.* TO 'app'@'127.0.0.1'");
    expect(verdict(await gates({ accounts: [] }), "G05").status).toBe("undetermined");
    await to.query("GRANT SELECT ON shop.* TO 'late'@'127.0.0.1' IDENTIFIED BY 'late-1'");
    expect(verdict(await gates({ accounts: [{ user: "late", password: "late-1" }] }), "G05")).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/the privileges of late were not compared/),
    });
  });

  test("a missing key shuts the eighth gate even if every row is equal; accepting it takes a reason, and lost rows cannot be accepted", async () => {
    await to.query("SET SESSION sql_log_bin = 0");
    await to.query("ALTER TABLE shop.t ADD KEY v (v)");
    const exemption = { reason: "the key is wanted there", owner: "ann", expires: "2099-01-01T00:00:00Z" };
    const report = await gates();
    expect(status(report)).toMatchObject({ G06: "pass", G08: "fail" });
    expect(verdict(report, "G08")).toMatchObject({
      found: expect.stringMatching(/table shop\.t: key `v` on the target only/),
      remedy: expect.stringMatching(/ALTER TABLE `shop`\.`t` DROP KEY `v`;$/),
    });
    expect(report.ok).toBe(false);
    const accepted = await gates({ exemptions: [{ id: "G08", ...exemption }] });
    expect([accepted.ok, verdict(accepted, "G08")]).toMatchObject([true, { exempted: { owner: "ann" } }]);
    await to.query("ALTER TABLE shop.t DROP KEY v");
    const unused = await gates({ exemptions: [{ id: "G08", ...exemption }] });
    expect([unused.ok, unused.unusedExemptions]).toMatchObject([true, [{ id: "G08" }]]);
    await to.query("INSERT INTO shop.t VALUES (99, 99)");
    const lost = await gates({ exemptions: [{ id: "G06", ...exemption }] });
    expect([lost.ok, verdict(lost, "G06").status]).toEqual([false, "fail"]);
    await to.query("DELETE FROM shop.t WHERE id = 99");
  });

  test("what the engine is known to create only at its end is accepted and shown; without the engine it is a difference", async () => {
    await from.query("SET SESSION sql_log_bin = 0");
    await from.query("CREATE TRIGGER shop.tr BEFORE INSERT ON shop.t FOR EACH ROW SET NEW.v = NEW.v");
    await from.query("CREATE VIEW shop.seen AS SELECT id FROM shop.t");
    await to.query("CREATE DEFINER='sandbox'@'elsewhere' VIEW shop.seen AS SELECT id FROM shop.t");
    const drs = await gates({ engine: "drs" });
    expect([drs.ok, verdict(drs, "G08")]).toMatchObject([
      false,
      {
        status: "fail",
        // Another host is another account: not the engine's own, and not there.
        found: expect.stringMatching(
          /2 differences: view shop\.seen: definer, view shop\.seen: definer sandbox@elsewhere does not exist/,
        ),
      },
    ]);
    await to.query("GRANT USAGE ON *.* TO 'sandbox'@'elsewhere'");
    const known = await gates({ engine: "drs" });
    expect([known.ok, verdict(known, "G08")]).toMatchObject([
      true,
      { status: "undetermined", exempted: { owner: "the engine drs", reason: expect.stringMatching(/normal stop/) } },
    ]);
    expect(verdict(await gates(), "G08")).toMatchObject({
      status: "fail",
      found: expect.stringMatching(/trigger shop\.tr: missing/),
    });
    await to.query("DROP USER 'sandbox'@'elsewhere'");
    await Promise.all([from.query("DROP TRIGGER shop.tr"), to.query("DROP VIEW shop.seen")]);
    await from.query("DROP VIEW shop.seen");
    await from.query("SET SESSION sql_log_bin = 1");
  });

  test("an event scheduler that would run events twice shuts the seventh gate", async () => {
    await to.query("CREATE EVENT shop.e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' ENABLE DO DELETE FROM shop.t");
    await to.query("SET GLOBAL event_scheduler = ON");
    expect(verdict(await gates(), "G07")).toMatchObject({ status: "fail", found: expect.stringMatching(/shop\.e/) });
    await to.query("SET SESSION sql_log_bin = 0");
    await to.query("GRANT SELECT ON *.* TO 'eventless'@'127.0.0.1' IDENTIFIED BY 'eventless-1'");
    const unseen = await gates({ target: { ...target.admin, user: "eventless", password: "eventless-1" } });
    expect(verdict(unseen, "G07")).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/without the EVENT privilege on shop/),
    });
    await to.query("SET GLOBAL event_scheduler = OFF");
    await to.query("DROP EVENT shop.e");
  });

  test("an account without rights sees nothing, which opens no gate", async () => {
    await from.query("SET sql_log_bin = 0");
    await from.query("GRANT SELECT ON shop.* TO 'weak'@'127.0.0.1' IDENTIFIED BY 'weak-1'");
    const report = await gates({ source: { ...source.admin, user: "weak", password: "weak-1" } });
    expect(status(report)).toMatchObject({ G01: "undetermined", G02: "undetermined", G04: "undetermined" });
    expect(report.ok).toBe(false);
  });

  test("tables that an account cannot see count neither as equal nor as absent", async () => {
    await from.query("SET sql_log_bin = 0");
    await from.query("GRANT SELECT (id) ON shop.t TO 'narrow'@'127.0.0.1' IDENTIFIED BY 'narrow-1'");
    const narrow = { ...source.admin, user: "narrow", password: "narrow-1" };
    expect(verdict(await gates({ source: narrow }), "G06")).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/without SELECT on shop/),
    });
  });
});

test("rights that an account lacks on the target are found, however the versions list them", () => {
  const every =
    "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, EXECUTE, CREATE VIEW, SHOW VIEW, TRIGGER, EVENT, CREATE ROUTINE, ALTER ROUTINE, LOCK TABLES, CREATE TEMPORARY TABLES";
  const compared = (here: string[], there: string[]) =>
    lacking(
      ...([here, there].map((rights) => parseGrants(rights.map((right) => `GRANT ${right} TO \`a\`@\`b\``))) as [
        Grants,
        Grants,
      ]),
    );
  expect(compared(["ALL PRIVILEGES ON *.*"], [`${every} ON *.*`])).toEqual([]);
  expect(compared(["ALL PRIVILEGES ON `shop`.*"], [`${every} ON \`shop\`.*`])).toEqual([]);
  expect(compared(["ALL PRIVILEGES ON *.*"], ["SELECT ON *.*"])).toContain("INSERT on *.*");
  expect(compared(["SELECT ON `shop`.`t`"], ["USAGE ON *.*"])).toEqual(["SELECT on shop.t"]);
  expect(compared(["SELECT ON `shop`.`t`"], ["SELECT ON `shop`.*"])).toEqual([]);
  expect(compared(["EXECUTE ON PROCEDURE `shop`.`p`"], ["SELECT ON `shop`.*"])).toEqual([
    "EXECUTE on procedure shop.p",
  ]);
  expect(compared(["EXECUTE ON FUNCTION `shop`.`f`"], ["EXECUTE ON `shop`.*"])).toEqual([]);
  expect(compared(["UPDATE (`a`, `b`) ON `shop`.`t`"], ["UPDATE (b) ON `shop`.`t`"])).toEqual(["UPDATE (a) on shop.t"]);
  expect(compared(["UPDATE (`a`) ON `shop`.`t`"], ["UPDATE ON `shop`.`t`"])).toEqual([]);
  expect(compared(["SELECT ON `shop%`.*"], ["SELECT ON `shop%`.*"])).toEqual([]);
  // The more specific grant replaces what the pattern grants on that database.
  expect(compared(["INSERT ON `shop`.*"], ["INSERT ON `shop%`.*", "SELECT ON `shop`.*"])).toEqual(["INSERT on shop.*"]);
  expect(compared(["`clerk`@`%`"], ["USAGE ON *.*"])).toEqual(["role clerk"]);
});

test("the right to grant counts as a right", () => {
  const grants = (...lines: string[]) => parseGrants(lines.map((line) => line.replace("TO", "TO `a`@`b`")));
  const mine = grants("GRANT SELECT ON `shop`.* TO WITH GRANT OPTION");
  expect(lacking(mine, grants("GRANT SELECT ON `shop`.* TO"))).toEqual(["GRANT OPTION on shop.*"]);
  expect(lacking(mine, grants("GRANT SELECT ON *.* TO WITH GRANT OPTION"))).toEqual([]);
});

describe("statements by version", () => {
  const replica = (version: string, old: boolean) => {
    const [source, replicaWord] = old ? ["Master", "Slave"] : ["Source", "Replica"];
    return [
      {
        [`${source}_Host`]: "db-1",
        [`${source}_Port`]: 3306,
        [`${replicaWord}_IO_Running`]: "Yes",
        [`${replicaWord}_SQL_Running`]: "Yes",
        [`Seconds_Behind_${source}`]: 0,
        [`Relay_${source}_Log_File`]: "binlog.000007",
        [`Exec_${source}_Log_Pos`]: 4242,
        [`${source}_Server_Id`]: 17,
        ...(old ? {} : { Source_UUID: `uuid-${version}` }),
      },
    ];
  };
  test.each([
    ["5.5.62-log", "SHOW MASTER STATUS", "SHOW SLAVE STATUS", true],
    ["5.5.5-10.4.32-MariaDB-log", "SHOW MASTER STATUS", "SHOW ALL SLAVES STATUS", true],
    ["8.0.36", "SHOW MASTER STATUS", "SHOW REPLICA STATUS", false],
    ["8.4.2", "SHOW BINARY LOG STATUS", "SHOW REPLICA STATUS", false],
    ["9.1.0", "SHOW BINARY LOG STATUS", "SHOW REPLICA STATUS", false],
  ] as const)("%s is sent to %s and %s", async (version, position, state, old) => {
    const answers = [
      [/^SHOW (ALL )?(SLAVES?|REPLICA) STATUS/, replica(version, old)],
      [/gtid_binlog_pos|gtid_slave_pos|gtid_executed/, [{ g: null, m: "OFF" }]],
      [/lower_case_table_names/, [{ f: 0 }]],
      [/INNODB_TRX/, [{ n: 0 }]],
    ] as const;
    const server = await play({ version, answers, variables: { hostname: "db-1", port: 3306 } });
    const other = await play({ version, answers, variables: { hostname: "db-2", port: 3306 } });
    const report = await runGates({
      source: server.options,
      target: other.options,
      databases: ["shop"],
      quietSeconds: 0.01,
      catchUpSeconds: 0.1,
      comparison: false,
    });
    expect(server.heard).toContain(position);
    expect(other.heard).toContain(state);
    expect(status(report)).toMatchObject({ G02: "pass", G03: "pass", G04: "pass" });
    expect(verdict(report, "G04").found).toMatch(/file and position/);
    await Promise.all([server.stop(), other.stop()]);
  });
});
