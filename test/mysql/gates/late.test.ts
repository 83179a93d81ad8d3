import { afterEach, describe, expect, test } from "vitest";
import { type ConnectOptions, connect, type Db } from "../../../mysql/connect";
import { runGates } from "../../../mysql/gates/gates";
import { distributionOf, type Real, start } from "../support/servers";
import { troubledLine } from "../support/troubledLine";

/**
 * Ways in which the source can still be written to after the cutover, although nobody is connected and the binary log
 * has stopped growing.
 */
let servers: Real[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

async function pair(kind: "mysql9" | "mariadb"): Promise<[Real, Real]> {
  const distribution = await distributionOf(kind);
  servers = await Promise.all([start({}, distribution), start({}, distribution)]);
  for (const server of servers) await server.sql("CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
  return servers as [Real, Real];
}

async function gate(id: string, source: ConnectOptions, target: Real, databases: string[] | "all" = ["shop"]) {
  const report = await runGates({
    source,
    target: target.admin,
    databases,
    quietSeconds: 0,
    catchUpSeconds: 0,
    engineLagSeconds: 0,
    comparison: { recheck: { rounds: 0 } },
  });
  return report.verdicts.find((one) => one.id === id)!;
}

describe("prepared XA transactions", () => {
  test.each(["mysql9", "mariadb"] as const)("%s: one without a session shuts the second gate", async (kind) => {
    const [source, target] = await pair(kind);
    const session = await source.db();
    for (const sql of ["XA START 'x'", "INSERT INTO shop.t VALUES (1)", "XA END 'x'", "XA PREPARE 'x'"])
      await session.query(sql);
    await session.close();
    const verdict = await gate("G02", source.admin, target);
    expect(verdict).toMatchObject({ status: "fail", found: expect.stringMatching(/^1 prepared XA transaction/) });
    const rollback = verdict.remedy!.split("\n").find((line) => line.startsWith("XA ROLLBACK"))!;
    await source.sql(rollback);
    expect(await gate("G02", source.admin, target)).toMatchObject({ status: "pass" });
  });

  test("an account that may not list them sees that something exists", async () => {
    const [source, target] = await pair("mysql9");
    await source.sql(
      "CREATE USER 'weak'@'127.0.0.1' IDENTIFIED BY 'weak-1'",
      "GRANT SELECT, PROCESS, REPLICATION CLIENT ON *.* TO 'weak'@'127.0.0.1'",
    );
    const weak = { ...source.admin, user: "weak", password: "weak-1" };
    expect(await gate("G02", weak, target)).toMatchObject({ status: "pass" });
    const session = await source.db();
    for (const sql of ["XA START 'x'", "INSERT INTO shop.t VALUES (1)", "XA END 'x'", "XA PREPARE 'x'"])
      await session.query(sql);
    await session.close();
    expect(await gate("G02", weak, target)).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/^1 open transaction with changes/),
    });
  });
});

describe("events of the source", () => {
  test("an event in another database can write to any database", async () => {
    const [source, target] = await pair("mysql9");
    await source.sql(
      "CREATE DATABASE ops",
      "CREATE EVENT ops.nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO DELETE FROM shop.t",
      "SET GLOBAL event_scheduler = ON",
      "SET GLOBAL read_only = ON",
    );
    expect(await gate("G07", source.admin, target)).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/enabled events ops\.nightly/),
    });
  });

  test("an event hidden by a partial revoke", async () => {
    const [source, target] = await pair("mysql9");
    await source.sql(
      "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO DELETE FROM shop.t",
      "SET GLOBAL partial_revokes = ON",
      "CREATE USER 'half'@'127.0.0.1' IDENTIFIED BY 'half-1'",
      "GRANT ALL ON *.* TO 'half'@'127.0.0.1'",
      "REVOKE EVENT ON shop.* FROM 'half'@'127.0.0.1'",
      "SET GLOBAL event_scheduler = ON",
      "SET GLOBAL read_only = ON",
    );
    const half = { ...source.admin, user: "half", password: "half-1" };
    expect(await gate("G07", half, target, "all")).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/without the EVENT privilege on shop/),
    });
  });
});

describe("what changes while the later gates are evaluated", () => {
  /** @param then runs while the data is compared */
  async function gates(source: Real, target: Real, then: () => Promise<unknown>) {
    const line = await troubledLine(target.admin.port, async () => void (await then()), "AS large");
    try {
      const report = await runGates({
        source: source.admin,
        target: { ...target.admin, port: line.port },
        databases: ["shop"],
        quietSeconds: 0,
        catchUpSeconds: 0,
        engineLagSeconds: 0,
        comparison: { recheck: { rounds: 0 } },
      });
      expect(line.struck()).toBe(true);
      return report.verdicts;
    } finally {
      line.close();
    }
  }
  const of = (verdicts: readonly { id: string }[], id: string) => verdicts.find((one) => one.id === id);

  test("a pool of the application that connects again", async () => {
    const [source, target] = await pair("mariadb");
    await source.sql("CREATE USER 'app'@'127.0.0.1' IDENTIFIED BY 'app-1'");
    let app: Db | undefined;
    const verdicts = await gates(source, target, async () => {
      app = await connect({ ...source.admin, user: "app", password: "app-1" });
    });
    expect(of(verdicts, "G01")).toMatchObject({
      status: "fail",
      found: expect.stringMatching(/^since the first check, 1 connection: app@/),
      remedy: expect.stringMatching(new RegExp(`^-- stop the application; or, .* lost:\\nKILL ${app!.threadId};$`)),
    });
    await app!.close();
  });

  test("a source that is made writable again", async () => {
    const [source, target] = await pair("mariadb");
    await source.sql("SET GLOBAL read_only = ON");
    const quiet = await gates(source, target, async () => {});
    expect([of(quiet, "G01"), of(quiet, "G07")]).toMatchObject([{ status: "pass" }, { status: "pass" }]);
    const verdicts = await gates(source, target, () => source.sql("SET GLOBAL read_only = OFF"));
    expect(of(verdicts, "G07")).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/read_only = OFF/),
    });
  });

  test("an uncommitted transaction, whoever's it is", async () => {
    const [source, target] = await pair("mariadb");
    const session = await source.db();
    await session.query("START TRANSACTION");
    const verdicts = await gates(source, target, () => session.query("INSERT INTO shop.t VALUES (1)"));
    expect(of(verdicts, "G02")).toMatchObject({
      status: "undetermined",
      found: expect.stringMatching(/^1 open transaction with changes, which can still be committed$/),
    });
    await session.query("ROLLBACK");
    await session.close();
  });
});
