import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Field } from "../harness";

/**
 * States written by dbferry, kept as files: `prepare.json` and `migrate.json`, with placeholders for values that differ
 * between sandboxes (ids, ports, passwords, dates). Never re-record a file to make a test pass: users have such states.
 */
export type RecordedPhase = "prepare" | "migrate";

/** An exported stack with decrypted secrets. */
export type State = { version: number; deployment: { resources: any[]; secrets_providers?: unknown } };

/** The values of this sandbox and run for each placeholder. */
type Values = Map<string, string>;

/** Turns the live state into a file that fits any sandbox. */
export function record(field: Field, phase: RecordedPhase, state: State): void {
  const values = valuesOf(field, state);
  const resources = state.deployment.resources.map(
    ({ sourcePosition: _, stackTrace: __, created: ___, modified: ____, ...rest }) => rest,
  );
  const deployment = { resources };
  const text = JSON.stringify(
    mapped({ version: state.version, deployment }, (leaf) => withPlaceholders(leaf, values)),
    null,
    1,
  );
  writeFileSync(fileOf(phase), `${text}\n`);
}

/** The recorded state, with this sandbox's values and this stack's encryption. */
export function recorded(field: Field, phase: RecordedPhase, live: State): State {
  const values = valuesOf(field, live);
  const state = JSON.parse(readFileSync(fileOf(phase), "utf8")) as State;
  const filled = mapped(state, (leaf) => withValues(leaf, values)) as State;
  filled.deployment.secrets_providers = live.deployment.secrets_providers;
  for (const resource of filled.deployment.resources) {
    const now = live.deployment.resources.find(({ urn }) => urn === resource.urn);
    if (!String(resource.type).startsWith("pulumi:providers:") || !now) continue;
    for (const part of ["inputs", "outputs"] as const) resource[part] = withEndpoints(resource[part], now[part]);
  }
  return filled;
}

/** Endpoints depend on the sandbox, not on the version: a new service there is not a difference. */
function withEndpoints(recorded: Record<string, unknown>, now: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(recorded).map(([key, value]) => {
      if (key === "endpoints" || key === "authUrl") return [key, now[key]];
      const [old, current] = [value, now[key]].map((text) => (isJsonObject(text) ? JSON.parse(text) : {}));
      return [key, old.endpoints ? JSON.stringify({ ...old, endpoints: current.endpoints }) : value];
    }),
  );
}

function isJsonObject(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("{");
}

export function urnsOf(state: State): string[] {
  return state.deployment.resources.map(({ urn }) => urn as string).sort();
}

function fileOf(phase: RecordedPhase): string {
  return join(__dirname, `${phase}.json`);
}

function valuesOf({ sandbox, project }: Field, { deployment }: State): Values {
  const { source, target, credentials, endpoints } = sandbox;
  const of = (type: string) => deployment.resources.find((resource) => resource.type === type);
  const eip = of("huaweicloud:index/vpcEip:VpcEip");
  const task = of("dbferry:index:ReplicationTask");
  const expires = of("dbferry:index:Migration").inputs.expires as string;
  return new Map([
    ["PASSWORD", JSON.parse(of("dbferry:index:MysqlAccount").outputs.password.plaintext)],
    ["SOURCE_PASSWORD", source.admin.password],
    ["TARGET_PASSWORD", target.admin.password],
    ["PROJECT_ID", credentials.huaweicloud.projectId],
    ["HUAWEICLOUD", new URL(endpoints.huaweicloud.drs).host],
    ["ALICLOUD", new URL(endpoints.alicloud.rds).host],
    ["INSTANCE_ID", target.instanceId],
    ["VPC_ID", target.vpcId],
    ["SUBNET_ID", target.subnetId],
    ["SECURITY_GROUP_ID", target.securityGroupId],
    ["SOURCE_PORT", source.connect.split(":")[1]!],
    ["TARGET_PORT", target.connect.split(":")[1]!],
    ["RULE_ID", of("huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule").id],
    ["EIP_ID", eip.id],
    ["EIP_ADDRESS", eip.outputs.address],
    ["TASK_ID", task.id],
    ["TASK_ADDRESS", task.outputs.privateIp],
    ["EXPIRES_EXACT", expires],
    ["EXPIRES", expires.replace(/\.\d+Z$/, "Z")],
    ["EXPIRES_BASIC", expires.replace(/\.\d+Z$/, "Z").replace(/[-:]/g, "")],
    ["PROJECT", project.folder],
  ]);
}

type Leaf = string | number | boolean | null;

function withPlaceholders(leaf: Leaf, values: Values): Leaf {
  if (typeof leaf === "number") {
    const name = [...values].find(([, value]) => value === String(leaf) && leaf > 9999)?.[0];
    return name ? `{{number ${name}}}` : leaf;
  }
  if (typeof leaf !== "string") return leaf;
  return [...values].reduce((text, [name, value]) => text.replaceAll(value, `{{${name}}}`), leaf);
}

function withValues(leaf: Leaf, values: Values): Leaf {
  if (typeof leaf !== "string") return leaf;
  const number = /^\{\{number (\w+)\}\}$/.exec(leaf)?.[1];
  if (number) return Number(values.get(number));
  return leaf.replace(/\{\{(\w+)\}\}/g, (whole, name) => values.get(name) ?? whole);
}

function mapped(tree: unknown, map: (leaf: Leaf) => Leaf): unknown {
  if (Array.isArray(tree)) return tree.map((item) => mapped(item, map));
  if (typeof tree !== "object" || tree === null) return map(tree as Leaf);
  return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, mapped(item, map)]));
}
