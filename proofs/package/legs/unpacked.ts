import type { ForeignProject } from "../project";
import type { Stage } from "../stage";

/** For programs without npm: the tarball is unpacked beside them, and the stack configures the providers. */

/** Folder beside the program in which the tarball is unpacked. */
export const UNPACKED = "package";

/** The stack configures the provider, including the permission to end a live task. */
export const GIVING_UP = { "dbferry:endLiveTasks": true };

export async function unpack(project: ForeignProject, { tarball }: Pick<Stage, "tarball">): Promise<void> {
  await project.expect("tar", "-xzf", tarball);
  // The policies run in Node.js with the engine's own packages; the provider needs none.
  await project.expect("npm", "install", "--omit=dev", "--no-audit", "--no-fund", "--prefix", UNPACKED);
}

export function addPackage(project: ForeignProject): Promise<string> {
  return project.expect("pulumi", "package", "add", `./${UNPACKED}/provider/pulumi-resource-dbferry`);
}

/** Such a program creates no providers: the stack configures them. */
export async function initConfigured(project: ForeignProject): Promise<void> {
  const { source, target, endpoints, credentials } = project.sandbox.facts();
  await project.init(
    {
      expires: new Date(Date.now() + 14 * 86_400_000).toISOString(),
      source: { region: source.region, instanceId: source.instanceId, connect: source.connect },
      target: {
        region: target.region,
        instanceId: target.instanceId,
        vpcId: target.vpcId,
        subnetId: target.subnetId,
        securityGroupId: target.securityGroupId,
        privateIp: target.privateIp,
        connect: target.connect,
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
