import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeStack, STACK, writeProject } from "../../cli/demo/workspace";
import { type Sandbox, startSandbox } from "../../sandbox";
import { Field, root } from "./harness";

type Change = (migration: any) => void;

/** A migration between two Alibaba RDS instances by Alibaba DTS, on a separate sandbox. */
export async function alibabaField(change: Change = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-e2e-"));
  const sandbox: Sandbox<"alicloud", "alicloud"> = await startSandbox({
    dir: join(folder, "sandbox"),
    data: "demo",
    clock: 600,
    place: { source: "alicloud", target: "alicloud" },
  });
  const project = (name: string, changed: Change) => projectOf(sandbox, folder, name, changed);
  return {
    field: await project("project", change),
    sandbox,
    /** A second project on the same instances, with its own backend. */
    beside: (changed: Change) => project("beside", changed),
  };
}

async function projectOf(sandbox: Sandbox<"alicloud", "alicloud">, folder: string, name: string, change: Change) {
  const facts = sandbox.facts();
  const project = writeProject(facts as never, root, join(folder, name), (migration) => {
    const { name, owner, expires, cutover } = migration;
    const side = ({ region, instanceId, connect, admin }: typeof sandbox.source | typeof sandbox.target) => ({
      place: "alicloud-rds",
      region,
      instanceId,
      connect,
      admin: { user: admin.user },
    });
    for (const key of Object.keys(migration)) delete migration[key];
    Object.assign(migration, {
      name,
      owner,
      expires,
      cutover,
      engine: "alibaba-dts",
      path: "vpc",
      alibabaDts: { instanceClass: "small" },
      source: { ...side(sandbox.source), databases: sandbox.source.databases },
      target: side(sandbox.target),
      task: { connectWindowSeconds: 1 },
    });
    change(migration);
  });
  await makeStack(project, facts as never);
  const field = Field.on(folder, sandbox as never, project);
  field.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => {
    config["dbferry:clouds"] = { alicloud: { endpoints: sandbox.endpoints.alicloud }, pollSeconds: 0.25 };
  });
  return field;
}
