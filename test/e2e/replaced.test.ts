import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { PATIENCE } from "../support/patience";
import { behindOurBack, fine, STANDS } from "./behindOurBack";
import { Field } from "./harness";

describe("a replacement that keeps the identity does not remove it", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
    fine(await field.up("prepare"));
  });
  afterAll(() => field?.close());

  /** One update that replaces all resources of these types. */
  async function replaced(phase: string, ...types: string[]): Promise<void> {
    const { deployment } = JSON.parse(fine(await field.pulumi("stack", "export", "--stack", STACK)));
    const found = (deployment.resources as { urn: string; type: string }[]).filter(({ type }) =>
      types.some((one) => type.endsWith(`:${one}`)),
    );
    expect(found).toHaveLength(types.length);
    const text = fine(await field.up(phase, ...found.flatMap(({ urn }) => ["--replace", urn])));
    expect(text).toMatch(new RegExp(`\\+-\\s*${types.length} replaced`));
  }
  const unchanged = async (phase: string) => fine(await field.up(phase, "--expect-no-changes"));
  const ids = () => ({
    endpoint: field.sandbox.world.alicloud.rds.get(field.sandbox.source.instanceId).publicEndpoint?.host,
    eips: field.sandbox.world.huaweicloud.eips.list().length,
  });

  it("each by itself, before the task runs", async () => {
    const before = ids();
    await replaced("prepare", "AllowlistEntry", "MysqlAccount", "NetworkingSecgroupRule", "MigrationRecord");
    expect(await behindOurBack(field).stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
    await unchanged("prepare");
    expect(ids()).toEqual(before);
  });

  it("all at once: EIP, endpoint, task and what depends on them", async () => {
    const before = ids();
    const types = ["VpcEip", "Connection", "ReplicationTask", "AllowlistEntry", "MysqlAccount"];
    await replaced("prepare", ...types, "NetworkingSecgroupRule", "MigrationRecord");
    expect(await behindOurBack(field).stands()).toEqual({ ...STANDS, tasks: ["configuring"] });
    await unchanged("prepare");
    expect(ids()).toEqual(before);
  });

  it("while the task replicates, which does not notice", async () => {
    fine(await field.up("migrate"));
    const [task] = await field.tasks();
    await replaced("migrate", "AllowlistEntry", "MysqlAccount", "MigrationRecord");
    expect(await behindOurBack(field).stands()).toEqual({ ...STANDS, tasks: ["incremental"] });
    // The rule that the task connects through is not deleted first, and the cloud refuses a duplicate.
    await expect(replaced("migrate", "NetworkingSecgroupRule")).rejects.toThrow(
      /already exists|SecurityGroupRuleExists/,
    );
    expect(await behindOurBack(field).stands()).toEqual({ ...STANDS, tasks: ["incremental"] });
    expect((await field.tasks()).map(({ id }) => id)).toEqual([task!.id]);
    await field.as("source", (db) => db.query("UPDATE shop.country SET name = 'after it' WHERE id = 1"));
    await vi.waitFor(async () => {
      const [row] = await field.as("target", (db) => db.query("SELECT name AS name FROM shop.country WHERE id = 1"));
      expect(row?.["name"]).toBe("after it");
    }, PATIENCE);
    await unchanged("migrate");
  });
});
