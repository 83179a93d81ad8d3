import { Connection } from "@pulumi/alicloud/rds/connection";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { adopt, port, text } from "../shared/fields";
import { mapped } from "../shared/options";

export const alicloudPublicEndpoint = define({
  kind: "AlicloudPublicEndpoint",
  description:
    "A public endpoint on an Alibaba RDS instance, which has none by default. Removing it leaves the instance as it was before. " +
    "An instance has at most one: where one exists, use it. Creation takes about a minute and is free.",
  inputs: z.strictObject({
    instanceId: text("id of the RDS instance, which need not belong to any stack"),
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9-]{3,38}[a-z0-9]$/, "5 to 40 lower-case letters, digits and hyphens, starting with a letter")
      .describe("first label of the endpoint's domain: 5 to 40 lower-case letters, digits and hyphens"),
    port: port.default(3306).describe("port of the endpoint"),
    adopt,
  }),
  plain: ["adopt"],
  outputs: {
    endpointId: { type: "string", description: "id of the resource: the instance and the first label" },
    host: { type: "string", description: "domain of the endpoint" },
    port: { type: "number", description: "port of the endpoint" },
  },
});

export type AlicloudPublicEndpointArgs = ArgsOf<typeof alicloudPublicEndpoint>;

/**
 * A public endpoint on an Alibaba RDS instance, which has none by default (S000.4, S000.5). Removing it leaves the
 * instance as it was. An instance has at most one; if it already has one, use that.
 *
 * Duration: about a minute. Cost: none.
 */
export class AlicloudPublicEndpoint extends Component<AlicloudPublicEndpointArgs> {
  /** Instance and first label: `rm-1:dbferry-shop-1a2b3c`. */
  readonly endpointId: pulumi.Output<string>;
  /** Domain of the endpoint. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;

  constructor(name: string, args: AlicloudPublicEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super(alicloudPublicEndpoint, name, args, opts);
    const { instanceId, prefix, port = 3306 } = this.args;
    const connection = this.child(
      Connection,
      name,
      {
        instanceId,
        connectionPrefix: prefix,
        port: mapped(port, String),
      },
      // An instance has at most one, so a new one with a different name is created after the old one is deleted.
      { parent: this, import: args.adopt, deleteBeforeReplace: true },
    );
    this.endpointId = connection.id;
    this.host = connection.connectionString;
    this.port = pulumi.output(port).apply((given) => given ?? 3306);
    this.registerOutputs({ endpointId: this.endpointId, host: this.host, port: this.port });
  }
}
