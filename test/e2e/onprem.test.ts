import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSshHost } from "../support/sshHost";
import type { Field } from "./harness";
import { onpremField, typed } from "./onpremField";
import { settles } from "./phases";

/** A server on premises to Huawei RDS by Huawei DRS over the internet (S000.13-S000.20), on the real engine. */
describe("a migration from on premises, phase by phase", () => {
  let made: Awaited<ReturnType<typeof onpremField>>;
  let field: Field;
  beforeAll(async () => {
    made = await onpremField();
    field = made.field;
  });
  afterAll(() => field?.close());

  const eip = () => made.sandbox.world.huaweicloud.eips.list()[0]!.address;
  const task = async () => (await field.tasks())[0]!;
  let printed = "";

  it("prepare prints the commands that let exactly the task's address in, and opens nothing on the server", async () => {
    printed = await settles(field, "prepare");
    expect(printed).toContain(`# open on 192.0.2.20: TCP port 3306 from ${eip()}, and nothing else`);
    expect(printed).toContain("# why: the task of the migration shop in Huawei DRS connects to the database");
    expect(printed).toMatch(/# until: 20\d\d-\d\d-\d\dT/);
    for (const command of ["nft insert rule", "firewall-cmd", "iptables -I INPUT 1"])
      expect(printed).toContain(command);
    expect(printed).toContain("dbferry opens nothing there and looks at nothing there");
    expect(made.server.firewall.list()).toEqual([]);
    const output = await field.pulumi("stack", "output", "hostOpenings");
    expect(printed.replaceAll(/^ +/gm, "")).toContain(output.text.trim());
  });

  it("the account is created for the task's address, and for no other", async () => {
    const rows = await field.as("source", (db) =>
      db.query("SELECT User, Host FROM mysql.user WHERE User LIKE 'df\\_shop%'"),
    );
    expect(rows.map(({ Host }) => Host)).toEqual([eip()]);
  });

  it("migrate gives up while nobody has opened the firewall, and names the address to let in", async () => {
    const run = await field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(run.text).toContain(`no answer to the caller ${eip()}: a firewall drops it, or no route leads there`);
    expect(run.text).toContain(`let ${eip()}, and no other address in its place, in to TCP port 3306`);
    expect(run.text).toMatch(/no connection yet, giving up in \d+ s|connection test failed/);
    expect((await task()).state).toBe("configuring");
    expect(await field.targetDatabases()).toEqual([]);
  });

  it("nor does it start while another address was let in", async () => {
    const wrong = "iptables -I INPUT 1 -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT";
    made.server.firewall.run(wrong);
    const run = await field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(run.text).toContain(`no answer to the caller ${eip()}`);
    expect((await task()).state).toBe("configuring");
    made.server.firewall.run(wrong.replace("-I INPUT 1", "-D INPUT"));
  });

  it("migrate loads and replicates once a person has run the printed command", async () => {
    expect(typed(made.server, printed, "-I")).toHaveLength(1);
    expect(made.server.firewall.admits(eip(), 3306)).toBe(true);
    expect(made.server.firewall.admits("203.0.113.250", 3306)).toBe(false);
    await settles(field, "migrate");
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task and the account, and says that it has not looked at the firewall", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const kind of ["task", "account", "EIP"]) expect(audit.text).toContain(kind);
    expect(audit.text).toContain("not checked: the firewall in front of 192.0.2.20:3306");
  });

  it("cutover proves; done removes everything of the clouds, and proves nothing of the firewall", async () => {
    const address = eip();
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect(made.sandbox.world.huaweicloud.eips.list()).toEqual([]);
    const users = await field.as("source", (db) =>
      db.query("SELECT User FROM mysql.user WHERE User LIKE 'df\\_shop%'"),
    );
    expect(users).toEqual([]);
    // Nobody has closed it, and nothing claims so.
    expect(made.server.firewall.admits(address, 3306)).toBe(true);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(audit.text).not.toContain("nothing is left open");
    expect(audit.text).toContain(`close, if it was opened, TCP port 3306 from ${address} (iptables: iptables -D INPUT`);
    const status = await field.dbferry("status");
    expect(status.text).toContain("NOT KNOWN");
    expect(status.text).toContain("the firewall in front of 192.0.2.20:3306");
    // The printed command closes exactly what the other one opened.
    expect(typed(made.server, done, "-D")).toHaveLength(1);
    expect(made.server.firewall.list()).toEqual([]);
    // It still cannot be seen from here.
    expect((await field.dbferry("audit")).code).toBe(3);
  });

  it("destroy says once more what to close: the state forgets it", async () => {
    const destroyed = await field.destroy();
    expect(destroyed.code, destroyed.text).toBe(0);
    expect(destroyed.text).toContain("# close on 192.0.2.20: TCP port 3306 from");
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(audit.text).toContain("the state does not say what a person was asked to open");
  });
});

describe("a migration from on premises that is given up", () => {
  let made: Awaited<ReturnType<typeof onpremField>>;
  beforeAll(async () => {
    made = await onpremField();
  });
  afterAll(() => made?.field.close());

  it("ends unproven, with what a person has to close", async () => {
    const { field } = made;
    const prepared = await field.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(3);
    expect(cancel.text).toContain("dbferry has nothing more to remove of shop");
    expect(cancel.text).toContain("iptables -D INPUT");
    expect(cancel.text).toContain("to start again: dbferry up --phase prepare");
  });

  it("is opened and closed through SSH where the file says how, with nothing for a person to type", async () => {
    const { field, sandbox } = made;
    const host = await startSshHost();
    try {
      await host.sh("iptables -P INPUT DROP");
      const before = await host.sh("iptables -S");
      const { port, hostKey, privateKey } = host;
      const login = { host: "127.0.0.1", port, hostKey, firewall: "iptables" };
      field.configure((config) => (config["dbferry:migration"].source.ssh = login));
      expect((await field.hide("sourceSshKey", privateKey)).code).toBe(0);
      const planned = await field.dbferry("plan");
      expect(planned.text).toContain("shop-host-rules");
      // Each update makes the rules again, so another one would find that much to do.
      const { text: prepared, code } = await field.up("prepare");
      expect(code, prepared).toBe(0);
      const [eip] = sandbox.world.huaweicloud.eips.list();
      expect(prepared).toContain(`# opened by dbferry on 192.0.2.20: TCP port 3306 from ${eip!.address}`);
      expect(prepared).not.toContain("iptables -I");
      const rules = (await host.sh("iptables -S INPUT")).split("\n");
      expect(rules[1]).toMatch(
        `-A INPUT -s ${eip!.address}/32 -p tcp -m tcp --dport 3306 -m comment --comment "dbferry `,
      );
      const audit = await field.dbferry("audit");
      expect(audit.code, audit.text).toBe(1);
      expect(audit.text).toContain(`dbferry, through SSH as root@127.0.0.1:${port}, lets ${eip!.address} in`);
      const cancel = await field.dbferry("cancel", "--yes");
      expect(cancel.code, cancel.text).toBe(3);
      expect(await host.sh("iptables -S")).toBe(before);
      expect(`${prepared}${audit.text}${cancel.text}`).not.toContain(privateKey.split("\n")[1]);
    } finally {
      await host.close();
    }
  });

  it("a host that the task cannot reach over the internet is refused before anything is created", async () => {
    const { field } = made;
    field.configure((config) => (config["dbferry:migration"].source.host = "10.1.0.7"));
    const refused = await field.pulumi("preview", "--stack", "alibaba-to-huawei");
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("a public IPv4 address, or a full host name");
  });
});
