import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { alibabaField } from "./alibabaField";
import { Field, type Outcome } from "./harness";
import { shownIn } from "./shown";

/** Two migrations to one target, from two projects, on the real engine: the later one waits for the vendor's task of the earlier one. */
describe("a migration that comes after another one", () => {
  let first: Field;
  let second: Field;
  beforeAll(async () => {
    first = await Field.open({
      change: (migration) => Object.assign(migration, { name: "orders" }),
    });
    await first.as("source", async (db) => {
      await db.query("CREATE DATABASE crm");
      await db.query("CREATE TABLE crm.lead (id INT PRIMARY KEY)");
      await db.query("INSERT INTO crm.lead VALUES (1), (2)");
    });
    // An instance has one public endpoint, which both use.
    const { rds } = first.sandbox.world.alicloud;
    const { host, port } = rds.allocatePublicEndpoint(first.sandbox.source.instanceId, "shop-public");
    first.configure((config) => {
      Object.assign(config["dbferry:migration"].source, { databases: ["shop"], endpoint: { host, port } });
    });
    second = await first.beside((migration) => {
      Object.assign(migration, { name: "crm" });
      Object.assign(migration.source, { databases: ["crm"], endpoint: { host, port } });
      migration.task = { ...migration.task, after: ["orders"] };
    });
  });
  afterAll(() => first?.close());

  const databases = () => first.targetDatabases();

  it("does not start while nothing of the earlier one is there, and says so", async () => {
    const prepared = await second.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    expect(prepared.text).toContain("starts after orders");
    const refused = await second.up("migrate");
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/'dbferry-orders', which comes first: not proven/);
    expect(await databases()).toEqual([]);
  });

  it("nor while the earlier one replicates, because the service runs one task of a target at a time", async () => {
    for (const phase of ["prepare", "migrate"]) fine(await first.up(phase));
    const refused = await second.up("migrate");
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/'dbferry-orders' \(\S+\) is INCRE_TRANSFER_STARTED: .*cut that migration over first/);
    expect(await databases()).toEqual(["shop"]);
  });

  it("and starts once the earlier one is cut over", async () => {
    fine(await first.up("cutover"));
    fine(await second.up("migrate"));
    expect(await databases()).toEqual(["crm", "shop"]);
  });
});

/** Two tasks of Alibaba DTS that load into one instance; everything that the service says of them. */
describe("a task that waits for another one's load", () => {
  let made: Awaited<ReturnType<typeof alibabaField>>;
  let [first, second]: Field[] = [];
  /** What the service said last, by the task's name. */
  const said = new Map<string, any>();
  /** Names of the tasks that were started, each with what the service had said of the other one's load by then. */
  const starts: [name: string, otherLoad: string][] = [];
  beforeAll(async () => {
    made = await alibabaField((migration) => Object.assign(migration, { name: "orders" }));
    second = await made.beside((migration) => {
      Object.assign(migration, { name: "crm" });
      migration.source.databases = ["crm"];
      migration.task.after = ["orders"];
    });
    first = made.field;
    await first.as("source", async (db) => {
      await db.query("CREATE DATABASE crm");
      await db.query("CREATE TABLE crm.lead (id INT PRIMARY KEY)");
      await db.query("INSERT INTO crm.lead VALUES (1), (2)");
    });
    made.sandbox.world.exchanges.watch(({ action, body }) => {
      if (action !== "DescribeDtsJobs") return;
      const { DtsJobList = [] } = body as { DtsJobList?: any[] };
      for (const job of DtsJobList) {
        const before = said.get(job.DtsJobName)?.Status ?? "NotStarted";
        said.set(job.DtsJobName, job);
        if (before !== "NotStarted" || job.Status === "NotStarted") continue;
        const other = job.DtsJobName === "dbferry-crm" ? "dbferry-orders" : "dbferry-crm";
        starts.push([job.DtsJobName, said.get(other)?.DataInitializationStatus.Status]);
      }
    });
  });
  afterAll(() => first?.close());

  it("is prepared beside it, and its status says that it is not its turn", async () => {
    for (const field of [first!, second!]) fine(await field.up("prepare"));
    const { code, text } = await second!.dbferry("status");
    expect(code, text).toBe(0);
    expect(text.replace(/\s+/g, " ")).toMatch(
      /queue NOT its turn: 'dbferry-orders' \(\S+\) is NotStarted: it comes first and has not started/,
    );
  });

  it("waits while the other one loads, also after that one's update was stopped, and starts only when it has loaded", async () => {
    const { faults } = made.sandbox.world;
    faults.copyRowsPerSecond = 5;
    // A server of the sandbox replicates for one task at a time, and is restarted for the second one: by then, no update of the
    // first one may look at it.
    let waits = false;
    const log = join(first!.folder, "events");
    const loading = first!.interruptDuring("migrate", async () => (await sleep(50)) ?? waits, log);
    await during(loading, () => expect(said.get("dbferry-orders")?.DataInitializationStatus.Status).toBe("Migrating"));
    const seen = join(second!.folder, "events of crm");
    const waiting = second!.upLogged("migrate", seen);
    // Before it waits, its preflight would find a target that is a replica.
    await during(waiting, () =>
      expect(shownIn(seen)).toContainEqual(expect.stringMatching(/^waiting for 'dbferry-orders'/)),
    );
    await during(waiting, async () => {
      const { stacks } = JSON.parse((await second!.dbferry("status", "--json")).text);
      const why = expect.stringMatching(/^'dbferry-orders' \(\S+\) is Migrating\b.*, \d+%$/);
      expect(stacks[0].queue).toEqual([{ migration: "orders", turn: "waits", why }]);
    });
    waits = true;
    const stopped = await loading;
    expect(stopped.text).toMatch(/cancelled while watching the task/);
    expect(said.get("dbferry-crm").Status).toBe("NotStarted");
    faults.copyRowsPerSecond = undefined;
    fine(await waiting);
    expect(starts).toEqual([
      ["dbferry-orders", "NotStarted"],
      ["dbferry-crm", "Finished"],
    ]);
    expect(await first!.targetDatabases()).toEqual(expect.arrayContaining(["crm", "shop"]));
    const { stacks } = JSON.parse((await second!.dbferry("status", "--json")).text);
    expect(stacks[0].queue).toEqual([]);
  });
});

function fine({ code, text }: Outcome): void {
  expect(code, text).toBe(0);
}

/** Waits until something holds while an update runs. */
async function during(update: Promise<Outcome>, holds: () => void | Promise<void>): Promise<void> {
  let over: Outcome | undefined;
  void update.then((outcome) => {
    over = outcome;
  });
  await vi.waitFor(
    async () => {
      if (!over) return holds();
    },
    { timeout: 200_000, interval: 50 },
  );
  if (over) throw new Error(`the update ended before that: ${over.text}`);
}
