import type * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../model/clouds";
import type { Engine, Mode, Path } from "../../model/scenario";

export type { Engine, Mode, Path } from "../../model/scenario";

/** A server as a migration task sees it. */
export interface EndpointArgs {
  /** Cloud that it is in, or `onprem`. */
  cloud: pulumi.Input<Cloud | "onprem">;
  /** The cloud's region. The task works in that of the side that it is beside. */
  region?: pulumi.Input<string>;
  /** Name of the account that owns it, where it is not the first one. */
  account?: pulumi.Input<string>;
  /** Id of the RDS instance. */
  instanceId?: pulumi.Input<string>;
  /** Name or address at which the task reaches it. */
  host: pulumi.Input<string>;
  /** @default 3306 */
  port?: pulumi.Input<number>;
  vpcId?: pulumi.Input<string>;
  /** On the side that the task is beside: the subnet that the task is put into. */
  subnetId?: pulumi.Input<string>;
  securityGroupId?: pulumi.Input<string>;
}

/** A server with the migration account. */
export interface LoginArgs extends EndpointArgs {
  user: pulumi.Input<string>;
  /** Kept encrypted in the state, whatever the program says. */
  password: pulumi.Input<string>;
  /** Whether the task uses TLS on this leg; it then needs `ca`. @default false */
  tls?: pulumi.Input<boolean>;
  /** PEM text of the CA that the task verifies the server by. */
  ca?: pulumi.Input<string>;
  /** Why a leg over the internet may be without TLS, who answers for it and until when. */
  plain?: pulumi.Input<{ reason: string; owner: string; expires: string }>;
}

/** How this machine, and not the task, logs in to a server. */
export interface ConnectArgs {
  /** Name or address at which this machine reaches it. */
  host: pulumi.Input<string>;
  /** @default 3306 */
  port?: pulumi.Input<number>;
  user: pulumi.Input<string>;
  /** Kept encrypted in the state, whatever the program says. */
  password: pulumi.Input<string>;
  /** `verify`, `required` (encrypted, nobody verified) or `off`. @default verify; off on loopback */
  tls?: pulumi.Input<"verify" | "required" | "off">;
  /** PEM text or file of the authority that signed the server's certificate. */
  ca?: pulumi.Input<string>;
  /** The name in the certificate, where it is not the host. */
  serverName?: pulumi.Input<string>;
}

export type DatabasesArg = pulumi.Input<"all" | pulumi.Input<string>[]>;
export type EngineArg = pulumi.Input<Engine>;
export type ModeArg = pulumi.Input<Mode>;
export type PathArg = pulumi.Input<Path>;
/** What deletion does while the task still replicates: `refuse` fails, `end` stops it properly first. */
export type WhenLive = "refuse" | "end";

/** One check or gate as a report has it. */
export interface VerdictOutput {
  id: string;
  title: string;
  /** pass, warning, fail, notApplicable or undetermined. */
  status: string;
  found: string;
  needed: string;
  remedy?: string;
  /** Reason of the exemption that accepted it. */
  exempted?: string;
}

/** Outputs that a resource declares, so that they are there, unknown, before the provider fills them in. */
export function declared(names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
