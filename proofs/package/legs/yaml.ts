import { ForeignProject } from "../project";
import type { Stage } from "../stage";
import { goThrough, type Leg } from "./leg";

/** Where the tarball lies once it is unpacked beside the program. */
const UNPACKED = "package";

/** The provider is the stack's to configure, also with the word that a live task may end. */
export const GIVING_UP = { "dbferry:endLiveTasks": true };

/** A program in YAML, which has the unpacked tarball beside it. */
export const yaml: Leg = {
  async run(stage, say) {
    const project = await openYaml(stage);
    say("pulumi package add");
    await addPackage(project);
    await initYaml(project);
    return goThrough(project, `${UNPACKED}/policies`, say, GIVING_UP);
  },
};

/** Needs the language host, which the toolchain makes (`ensureYamlHost`). */
export async function openYaml(stage: Stage): Promise<ForeignProject> {
  const project = new ForeignProject(stage, await stage.sandbox(), "yaml");
  await project.expect("tar", "-xzf", stage.tarball);
  // The policies run in Node.js with the engine's own packages; the provider needs nothing.
  await project.expect("npm", "install", "--omit=dev", "--no-audit", "--no-fund", "--prefix", UNPACKED);
  return project;
}

export function addPackage(project: ForeignProject): Promise<string> {
  return project.expect("pulumi", "package", "add", `./${UNPACKED}/provider/pulumi-resource-dbferry`);
}

/** A program in YAML makes no providers of its own: the stack configures them. */
export async function initYaml(project: ForeignProject): Promise<void> {
  const { source, target, endpoints, credentials } = project.sandbox.facts();
  await project.init(
    {
      expires: new Date(Date.now() + 14 * 86_400_000).toISOString(),
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
}
