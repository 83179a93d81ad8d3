import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typed } from "./onpremField";
import { tencentField } from "./tencentField";

/** A server on premises to TencentDB by Tencent DTS over the internet (S002.8-S002.10, S003.2), on the real engine. */
describe("a migration from on premises to Tencent Cloud", () => {
  let made: Awaited<ReturnType<typeof tencentField<"onprem">>>;
  beforeAll(async () => {
    made = await tencentField((migration) => {
      // By its name in the public DNS, and the task by the address that this has.
      migration.source.host = "db-source.onprem.example";
      migration.tencentDts = { ...migration.tencentDts, sourceBy: "address" };
    }, "onprem");
  });
  afterAll(() => made?.field.close());

  const PUBLISHED = ["111.230.198.143", "118.89.34.161", "123.207.84.254", "139.199.74.159"];
  const server = () => made.sandbox.world.onprem.list()[0]!;
  let printed = "";

  it("prepare prints every address of the vendor's, each with its own command", async () => {
    const first = await made.field.up("prepare");
    expect(first.code, first.text).toBe(0);
    printed = first.text;
    for (const address of PUBLISHED) expect(printed).toContain(`TCP port 3306 from ${address}, and nothing else`);
    expect(printed).toMatch(
      /db-source\.onprem\.example has the address 192\.0\.2\.20, according to 127\.0\.0\.1:\d+, 127/,
    );
    expect(server().firewall.list()).toEqual([]);
    const again = await made.field.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("migrate gives up while only another address was let in, and says what to let in, and where the source has moved to", async () => {
    server().address = "192.0.2.30";
    server().firewall.run("iptables -A INPUT -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT");
    const run = await made.field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(run.text).toMatch(
      /has moved since its task was created: it had the address 192\.0\.2\.20, and now has 192\.0\.2\.30/,
    );
    expect(run.text).toContain("ConnectDBCheck: failed");
    expect(run.text).toContain("let every address of the task in to TCP port 3306 on every firewall");
    expect(await made.field.targetDatabases()).toEqual([]);
  });

  it("loads once they are let in, from the address that the name has now", async () => {
    expect(typed(server(), printed, "-I")).toHaveLength(PUBLISHED.length);
    const run = await made.field.up("migrate");
    expect(run.code, run.text).toBe(0);
    expect(run.text).toContain("db-source.onprem.example has the address 192.0.2.30");
    expect(await made.field.targetDatabases()).toContain("shop");
  });

  it("stops once the name leads elsewhere than the address that the task was given, and opens no cutover", async () => {
    const { onprem } = made.sandbox.world;
    const old = server();
    onprem.add({ ...old, id: "db-other", address: "192.0.2.40", privateAddress: "10.1.0.9" });
    old.name = "db-old.onprem.example";
    const moved = /had the address 192\.0\.2\.30 .*now has 192\.0\.2\.40.*The task was given 192\.0\.2\.30/;
    const run = await made.field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(run.text).toMatch(moved);
    const cutover = await made.field.up("cutover");
    expect(cutover.code).not.toBe(0);
    expect(cutover.text).toMatch(/G10 Source address unchanged.*192\.0\.2\.30.*192\.0\.2\.40/);
    const doctor = await made.field.dbferry("doctor");
    expect(doctor.code, doctor.text).not.toBe(0);
    expect(doctor.text.replace(/\s+/g, " ")).toMatch(moved);
    old.name = "db-source.onprem.example";
  });

  it("ends where the name leads back, and done removes everything but what a person has opened", async () => {
    for (const phase of ["migrate", "cutover", "done"]) {
      const run = await made.field.up(phase);
      expect(run.code, run.text).toBe(0);
      printed = run.text;
    }
    const audit = await made.field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    for (const address of PUBLISHED) expect(audit.text).toContain(`TCP port 3306 from ${address}`);
    expect(typed(server(), printed, "-D")).toHaveLength(PUBLISHED.length);
    expect(server().firewall.list()).toHaveLength(1);
  });
});
