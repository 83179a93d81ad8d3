import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field } from "./harness";

/** Each cause stops with its own message, names the fix, and leaves no task running. */
describe("a migration that cannot continue stops and says why", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
    const prepare = await field.up("prepare");
    expect(prepare.code, prepare.text).toBe(0);
  });
  afterAll(() => field?.close());

  async function stopsWith(...words: RegExp[]): Promise<void> {
    const update = await field.up("migrate");
    expect(update.code, update.text).not.toBe(0);
    for (const word of words) expect(update.text).toMatch(word);
    expect(update.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
    const running = (await field.tasks()).filter(({ state }) => !["configuring", "ended"].includes(state));
    expect(running).toEqual([]);
  }

  // The gate runs first, and not again once passed, so these two cases come before it is.
  it("a target that is not empty", async () => {
    await field.as("target", (db) => db.query("CREATE DATABASE shop"));
    await field.as("target", (db) => db.query("CREATE TABLE shop.customer (id INT PRIMARY KEY)"));
    try {
      await stopsWith(/C57/, /shop\.customer/, /DROP/);
    } finally {
      await field.emptyTarget();
    }
  });

  it("binlog_format=STATEMENT", async () => {
    await field.as("source", (db) => db.query("SET GLOBAL binlog_format = 'STATEMENT'"));
    try {
      await stopsWith(/C15/, /STATEMENT/, /binlog_format.*ROW.*fix:.*binlog_format.*ROW/s);
    } finally {
      await field.as("source", (db) => db.query("SET GLOBAL binlog_format = 'ROW'"));
    }
  });

  it("a closed security group", async () => {
    const { world } = field.sandbox;
    world.faults.closedSecurityGroups.add(field.sandbox.target.securityGroupId);
    try {
      await stopsWith(/security group/, new RegExp(field.sandbox.target.securityGroupId));
    } finally {
      world.faults.closedSecurityGroups.clear();
    }
  });

  it("an unreachable port", async () => {
    const { world } = field.sandbox;
    world.faults.refusedPorts.add(":3306");
    try {
      await stopsWith(/3306/, /refused|nothing listens|listen/i);
    } finally {
      world.faults.refusedPorts.clear();
    }
  });

  it("and continues once the cause is gone; a removed address and a changed password are repaired", async () => {
    const { rds } = field.sandbox.world.alicloud;
    const { instanceId } = field.sandbox.source;
    const [group, entries] = [...rds.get(instanceId).allowlists].find(([name]) => name.startsWith("dbferry_shop"))!;
    rds.modifyAllowlist(instanceId, group, "Delete", [...entries]);
    const [account] = await field.as("source", (db) =>
      db.query("SELECT user AS user, host AS host FROM mysql.user WHERE user LIKE 'df\\_shop%'"),
    );
    const who = `'${account!["user"]}'@'${account!["host"]}'`;
    await field.as("source", (db) => db.query(`SET PASSWORD FOR ${who} = PASSWORD('changed behind our back')`));
    const update = await field.up("migrate");
    expect(update.code, update.text).toBe(0);
    expect(update.text).toMatch(/has a different password/);
  });
});
