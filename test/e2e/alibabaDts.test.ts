import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dtsClient } from "../sandbox/alicloud/dts/client";
import type { SocketWatch } from "../support/sockets/watch";
import { alibabaField } from "./alibabaField";
import type { Field } from "./harness";
import { watchSockets } from "./sockets";

describe("a migration between two instances of Alibaba RDS by Alibaba DTS, under the real engine", () => {
  let made: Awaited<ReturnType<typeof alibabaField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await alibabaField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const table = () => `${made.sandbox.source.databases[0]}.customer`;
  const rows = (side: "source" | "target") =>
    field.as(side, async (db) => Number((await db.query(`SELECT COUNT(*) AS n FROM ${table()}`))[0]!["n"]));

  async function jobs(): Promise<any[]> {
    const { endpoints, credentials } = made.sandbox;
    return (await dtsClient(endpoints.alicloud.dts, credentials.alicloud)("DescribeDtsJobs")).DtsJobList;
  }

  /** Groups of both allowlists other than the instances' own. */
  function opened(): string[][] {
    return made.sandbox.world.alicloud.rds.list().map(({ allowlists }) => {
      const ours = [...allowlists].filter(([name]) => name !== "default");
      return ours.flatMap(([, entries]) => [...entries]);
    });
  }
  const BLOCKS = ["100.104.52.0/24", "100.104.53.0/24"];

  it("prepares: both allowlists hold the service's own ranges, the task costs nothing, and nothing has moved", async () => {
    const done = await field.up("prepare");
    expect(done.code, done.text).toBe(0);
    expect(await jobs()).toMatchObject([{ DtsJobName: "dbferry-shop", Status: "NotStarted", PayType: "" }]);
    expect(opened()).toEqual([BLOCKS, BLOCKS]);
    expect(made.sandbox.world.alicloud.rds.list().map(({ publicEndpoint }) => publicEndpoint)).toEqual([
      undefined,
      undefined,
    ]);
    await expect(rows("target")).rejects.toThrow();
    const again = await field.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("begins again after a load that failed, as the refusal advises", async () => {
    const { faults } = made.sandbox.world;
    const state = async () => (await jobs())[0]?.Status;
    faults.copyRowsPerSecond = 300;
    const loading = field.up("migrate");
    const sessions = () =>
      field.as("source", (db) =>
        db.query("SELECT ID AS id FROM information_schema.PROCESSLIST WHERE USER LIKE 'df\\_%'"),
      );
    for (let over = false; !over; ) {
      // Before it moves anything, a lost session fails the check, after which another run is the way on.
      const moving = (await state()) === "Migrating" ? await sessions() : [];
      for (const { id } of moving) await field.as("source", (db) => db.query(`KILL ${id}`).catch(() => {}));
      over = await Promise.race([loading.then(() => true), new Promise<false>((done) => setTimeout(done, 50, false))]);
    }
    faults.copyRowsPerSecond = undefined;
    expect((await loading).code, (await loading).text).not.toBe(0);
    expect(await state()).toBe("MigrationFailed");
    const { code, text } = await field.up("migrate");
    expect(code).not.toBe(0);
    expect(text.replace(/\s+/g, " ")).toMatch(
      /no call that restarts a failed load; to begin again .*dbferry cancel --empty-target.*dbferry up --phase prepare/,
    );
    const cancel = await field.dbferry("cancel", "--empty-target", "--yes");
    expect(cancel.code, cancel.text).toBe(0);
    const again = await field.dbferry("up", "--phase", "prepare", "--yes");
    expect(again.code, again.text).toBe(0);
    expect(await state()).toBe("NotStarted");
  });

  it("migrates: buys the task, checks it, moves everything and replicates", async () => {
    const done = await field.up("migrate");
    expect(done.code, done.text).toBe(0);
    expect(await jobs()).toMatchObject([{ Status: "Migrating", PayType: "PostPaid", DtsJobClass: "small" }]);
    expect(await rows("target")).toBe(await rows("source"));
    const again = await field.up("migrate", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("has its openings and its task found by the audit", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const opening of ["Alibaba DTS task dbferry-shop", "allowlist group dbferry_shop"])
      expect(audit.text.replace(/\s+/g, " ")).toContain(opening);
  });

  it("is proven at the cutover, and nothing is left open or billed", async () => {
    const cutover = await field.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    expect(await jobs()).toMatchObject([{ Status: "Finished" }]);
    const done = await field.up("done");
    expect(done.code, done.text).toBe(0);
    expect(await jobs()).toEqual([]);
    expect(opened()).toEqual([[], []]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
    expect(await rows("target")).toBe(await rows("source"));
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
    expect(watch.readings).toBeGreaterThan(10);
  });
});
