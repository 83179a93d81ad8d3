import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftIn } from "../../../proofs/package/legs/leg";
import { ForeignProject } from "../../../proofs/package/project";
import { Stage } from "../../../proofs/package/stage";
import { root } from "../harness";

describe("the examples that use a part of the package", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(root);
  });
  afterAll(() => stage?.close());

  it("one component alone: the address is created, marked with its expiry, and removed", async () => {
    const project = new ForeignProject(stage, await stage.sandbox(), "component");
    const { credentials, endpoints, world } = project.sandbox;
    await project.install();
    await project.init({
      region: "cn-north-4",
      expires: new Date(Date.now() + 14 * 86_400_000).toISOString(),
      huaweicloud: {
        projectId: credentials.huaweicloud.projectId,
        endpoints: endpoints.huaweicloud,
        authUrl: `${endpoints.huaweicloud.iam}/v3`,
        skipCheckWebsiteType: true,
      },
    });
    const up = await project.pulumi("up", "--yes", "--skip-preview");
    expect(up.code, up.text).toBe(0);
    const [eip] = world.huaweicloud.eips.list();
    expect(eip!.tags).toMatchObject({ "migrate-id": "shop", owner: "dba-example-com" });
    expect(up.text).toMatch(new RegExp(`cidr\\s*: "${eip!.address}/32"`));
    const down = await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(down.code, down.text).toBe(0);
    expect(leftIn(project)).toEqual([]);
  });

  it("policies only: a program that does not use dbferry passes with one address, and is refused with every address", async () => {
    const project = new ForeignProject(stage, await stage.sandbox(), "policies");
    await project.install();
    await project.init({
      "alicloud:region": "cn-hangzhou",
      securityGroupId: "sg-bp1shop",
      expires: new Date(Date.now() + 14 * 86_400_000).toISOString(),
    });
    const preview = () => project.pulumi("preview", "--policy-pack", "node_modules/dbferry/policies");
    const narrow = await preview();
    expect(narrow.code, narrow.text).toBe(0);
    expect(narrow.text).toContain("local: node_modules/dbferry/policies");
    project.configure({ from: "0.0.0.0/0" });
    const open = await preview();
    expect(open.code, open.text).not.toBe(0);
    expect(open.text).toMatch(/\[mandatory\].*NET-01/);
    expect(open.text).toMatch(/seen:\s+.*0\.0\.0\.0\/0/);
  });
});
