import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { Field } from "./harness";

/** Settings of a cloud that are wrong in an update which removes everything, or which is refused. */
describe("wrong settings of a cloud", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open();
    field.project.env[ALLOW_VARIABLE] = "http://127.0.0.1";
    const up = await field.up("prepare");
    expect(up.code, up.text).toBe(0);
  });
  afterAll(() => field?.close());

  const state = () => JSON.stringify(field.openings());
  const providers = async () => {
    const { text } = await field.pulumi("stack", "export", "--stack", STACK);
    const resources: { type: string; inputs: object }[] = JSON.parse(text).deployment.resources;
    return resources.flatMap(({ type, inputs }) =>
      /^pulumi:providers:(alicloud|huaweicloud)$/.test(type) ? [[type, inputs]] : [],
    );
  };

  it.each<[what: string, change: (clouds: any) => void, says: RegExp]>([
    ["the project", ({ huaweicloud }) => (huaweicloud.projectId = "0".repeat(32)), /- huaweicloud: .+HW_PROJECT_ID/],
    [
      "the endpoint of VPC",
      ({ huaweicloud }) => (huaweicloud.endpoints.vpc = "http://127.0.0.1:1"),
      /- huaweicloud: .+127\.0\.0\.1:1/,
    ],
    [
      "the endpoint of RDS",
      ({ alicloud }) => (alicloud.endpoints.rds = "http://127.0.0.1:1"),
      /- alicloud: .+; needed: /,
    ],
  ])("together with the end are refused, and do not stay in the state: %s", async (_what, change, says) => {
    const [before, made] = [state(), await providers()];
    let right: any;
    field.configure((config) => {
      right = structuredClone(config["dbferry:clouds"]);
      change(config["dbferry:clouds"]);
    });
    const up = await field.up("cancelled");
    expect(up.code, up.text).not.toBe(0);
    expect(up.text).toMatch(says);
    expect(up.text).toContain("changes nothing in the clouds or on the servers");
    expect([state(), await providers()]).toEqual([before, made]);
    field.configure((config) => {
      config["dbferry:clouds"] = right;
    });
    const again = await field.up("prepare");
    expect(again.code, again.text).toBe(0);
  });

  it("leave no permission to end the task behind, where they were refused together with it", async () => {
    const up = await field.up("migrate");
    expect(up.code, up.text).toBe(0);
    field.configure(({ "dbferry:migration": migration }) => {
      Object.assign(migration, { protectLiveTask: false });
      migration.source.connect = "127.0.0.1:1";
    });
    const refused = await field.up("migrate");
    expect(refused.code, refused.text).not.toBe(0);
    const before = state();
    const destroy = await field.destroy();
    expect(destroy.code, destroy.text).not.toBe(0);
    expect(destroy.text).toMatch(/still moves data \(INCRE\w+\)/);
    expect(state()).toBe(before);
  });
});
