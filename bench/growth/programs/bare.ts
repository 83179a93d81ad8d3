import { readFileSync } from "node:fs";
import { Connection } from "@pulumi/alicloud/rds/connection";
import { NetworkingSecgroupRule, VpcEip, VpnConnection, VpnCustomerGateway, VpnGateway } from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { type MigrationInput, parseMigration } from "../../../model/spec";
import { AllowlistEntry, MigrationRecord, MysqlAccount, ReplicationTask } from "../../../provider/sdk";
import { tellMemory } from "./memory";
import { benchProviders } from "./providers";

/** One resource of a preview, as reported by the engine. */
export interface Previewed {
  urn: string;
  type: string;
  custom: boolean;
  parent?: string;
  inputs?: Record<string, unknown>;
}

/** The engine's placeholder for values unknown until the update. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

tellMemory();

/** Registers just the resources of another preview: the cost is that of the engine and the vendors' providers. */
const config = new pulumi.Config();
const { migration } = parseMigration(config.requireObject<MigrationInput>("migration"), "prepare");
const providers: Record<string, pulumi.ProviderResource> = benchProviders(migration, config);
const resources: Previewed[] = JSON.parse(readFileSync(config.require("resources"), "utf8"));
const made = new Map<string, pulumi.Resource>();
let unknown: pulumi.Output<string> | undefined;

/** The one resource that is needed of @pulumi/random. */
class RandomPassword extends pulumi.CustomResource {
  static readonly __pulumiType = "random:index/randomPassword:RandomPassword";

  constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    super(RandomPassword.__pulumiType, name, args, { ...opts, version: "4.21.2" });
  }
}

/** Resources are created by class, as in handwritten code; a class knows more properties than are given. */
type Class = new (name: string, args: never, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;
const CLASSES = new Map<string, Class>(
  [
    Connection,
    NetworkingSecgroupRule,
    VpcEip,
    VpnConnection,
    VpnCustomerGateway,
    VpnGateway,
    RandomPassword,
    AllowlistEntry,
    MigrationRecord,
    MysqlAccount,
    ReplicationTask,
  ].map(
    // Internal to the generated SDKs, but present in all of them.
    (one) => [(one as unknown as { __pulumiType: string }).__pulumiType, one as unknown as Class],
  ),
);

/** Values that came from another resource in the original come from a resource here too. */
function withUnknowns(value: unknown): unknown {
  if (value === UNKNOWN) return unknown ?? "known";
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withUnknowns(inner)]));
}

for (const { urn, type, custom, parent, inputs } of resources) {
  const name = urn.split("::").at(-1)!;
  const opts = { parent: parent === undefined ? undefined : made.get(parent) };
  if (!custom) made.set(urn, new pulumi.ComponentResource(type, name, {}, opts));
  else {
    const provider = providers[type.split(":")[0]!];
    const Resource = CLASSES.get(type);
    if (!Resource) throw new Error(`the bare resources have no class for ${type}`);
    const one = new Resource(name, withUnknowns(inputs) as never, { ...opts, provider });
    unknown ??= one.id;
    made.set(urn, one);
  }
}
