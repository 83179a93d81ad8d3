import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { demoSandbox } from "./demoSandbox";
import { Field, root } from "./harness";
import { huaweiSource, moveApart } from "./huaweiSource";

/** A migration between two Huawei RDS instances by Huawei DRS, on a separate sandbox; over the path `vpc`, they share one. */
export async function huaweiField(path: "vpc" | "peering" | "public" = "vpc") {
  const { folder, sandbox } = await demoSandbox({ place: { source: "huaweicloud", target: "huaweicloud" } });
  if (path !== "vpc") moveApart(sandbox);
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, "project"), (migration) => {
    migration.path = path;
    migration.source = huaweiSource(sandbox);
    if (path === "peering")
      migration.peering = { sourceNetwork: "172.16.10.0/24", targetNetwork: networkOf(sandbox.target.privateIp) };
    migration.task = { ...(path === "public" ? migration.task : {}), connectWindowSeconds: 1 };
  });
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    delete config["dbferry:clouds"].alicloud;
  });
  return { field, sandbox };
}

/** The sandbox's subnets are /24. */
const networkOf = (ip: string) => ip.replace(/\d+$/, "0/24");
