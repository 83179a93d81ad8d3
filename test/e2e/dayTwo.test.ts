import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { STACK } from "../../cli/demo/workspace";
import { Field } from "./harness";

const HOUR_MS = 3_600_000;
const later = (hours: number) =>
  new Date(Math.floor(Date.now() / 1000) * 1000 + hours * HOUR_MS).toISOString().replace(".000Z", "Z");

describe("changes to a running migration", () => {
  let field: Field;
  let id: string;
  beforeAll(async () => {
    field = await Field.open();
    const prepare = await field.up("prepare");
    expect(prepare.code, prepare.text).toBe(0);
    id = (await field.tasks())[0]!.id;
  });
  afterAll(() => field?.close());

  const config = () => parse(readFileSync(join(field.project.folder, `stacks/Pulumi.${STACK}.yaml`), "utf8")).config;
  const task = async () => (await field.tasks()).map((one) => [one.id, one.state]);

  async function refused(args: string[], ...words: RegExp[]): Promise<void> {
    const [before, calls] = [JSON.stringify(config()), await task()];
    const done = await field.dbferry(...args, "--yes");
    // Exit code 2 means a malformed request.
    expect([1, 2], done.text).toContain(done.code);
    for (const word of words) expect(done.text).toMatch(word);
    expect(done.text).not.toMatch(/^\s+at .+\(.+:\d+:\d+\)/m);
    expect(JSON.stringify(config())).toBe(before);
    expect(await task()).toEqual(calls);
  }

  async function succeeds(...args: string[]): Promise<string> {
    const done = await field.dbferry(...args, "--yes");
    expect(done.code, done.text).toBe(0);
    return done.text;
  }

  it("in prepare: there is nothing to pause; the start, the expiry and the account's password can be changed", async () => {
    await refused(["pause"], /created but not started \(CONFIGURATION\), in phase prepare/, /nothing was changed/);
    await refused(["resume"], /created but not started/);
    await refused(["reschedule", "--at", "2020-01-01T00:00:00Z"], /more than 5 minutes ahead/);
    await refused(["extend", "--until", "2020-01-01T00:00:00Z"], /is not after/);
    await refused(["extend", "--days", "31"], /at most 30 days from now/);
    expect(await succeeds("extend", "--days", "20")).toMatch(/expires 20\d\d-/);
    expect(await succeeds("rotate", "--account")).toContain("rotated");
    expect(await succeeds("reschedule", "--at", later(2))).toContain("once the phase is migrate");
    expect(await task()).toEqual([[id, "configuring"]]);
  });

  it("an extension that cannot be read back everywhere is not proven, and names what was not read", async () => {
    const body = { Code: "Forbidden.RAM", Message: "User not authorized to operate on this resource", RequestId: "0" };
    // Nothing but the list of what is open calls it here.
    field.sandbox.world.faults.calls = [
      { call: "alicloud .*DescribeDBInstances\\b", done: false, kind: "answer", status: 403, body },
    ];
    const done = await field.dbferry("extend", "--days", "21", "--yes");
    expect(done.code, done.text).toBe(3);
    expect(done.text).toMatch(
      /expires 20\S+ in the stack, but it is not proven .*\n {2}- Alibaba Cloud .*Forbidden\.RAM/,
    );
    expect(done.text).toContain("dbferry status");
    expect(done.text).not.toMatch(/^expires \S+$/m);
    const update = await field.up("prepare", "--expect-no-changes");
    expect(update.code, update.text).toBe(0);
  });

  it("while the task waits for its start: it is rescheduled, and started at once", async () => {
    const up = await field.up("migrate");
    expect(up.code, up.text).toBe(0);
    expect(await task()).toEqual([[id, "scheduled"]]);
    await refused(["pause"], /is scheduled to start later \(WAITING_FOR_START\)/);
    await refused(["rotate", "--account"], /Huawei DRS does not accept a new password .*WAITING_FOR_START/);
    const at = later(5);
    await succeeds("reschedule", "--at", at);
    expect(config()["dbferry:migration"].task.start).toBe(at);
    expect(await task()).toEqual([[id, "scheduled"]]);
    expect(await succeeds("reschedule", "--at", "now")).toContain("started");
    expect(await task()).toEqual([[id, "incremental"]]);
    await refused(
      ["reschedule", "--at", later(5)],
      /is replicating \(INCRE_TRANSFER_STARTED\).*needed: a task that has not started/,
    );
  });

  it("while it replicates: it is paused, extended while paused, and resumed", async () => {
    expect(await succeeds("resume")).toContain("is not paused");
    expect(await succeeds("pause")).toContain("paused; dbferry resume continues it");
    expect(await task()).toEqual([[id, "paused"]]);
    await refused(["rotate", "--account"], /paused, and the update would resume it/);
    const extended = await succeeds("extend", "--days", "25");
    expect(extended).toMatch(/securityGroupRule .* still shows 20/);
    expect(await task()).toEqual([[id, "paused"]]);
    expect(await succeeds("resume")).toContain("resumed: incremental");
  });

  it("passwords are rotated, and the same task continues to copy", async () => {
    const fresh = { source: "a New1_source-password", target: "a New1_target-password" };
    Object.assign(field.project.env, {
      DBFERRY_NEW_SOURCE_PASSWORD: fresh.source,
      DBFERRY_NEW_TARGET_PASSWORD: fresh.target,
    });
    const told = await succeeds("rotate", "--account", "--source", "--target");
    expect(told).toContain("changed on the target");
    expect(told).toContain("changed on the source");
    expect(told.replace(/\s+/g, " ")).toContain(
      "the task logged in with it on the source and on the target and continues",
    );
    for (const secret of Object.values(fresh)) expect(told).not.toContain(secret);
    await field.as("source", (db) => db.query("CREATE TABLE shop.rotated (id INT PRIMARY KEY)"));
    expect(await task()).toEqual([[id, "incremental"]]);
    const again = await field.up("migrate", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
    // On resume, the task reconnects with the passwords that it was given.
    await succeeds("pause");
    await succeeds("resume");
  });

  it("preflight, compare and cutover take servers and passwords from the stack, and say so", async () => {
    const compare = await field.dbferry("compare", "--structure-only");
    expect([0, 1, 3], compare.text).toContain(compare.code);
    expect(compare.text).toMatch(
      /source from the stack alibaba-to-huawei: dba@127\.0\.0\.1:\d+, password from its secret sourceAdminPassword/,
    );
    const preflight = await field.dbferry("preflight");
    expect(preflight.code, preflight.text).toBe(1);
    expect(preflight.text).toContain("C57");
    const gates = await field.dbferry("cutover", "--quiet", "1", "--compare", "none");
    expect([0, 1, 3], gates.text).toContain(gates.code);
    expect(gates.text).toContain("target from the stack alibaba-to-huawei");
    const other = await field.dbferry("compare", "--stack", "no-such-stack");
    expect(other.code, other.text).toBe(2);
    expect(other.text).toMatch(/no stack no-such-stack/);
    for (const secret of ["a New1_source-password", "a New1_target-password"])
      expect(field.printed).not.toContain(secret);
  });

  it("after the cutover and in done: what has ended is not changed", async () => {
    const rotated = await field.up("cutover");
    expect(rotated.code, rotated.text).toBe(0);
    // The target's new password also applied to the task's mirror of the account (docs/sandbox.md).
    await field.close();
    field = await Field.open();
    for (const phase of ["prepare", "migrate", "cutover"]) {
      const up = await field.up(phase);
      expect(up.code, up.text).toBe(0);
    }
    await refused(["pause"], /has ended .*in phase cutover/);
    await refused(["rotate", "--account"], /nothing uses the account any more/);
    expect(await succeeds("extend", "--days", "26")).toMatch(/expires 20/);
    const done = await field.up("done");
    expect(done.code, done.text).toBe(0);
    for (const command of [
      ["pause"],
      ["resume"],
      ["extend", "--days", "27"],
      ["rotate", "--account"],
      ["reschedule", "--at", "now"],
    ])
      await refused(command, /the migration is over \(phase done\)/);
  });
});
