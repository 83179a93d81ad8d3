import { Connection } from "@pulumi/alicloud/rds/connection";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../shared/component";
import { childOf, mapped } from "../shared/options";

export interface AlicloudPublicEndpointArgs {
  /** Id of the RDS instance. It may be one that no stack owns. */
  instanceId: pulumi.Input<string>;
  /** First label of the endpoint's domain: 5 to 40 lower-case letters, digits and hyphens. */
  prefix: pulumi.Input<string>;
  /** Port of the endpoint. @default 3306 */
  port?: pulumi.Input<number>;
  /** Id of one that a killed run made and did not record; it is taken over. */
  adopt?: string;
  provider?: pulumi.ProviderResource;
}

/**
 * A public endpoint on an Alibaba RDS instance, which has none by default (S000.4, S000.5). Removing it leaves the instance
 * as it was. An instance has at most one: use the one it has when there is one.
 *
 * Duration: about a minute. Cost: none.
 */
export class AlicloudPublicEndpoint extends Component {
  /** Domain of the endpoint. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;

  constructor(name: string, args: AlicloudPublicEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AlicloudPublicEndpoint", name, {}, opts);
    const port = args.port ?? 3306;
    const connection = this.child(
      Connection,
      name,
      {
        instanceId: args.instanceId,
        connectionPrefix: args.prefix,
        port: mapped(port, String),
      },
      childOf(this, args.provider, { import: args.adopt }),
    );
    this.host = connection.connectionString;
    this.port = pulumi.output(port);
    this.registerOutputs({ host: this.host, port: this.port });
  }
}
