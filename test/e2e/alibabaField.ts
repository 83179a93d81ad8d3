import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { type Sandbox, startSandbox } from "../../sandbox";
import { Field, root } from "./harness";
import { huaweiSource } from "./huaweiSource";
import { onPremises } from "./onpremField";
import { joinTencent } from "./tencentProject";
import { tencentSource } from "./tencentSourceField";

type Change = (migration: any) => void;
type From = "alicloud" | "huaweicloud" | "onprem" | "tencentcloud";

/** A migration to Alibaba RDS by Alibaba DTS, on a separate sandbox. @param from where its source is */
export async function alibabaField<S extends From = "alicloud">(change: Change = () => {}, from = "alicloud" as S) {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-e2e-"));
  const sandbox = (await startSandbox({
    dir: join(folder, "sandbox"),
    data: "demo",
    clock: 600,
    place: { source: from, target: "alicloud" },
  })) as Sandbox<S, "alicloud">;
  const project = (name: string, changed: Change) => projectOf(sandbox as never, from, folder, name, changed);
  return {
    field: await project("project", change),
    sandbox,
    /** A second project on the same servers, with its own backend. */
    beside: (changed: Change) => project("beside", changed),
  };
}

async function projectOf(
  sandbox: Sandbox<"alicloud", "alicloud">,
  from: From,
  folder: string,
  name: string,
  change: Change,
) {
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, name), (migration) => {
    const { name, owner, expires, cutover, source: example, task } = migration;
    for (const key of Object.keys(migration)) delete migration[key];
    Object.assign(migration, {
      name,
      owner,
      expires,
      cutover,
      engine: "alibaba-dts",
      path: from === "alicloud" ? "vpc" : "public",
      alibabaDts: { instanceClass: "small" },
      source: example,
      target: { ...rds(sandbox.target) },
      task: {
        connectWindowSeconds: 1,
        ...(from === "alicloud" ? {} : { plainSource: task.plainSource }),
      },
    });
    if (from === "alicloud") migration.source = rds(sandbox.source);
    if (from === "onprem") onPremises(migration, facts.source as never);
    if (from === "tencentcloud") migration.source = tencentSource(sandbox.source as never);
    if (from === "huaweicloud") migration.source = huaweiSource(sandbox as never);
    migration.source.databases = sandbox.source.databases;
    change(migration);
  });
  const tencentcloud = from === "tencentcloud" ? joinTencent(project, facts as never) : undefined;
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    const { huaweicloud } = config["dbferry:clouds"];
    config["dbferry:clouds"] = {
      alicloud: { endpoints: sandbox.endpoints.alicloud },
      ...(from === "huaweicloud" ? { huaweicloud } : {}),
      ...(tencentcloud ? { tencentcloud } : {}),
      pollSeconds: 0.25,
    };
  });
  return field;
}

const rds = ({ region, instanceId, connect, admin }: Sandbox<"alicloud", "alicloud">["source" | "target"]) => ({
  place: "alicloud-rds",
  region,
  instanceId,
  connect,
  admin: { user: admin.user },
});
