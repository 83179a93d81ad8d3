import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { STACK } from "../../cli/demo/workspace";
import { behindOurBack, fine, STANDS } from "./behindOurBack";
import { Field } from "./harness";

describe("an update reads what its phase needs, and does not report success when something is missing", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
    fine(await field.up("prepare"));
  });
  afterAll(() => field?.close());

  const preview = () => field.pulumi("preview", "--diff", "--stack", STACK);
  const unchanged = async (phase: string) => fine(await field.up(phase, "--expect-no-changes"));

  describe("prepared", () => {
    it("what is missing is shown by the preview, and created again", async () => {
      const at = behindOurBack(field);
      at.closeGroup();
      at.releaseEndpoint();
      at.removeRule();
      await at.dropAccount();
      const text = fine(await preview());
      for (const type of ["AllowlistEntry", "Connection", "NetworkingSecgroupRule"])
        expect(text).toMatch(new RegExp(`\\+ .*${type}`));
      expect(text).toMatch(/~ dbferry:index:MysqlAccount/);
      expect(text).toMatch(/the account '\S+'@'\S+' is gone/);
      fine(await field.up("prepare"));
      expect(await at.stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
      // The new endpoint has another address, which firewalls on the way may not know.
      expect(fine(await field.up("prepare"))).toMatch(
        /has moved since its task was created: it had the address \S+, and now/,
      );
      await unchanged("prepare");
    });

    it("an account with another password, other rights or other hosts is repaired, and keeps its password", async () => {
      const at = behindOurBack(field);
      const [account] = await at.accounts();
      const kept = await field.as("source", (db) =>
        db.query("SELECT Password AS hash FROM mysql.user WHERE User = ?", [account!["user"]]),
      );
      await at.each((who) => `SET PASSWORD FOR ${who} = PASSWORD('behind our back')`);
      await at.each((who) => `GRANT DELETE ON *.* TO ${who}`);
      await at.each((who) => `REVOKE REPLICATION SLAVE ON *.* FROM ${who}`);
      await field.as("source", (db) => db.query(`CREATE USER '${account!["user"]}'@'192.0.2.77' IDENTIFIED BY 'x'`));
      const text = fine(await preview());
      for (const words of [
        /has a different password/,
        /privileges that it does not need: DELETE/,
        /lacks .*REPLICATION SLAVE/,
        /for other hosts: .*192\.0\.2\.77/,
      ])
        expect(text).toMatch(words);
      fine(await field.up("prepare"));
      expect(await at.accounts()).toEqual([account]);
      expect(
        await field.as("source", (db) =>
          db.query("SELECT Password AS hash FROM mysql.user WHERE User = ?", [account!["user"]]),
        ),
      ).toEqual(kept);
      await unchanged("prepare");
    });

    it("a task whose mark and name were changed gets them back", async () => {
      const [before] = await field.tasks();
      await field.driver().rename(before!.id, { name: "something-else", description: "whose is this", tags: {} });
      expect(fine(await preview())).toMatch(/no longer shows who owns it/);
      fine(await field.up("prepare"));
      expect(await field.tasks()).toEqual([before]);
      await unchanged("prepare");
    });

    it("an address removed from the group is added again, and other people's addresses are kept", async () => {
      const { rds } = field.sandbox.world.alicloud;
      const [name] = [...rds.get(field.sandbox.source.instanceId).allowlists.keys()].filter((one) =>
        one.startsWith("dbferry_shop"),
      );
      rds.modifyAllowlist(field.sandbox.source.instanceId, name!, "Append", ["192.0.2.10"]);
      field.configure(
        ({ "dbferry:migration": migration }) => (migration.operator = { addresses: ["198.51.100.7/32"] }),
      );
      fine(await field.up("prepare"));
      rds.modifyAllowlist(field.sandbox.source.instanceId, name!, "Delete", ["198.51.100.7"]);
      expect(fine(await preview())).toMatch(/no longer lets 198\.51\.100\.7 in/);
      fine(await field.up("prepare"));
      const entries = [...rds.get(field.sandbox.source.instanceId).allowlists.get(name!)!].map((entry) =>
        entry.replace("/32", ""),
      );
      expect(entries).toEqual(expect.arrayContaining(["198.51.100.7", "192.0.2.10"]));
      expect(entries).toHaveLength(3);
      await unchanged("prepare");
    });

    it("a released EIP or a deleted task is created again, with everything that depends on it", async () => {
      const at = behindOurBack(field);
      const [before] = await field.tasks();
      at.releaseEip();
      fine(await preview());
      fine(await field.up("prepare"));
      expect(await at.stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
      expect((await field.tasks())[0]!.id).not.toBe(before!.id);
      await at.deleteTask();
      expect(fine(await preview())).toMatch(/ReplicationTask.*replace|replace.*ReplicationTask/s);
      fine(await field.up("prepare"));
      expect(await at.stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
      await unchanged("prepare");
    });

    it("after dbferry audit --clean, dbferry up creates everything again", async () => {
      fine(await field.dbferry("audit", "--clean", "--yes"));
      const up = fine(await field.dbferry("up", "--yes"));
      expect(up).toMatch(/succeeded: [1-9]\d* created/);
      expect(await behindOurBack(field).stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
      await unchanged("prepare");
    });

    it("a project without the refresh option: dbferry's own resources are read anyway, and dbferry up reads all", async () => {
      const file = join(field.project.folder, "Pulumi.yaml");
      const { options, ...project } = parse(readFileSync(file, "utf8"));
      expect(options).toEqual({ refresh: "always" });
      writeFileSync(file, stringify(project));
      const at = behindOurBack(field);
      await at.dropAccount();
      expect(fine(await preview())).toMatch(/is gone/);
      fine(await field.up("prepare"));
      at.removeRule();
      expect(fine(await field.dbferry("up", "--yes"))).toMatch(/succeeded: 1 created/);
      expect(await at.stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
      writeFileSync(file, stringify({ options, ...project }));
    });
  });
});
