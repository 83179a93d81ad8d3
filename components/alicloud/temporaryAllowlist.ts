import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ownerMark } from "../../model/expiry";
import { AllowlistEntry } from "../../provider/sdk";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary, text } from "../shared/fields";
import { mapped } from "../shared/options";

export const alicloudTemporaryAllowlist = define({
  kind: "AlicloudTemporaryAllowlist",
  description:
    "Addresses on the allowlist of an Alibaba RDS instance for the duration of a migration: added in a separate group, verified, " +
    "and the only ones removed again.",
  inputs: z.strictObject({
    ...temporary,
    instanceId: text(
      "id of the RDS instance, which need not belong to any stack: other groups and entries are left unchanged",
    ),
    region: text("its region"),
    account: z.string().min(1).optional().describe("name of the account that owns it, if it is not the provider's own"),
    group: text(
      "a group for this migration only: 2 to 32 lower-case letters, digits and underscores; the vendor's own groups are refused",
    ),
    cidrs: z
      .array(z.string().min(1))
      .min(1, "at least one address")
      .describe("the exact addresses to let in, as CIDR blocks"),
    adopt: z
      .string()
      .optional()
      .describe("name of the group, to take over addresses already in it that something else added"),
  }),
  plain: [...TEMPORARY, "account", "adopt"],
  outputs: { cidrs: { type: "string[]", description: "the admitted blocks, as the cloud reports them" } },
});

export type AlicloudTemporaryAllowlistArgs = ArgsOf<typeof alicloudTemporaryAllowlist>;

/**
 * Addresses on the allowlist of an Alibaba RDS instance for the duration of a migration (S000.7, S000.11): added to a
 * separate group, verified, and removed exactly.
 */
export class AlicloudTemporaryAllowlist extends Component<AlicloudTemporaryAllowlistArgs> {
  /** The addresses that are let in. */
  readonly cidrs: pulumi.Output<string[]>;

  constructor(name: string, args: AlicloudTemporaryAllowlistArgs, opts?: pulumi.ComponentResourceOptions) {
    super(alicloudTemporaryAllowlist, name, args, opts);
    const { account, instanceId, region, group, cidrs, migration, expires, ownership, adopt: adopted } = this.args;
    const entry = this.child(
      AllowlistEntry,
      name,
      {
        cloud: "alicloud" as const,
        ...(account ? { account } : {}),
        instanceId,
        region,
        group,
        cidrs,
        migration,
        expires,
        ...(ownership ? { mark: mapped(ownership, (by) => by && ownerMark(migration, by)) } : {}),
        ...(adopted ? { adopt: adopted } : {}),
      },
      { parent: this },
    );
    this.cidrs = entry.cidrs;
    this.registerOutputs({ cidrs: this.cidrs });
  }
}
