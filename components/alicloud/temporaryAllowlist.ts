import type * as pulumi from "@pulumi/pulumi";
import { AllowlistEntry } from "../../provider/sdk";
import { Component } from "../shared/component";
import { childOf, type Temporary } from "../shared/options";

export interface AlicloudTemporaryAllowlistArgs extends Temporary {
  /** Id of the RDS instance. It may be one that no stack owns: other groups and other entries stay as they are. */
  instanceId: pulumi.Input<string>;
  region: pulumi.Input<string>;
  /** Name of the account that owns it, where it is not the provider's own. */
  account?: string;
  /** A group of the migration's own: 2 to 32 lower-case letters, digits and underscores. The vendor's own groups are refused. */
  group: pulumi.Input<string>;
  /** The exact addresses to let in, as CIDR blocks. */
  cidrs: pulumi.Input<pulumi.Input<string>[]>;
  provider?: pulumi.ProviderResource;
}

/**
 * Addresses on the allowlist of an Alibaba RDS instance for the time of a migration (S000.7, S000.11): appended to a group of
 * their own, read back, and removed exactly.
 */
export class AlicloudTemporaryAllowlist extends Component {
  /** What is let in. */
  readonly cidrs: pulumi.Output<string[]>;

  constructor(name: string, args: AlicloudTemporaryAllowlistArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AlicloudTemporaryAllowlist", name, {}, opts);
    const entry = this.child(
      AllowlistEntry,
      name,
      {
        cloud: "alicloud",
        ...(args.account ? { account: args.account } : {}),
        instanceId: args.instanceId,
        region: args.region,
        group: args.group,
        cidrs: args.cidrs,
        migration: args.migration,
        expires: args.expires,
      },
      childOf(this, args.provider),
    );
    this.cidrs = entry.cidrs;
    this.registerOutputs({ cidrs: this.cidrs });
  }
}
