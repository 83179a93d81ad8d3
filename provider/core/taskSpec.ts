import type { Cloud } from "../../model/clouds";
import type { Mode, Path } from "../../model/scenario";
import type { Tables } from "../../model/selection";
import type { ConsistencyCheck } from "../../model/spec/consistencyCheck";

export type Databases = "all" | readonly string[];

export interface EndpointSpec {
  /** Cloud of the server. */
  cloud: Cloud | "onprem";
  region?: string;
  /** Name of the account that owns it, unless it is the default one. */
  account?: string;
  /** The managed database instance that it is. */
  instanceId?: string;
  /** The virtual machine that it runs on, if it is no managed instance. */
  machineId?: string;
  host: string;
  port: number;
  vpcId?: string;
  subnetId?: string;
  securityGroupId?: string;
  /** The VPN gateway through which a server outside of the cloud is reached. */
  gatewayId?: string;
}

export interface Login extends EndpointSpec {
  user: string;
  password: string;
  /** Whether the task uses TLS to this server; default false. */
  tls?: boolean;
  /** PEM text of the authorities that the task verifies the server with; only with TLS. */
  ca?: string;
  /** Why a connection over the internet does without TLS. */
  plain?: PlainLeg;
}

/** An exemption from TLS. */
export interface PlainLeg {
  reason: string;
  owner: string;
  /** ISO 8601 instant. */
  expires: string;
}

/** What a task is created with. */
export interface TaskSpec {
  name: string;
  path: Path;
  mode: Mode;
  source: EndpointSpec;
  target: EndpointSpec;
  /** A public address of ours that the task uses, so that the address survives a new task. */
  eip?: { id: string; address: string };
  description: string;
  tags: Record<string, string>;
  /** The target refuses other writers while the task runs; false for services that cannot enforce this. */
  targetReadOnly: boolean;
  /** The engine's own settings: `task` in its `facts.ts` in `model/engines`, with defaults filled in. */
  own: Readonly<Record<string, unknown>>;
}

/** What a task is configured with before it starts. */
export interface Settings {
  name: string;
  description: string;
  path: Path;
  mode: Mode;
  source: Login;
  target: Login;
  /** As in `TaskSpec`. */
  targetReadOnly: boolean;
  /** Views, routines, triggers and events keep the definer of the source; false for services that cannot do this. */
  keepDefiner: boolean;
  /** The engine's own settings: `run` in its `facts.ts` in `model/engines`, with defaults filled in. */
  own: Readonly<Record<string, unknown>>;
  /** "all": every database except the server's own. */
  databases: Databases;
  /** Of the databases only these tables, and nothing else; absent: all of each database. */
  tables?: Tables;
  /** Start time, for services that take it as configuration; absent: it starts when ordered to. */
  startAt?: Date;
  /** The comparison that the cutover will order, for services that take it as configuration; absent: none. */
  consistencyCheck?: ConsistencyCheck;
  /** Empty unless the service has `can.limitSpeed`. */
  limits: readonly SpeedLimit[];
}

export interface SpeedLimit {
  /** MB/s. */
  speed: number;
  /** Hours of the day, UTC, 0 to 23, both included. */
  fromHour: number;
  toHour: number;
}
