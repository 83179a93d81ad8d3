import * as pulumi from "@pulumi/pulumi";
import { declared } from "./shared";

export interface AllowlistEntryArgs {
  /** Cloud of the instance. @default alicloud */
  cloud?: pulumi.Input<string>;
  /** Name of the account that owns it, where it is not the provider's own. */
  account?: pulumi.Input<string>;
  /** Id of the database instance. It need not be one that any stack owns. */
  instanceId: pulumi.Input<string>;
  region: pulumi.Input<string>;
  /** Named group of our own: 2 to 32 lower-case letters, digits or underscores. The vendor's groups are refused. */
  group: pulumi.Input<string>;
  /** IPv4 addresses or CIDR blocks; never everybody, not even in pieces. */
  cidrs: pulumi.Input<pulumi.Input<string>[]>;
  /** Name of the migration that needs them. */
  migration?: pulumi.Input<string>;
  /** When they must be gone, ISO 8601. An allowlist keeps no description: it is in the state only. */
  expires?: pulumi.Input<string>;
  /** Whose it is (`model/expiry`); the group's name holds its digest. */
  mark?: pulumi.Input<string | undefined>;
  /** Name of the group, to take over addresses that are in it already and that another made. */
  adopt?: pulumi.Input<string>;
}

/** Addresses on the IP allowlist of a database instance. Exactly these are added and removed; all else stays as it is. */
export class AllowlistEntry extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:AllowlistEntry";

  declare readonly instanceId: pulumi.Output<string>;
  declare readonly group: pulumi.Output<string>;
  /** What this resource lets in, as the cloud has it. */
  declare readonly cidrs: pulumi.Output<string[]>;
  /** What else the group lets in: nobody's here. */
  declare readonly unmanaged: pulumi.Output<string[]>;
  /** What the last look found otherwise than it should be; the update that follows repairs it, or refuses. */
  declare readonly drift: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: AllowlistEntryArgs, opts?: pulumi.CustomResourceOptions) {
    super(AllowlistEntry.__pulumiType, name, { ...declared(["unmanaged", "drift"]), ...args }, opts);
  }
}
