import { markFor } from "../../../../model/expiry";
import { accountName, taskName } from "../../../../model/names";
import type { Values } from "../../../../plugin/values";
import { alibabaDtsDriver } from "../../../../provider/drivers/alibabaDts";
import type { SandboxOptions } from "../../../../sandbox";
import { MIGRATION, OWNERSHIP, ProviderStage, type Resource } from "../../support/stage";

export const DESCRIPTION = markFor(MIGRATION, new Date("2030-01-01T00:00:00Z"), OWNERSHIP);
export const TAGS = { "migrate-id": MIGRATION };

/** Two Alibaba RDS instances, with the provider between them. */
export async function raiseDts(options: Partial<SandboxOptions> = {}): Promise<ProviderStage> {
  return ProviderStage.raise({
    ...options,
    place: { source: "alicloud", target: "alicloud" },
  } as unknown as SandboxOptions);
}

export function driverOf(stage: ProviderStage, change: object = {}) {
  return alibabaDtsDriver({ ...stage.config.alicloud, ...change });
}

export function endsOf({ sandbox: { source, target } }: ProviderStage) {
  const end = ({ region, instanceId }: { region: string; instanceId: string }) => ({
    cloud: "alicloud" as const,
    region,
    instanceId,
    host: `${instanceId}.mysql.rds.aliyuncs.com`,
    port: 3306,
  });
  return { source: end(source), target: end(target) };
}

export const specOf = (stage: ProviderStage) => ({
  name: taskName(MIGRATION),
  path: "vpc" as const,
  mode: "full+incremental" as const,
  ...endsOf(stage),
  description: DESCRIPTION,
  tags: TAGS,
  targetReadOnly: false,
  own: {},
});

export function makeTask(stage: ProviderStage): Promise<Resource> {
  const { own: _, ...inputs } = specOf(stage);
  return stage.create("ReplicationTask", { ...inputs, engine: "alibaba-dts", whenLive: "end" } as Values);
}

/** Adds blocks to an instance's allowlist, like a user in the console. */
export function letIn(stage: ProviderStage, side: "source" | "target", blocks: readonly string[]): void {
  stage.sandbox.world.alicloud.rds.modifyAllowlist(stage.sandbox[side].instanceId, "dbferry", "Cover", blocks);
}

export function makeAccount(stage: ProviderStage, hosts: string[], task: string): Promise<Resource> {
  return stage.account("source", hosts, task, { engine: "alibaba-dts" });
}

export function runInputs(stage: ProviderStage, taskId: string, password: string, change: Values = {}): Values {
  const { source, target } = endsOf(stage);
  const { user, password: admin } = stage.sandbox.target.admin;
  return {
    taskId,
    engine: "alibaba-dts",
    path: "vpc",
    databases: ["shop"],
    connectWindowSeconds: 1,
    whenLive: "end",
    source: { ...source, user: accountName(MIGRATION, OWNERSHIP), password },
    target: { ...target, user, password: admin },
    alibabaDts: { instanceClass: "small" },
    ...change,
  } as Values;
}
