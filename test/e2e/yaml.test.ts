import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ForeignProject } from "../../proofs/package/project";
import { Stage } from "../../proofs/package/stage";
import { ensureYamlHost } from "../../scripts/toolchain/yamlHost.mjs";

const root = resolve(__dirname, "../..");

describe("a project in YAML, outside the clone, with the package from its tarball", () => {
  let stage: Stage;
  let project: ForeignProject;
  beforeAll(async () => {
    ensureYamlHost();
    stage = await Stage.open(root);
    project = new ForeignProject(stage, await stage.sandbox(), "yaml");
    await project.expect("tar", "-xzf", stage.tarball);
  });
  afterAll(() => stage?.close());

  it("adds the package with the engine's own command", async () => {
    const { code, text } = await project.run("pulumi", "package", "add", "./package/provider/pulumi-resource-dbferry");
    expect(text).toContain("Added package dbferry");
    expect(code).toBe(0);
  });

  it("previews, stands up, and takes down the whole migration", async () => {
    const { source, target, endpoints, credentials } = project.sandbox.facts();
    const expires = new Date(Date.now() + 14 * 86_400_000).toISOString();
    await project.init(
      {
        expires,
        source: { region: source.region, instanceId: source.instanceId, connect: source.connect },
        target: {
          ...{ region: target.region, instanceId: target.instanceId, vpcId: target.vpcId, subnetId: target.subnetId },
          ...{ securityGroupId: target.securityGroupId, privateIp: target.privateIp, connect: target.connect },
        },
        "alicloud:region": source.region,
        "alicloud:accountType": "Domestic",
        "alicloud:protocol": "HTTP",
        "alicloud:endpoints": JSON.stringify([{ rds: new URL(endpoints.alicloud.rds).host }]),
        "huaweicloud:region": target.region,
        "huaweicloud:projectId": credentials.huaweicloud.projectId,
        "huaweicloud:skipCheckWebsiteType": true,
        "huaweicloud:endpoints": JSON.stringify(endpoints.huaweicloud),
        "huaweicloud:authUrl": `${endpoints.huaweicloud.iam}/v3`,
        "dbferry:alicloud": JSON.stringify({ region: source.region, endpoints: endpoints.alicloud }),
        "dbferry:huaweicloud": JSON.stringify({ region: target.region, endpoints: endpoints.huaweicloud }),
        "dbferry:pollSeconds": 0.25,
      },
      { sourcePassword: source.admin.password, targetPassword: target.admin.password },
    );
    const preview = await project.pulumi("preview");
    expect(preview.text).toContain("dbferry:index:ReplicationTask");
    expect(preview.code, preview.text).toBe(0);
    const up = await project.pulumi("up", "--yes", "--skip-preview");
    expect(up.text).toContain("shop-task");
    expect(up.code, up.text).toBe(0);
    const down = await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(down.code, down.text).toBe(0);
  });
});
