import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readMark, readTags } from "../../model/expiry";
import { accountName, allowlistGroup, endpointPrefix } from "../../model/names";
import { Field } from "./harness";

/** Two stacks with a migration of the same name, on the same clouds. */
describe("resources of one stack", () => {
  let first: Field;
  let second: Field;
  beforeAll(async () => {
    first = await Field.open();
    second = await first.beside();
  });
  afterAll(() => first?.close());

  const world = () => first.sandbox.world;
  /** Everything that is open in the clouds and on the source. */
  const open = async () => ({
    eips: world()
      .huaweicloud.eips.list()
      .map(({ id, boundTo }) => [id, boundTo]),
    rules: world()
      .huaweicloud.securityGroups.rules()
      .map(({ id }) => id),
    endpoint: world().alicloud.rds.get(first.sandbox.source.instanceId).publicEndpoint?.host,
    allowlists: [...world().alicloud.rds.get(first.sandbox.source.instanceId).allowlists].map(([name, entries]) => [
      name,
      ...entries,
    ]),
    tasks: (await first.tasks()).map(({ id, state, description }) => [id, state, description]),
    accounts: await first.as("source", (db) => db.query("SELECT User, Host FROM mysql.user ORDER BY 1, 2")),
  });
  let made: Awaited<ReturnType<typeof open>>;
  let id: string;

  it("carry its mark: in tags, in descriptions, or in the name", async () => {
    const up = await first.up("migrate");
    expect(up.code, up.text).toBe(0);
    const [eip] = world().huaweicloud.eips.list();
    const mark = readTags(eip!.tags)!;
    id = mark.state!;
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(mark.stack).toBe("organization/dbferry/alibaba-to-huawei");
    const [task] = await first.tasks();
    expect(readMark(task!.description)).toMatchObject({ state: id, stack: mark.stack });
    const rules = world()
      .huaweicloud.securityGroups.rules()
      .flatMap(({ description }) => readMark(description) ?? []);
    expect(rules).toMatchObject([{ state: id, stack: mark.stack }]);
    made = await open();
    const { instanceId } = first.sandbox.source;
    expect(made.endpoint).toContain(endpointPrefix("shop", instanceId, { id }));
    expect(made.allowlists.map(([name]) => name)).toContain(allowlistGroup("shop", instanceId, { id }));
    expect(made.accounts.map(({ User }) => User)).toContain(accountName("shop", { id }));
  });

  it("keep it from one update to the next", async () => {
    const again = await first.up("migrate", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("are refused to a second stack with the same name, before that creates anything, and the message names the owner", async () => {
    const up = await second.up("prepare");
    expect(up.code).not.toBe(0);
    expect(up.text).toMatch(/the stack organization\/dbferry\/alibaba-to-huawei created; it is not touched/);
    expect(up.text).toMatch(/choose another name; or, if no stack uses that task any more, adopt it: adopt\.task: /);
    expect(await open()).toEqual(made);
  });

  it("survive that stack's destroy, its audit, and its audit --clean", async () => {
    const audit = await second.dbferry("audit", "--clean", "--yes");
    expect(audit.text).not.toContain("closing");
    const destroy = await second.destroy();
    expect(destroy.code, destroy.text).toBe(0);
    const after = await second.dbferry("audit", "--clean", "--yes");
    expect(after.text).not.toContain("closing");
    expect(await open()).toEqual(made);
  });

  it("continue to work, and are removed by their own stack", async () => {
    const up = await first.up("migrate", "--expect-no-changes");
    expect(up.code, up.text).toBe(0);
    const cutover = await first.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    const done = await first.up("done");
    expect(done.code, done.text).toBe(0);
    const audit = await first.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });
});
