import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typed } from "./onpremField";
import { tencentField } from "./tencentField";

/** A server on premises to TencentDB by Tencent DTS over the internet (S002.8-S002.10, S003.2), on the real engine. */
describe("a migration from on premises to Tencent Cloud", () => {
  let made: Awaited<ReturnType<typeof tencentField<"onprem">>>;
  beforeAll(async () => {
    made = await tencentField(() => {}, "onprem");
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
    expect(server().firewall.list()).toEqual([]);
    const again = await made.field.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("migrate gives up while only another address was let in, and says what to let in", async () => {
    server().firewall.run("iptables -A INPUT -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT");
    const run = await made.field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(run.text).toContain("ConnectDBCheck: failed");
    expect(run.text).toContain("let every address of the task in to TCP port 3306 on every firewall");
    expect(await made.field.targetDatabases()).toEqual([]);
  });

  it("loads once they are let in, and done removes everything but what a person has opened", async () => {
    expect(typed(server(), printed, "-I")).toHaveLength(PUBLISHED.length);
    for (const phase of ["migrate", "cutover", "done"]) {
      const run = await made.field.up(phase);
      expect(run.code, run.text).toBe(0);
      printed = run.text;
    }
    expect(await made.field.targetDatabases()).toContain("shop");
    const audit = await made.field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    for (const address of PUBLISHED) expect(audit.text).toContain(`TCP port 3306 from ${address}`);
    expect(typed(server(), printed, "-D")).toHaveLength(PUBLISHED.length);
    expect(server().firewall.list()).toHaveLength(1);
  });
});
