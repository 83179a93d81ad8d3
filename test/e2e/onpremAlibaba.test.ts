import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alibabaField } from "./alibabaField";
import type { Field } from "./harness";
import { typed } from "./onpremField";
import { settles } from "./phases";

/** A server on premises to Alibaba RDS by Alibaba DTS over the internet, on the real engine. */
describe("a migration from on premises to Alibaba Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof alibabaField<"onprem">>>;
  let field: Field;
  beforeAll(async () => {
    made = await alibabaField(() => {}, "onprem");
    field = made.field;
  });
  afterAll(() => field?.close());

  const server = () => made.sandbox.world.onprem.list()[0]!;
  /** What the service lists for a source at a public address, and for an instance of its own cloud. */
  const [INTERNET, INSIDE] = [
    ["192.0.2.32/29", "192.0.2.40/29"],
    ["100.104.52.0/24", "100.104.53.0/24"],
  ];
  const ours = () =>
    made.sandbox.world.alicloud.rds
      .list()
      .flatMap(({ allowlists }) => [...allowlists].filter(([name]) => name !== "default"))
      .flatMap(([, entries]) => [...entries]);
  const words = (text: string) => text.replace(/\s+/g, " ");
  let printed = "";

  it("is refused before anything is created without an exemption for the unencrypted connection", async () => {
    let plain: unknown;
    field.configure((config) => {
      plain = config["dbferry:migration"].task.plainSource;
      delete config["dbferry:migration"].task.plainSource;
    });
    const refused = await field.up("prepare");
    expect(refused.code).not.toBe(0);
    expect(words(refused.text)).toMatch(
      /task\.plainSource: nothing; needed: an exemption: Alibaba DTS offers no encrypted/,
    );
    expect(made.sandbox.world.calls.size).toBe(0);
    field.configure((config) => {
      config["dbferry:migration"].task.plainSource = plain;
    });
  });

  it("prepare prints the commands for the service's own ranges, and opens only the target for those inside its cloud", async () => {
    printed = await settles(field, "prepare");
    for (const block of INTERNET)
      expect(printed).toContain(`# open on 192.0.2.20: TCP port 3306 from ${block}, and nothing else`);
    expect(printed).toContain("# why: the task of the migration shop in Alibaba DTS connects to the database");
    for (const block of INSIDE) expect(printed).not.toContain(block);
    expect(server().firewall.list()).toEqual([]);
    expect(ours()).toEqual(INSIDE);
    const accounts = await field.as("source", (db) =>
      db.query("SELECT Host FROM mysql.user WHERE User LIKE 'df\\_shop%' ORDER BY Host"),
    );
    expect(accounts.map(({ Host }) => Host)).toEqual(["192.0.2.32/255.255.255.248", "192.0.2.40/255.255.255.248"]);
  });

  it("migrate gives up while only another address was let in, and says what to let in", async () => {
    const wrong = "iptables -I INPUT 1 -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT";
    server().firewall.run(wrong);
    const run = await field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(words(run.text)).toContain("CHECK_CONN_SRC: failed");
    expect(words(run.text)).toContain("let every address of the task in to TCP port 3306 on every firewall");
    expect(await field.targetDatabases()).toEqual([]);
    server().firewall.run(wrong.replace("-I INPUT 1", "-D INPUT"));
  });

  it("migrate loads and replicates once a person has run the printed commands", async () => {
    expect(typed(server(), printed, "-I")).toHaveLength(INTERNET.length);
    await settles(field, "migrate");
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, the account and the target's ranges, and says that it has not looked at the firewall", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const one of ["Alibaba DTS task dbferry-shop", "account", "allowlist group dbferry_shop"])
      expect(words(audit.text)).toContain(one);
    expect(audit.text).toContain("not checked: the firewall in front of 192.0.2.20:3306");
  });

  it("cutover proves although the service moves its position by a statement of its own; done closes all but the firewall", async () => {
    const databases = await field.as("source", (db) => db.query("SHOW DATABASES LIKE 'test'"));
    expect(databases).toHaveLength(1);
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect(ours()).toEqual([]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    for (const block of INTERNET)
      expect(audit.text).toContain(`close, if it was opened, TCP port 3306 from ${block} (iptables: iptables -D INPUT`);
    const status = await field.dbferry("status");
    expect(status.text).toContain("NOT KNOWN");
    expect(typed(server(), done, "-D")).toHaveLength(INTERNET.length);
    expect(server().firewall.list()).toEqual([]);
  });
});
