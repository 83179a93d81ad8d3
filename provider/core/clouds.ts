import type { Cloud } from "../../model/clouds";
import type { Opening } from "../../model/openings";
import type { Problem } from "../../model/problems";
import type { Engine } from "../../model/scenario";
import type { Driver, Login, Side } from "./driver";
import type { MysqlWork } from "./mysql";

/** Everything outside this process that a resource may talk to; tests put their own in its place. */
export interface Clouds {
  /** @throws UserProblem when its cloud is not configured, or the engine has no driver */
  driver(engine: Engine): Driver;
  /** @throws UserProblem when it is not configured, or dbferry cannot read it */
  cloud(where: Where): CloudApi;
  mysql: MysqlWork;
}

/** A cloud, in a region and an account where others than those of the configuration are meant. */
export interface Where {
  cloud: Cloud;
  region?: string;
  account?: string;
}

/** What dbferry asks of a cloud itself. Calls that are not offered have no answer: absent is never "nothing there". */
export interface CloudApi {
  /** Where the cloud contradicts what a migration says of a server. */
  instanceProblems?(side: Side, instance: InstanceQuery): Promise<Problem[]>;
  /** Id, as the vendor's Pulumi resource has it, of what a killed update made; several matches return none: only the state knows which is tracked. */
  leftover?(query: LeftoverQuery): Promise<string | undefined>;
  /** Everything temporary of dbferry's, tasks excepted: those are the driver's. */
  openings?(): Promise<Opening[]>;
  /** Gone already is fine. */
  close?(opening: Opening): Promise<void>;
  /** What keeps a caller from a server, as far as it can be seen. */
  guard?(look: GuardLook): Promise<Guard>;
  /** Named allowlists of its database instances; absent: the cloud has none. */
  allowlists?: AllowlistApi;
}

/** A server as a migration describes it. */
export interface InstanceQuery extends Required<Pick<Where, "cloud" | "region">> {
  account?: string;
  instanceId: string;
  [detail: string]: unknown;
}

/** What a migration may have left, in the words of its cloud. */
export interface LeftoverQuery extends Where {
  migration: string;
  kind: string;
  /** Living tasks of the migration of this name. */
  tasks(name: string): Promise<{ privateIp?: string }[]>;
  [detail: string]: unknown;
}

export interface GuardLook {
  login: Login;
  side: Side;
  /** Address of the caller. */
  from: string;
  /** Told why a look failed; the message is then only less certain. */
  debug(message: string): void;
}

/** Who may have dropped the packets. */
export interface Guard {
  cause: string;
  fix: string;
  /** Seen in the cloud, not inferred. */
  certain: boolean;
}

/** One named group of an instance's allowlist. */
export interface AllowlistGroup {
  name: string;
  entries: string[];
  /** "hidden": kept by the vendor's own services. */
  attribute: string;
}

/** The allowlists of a cloud's database instances. */
export interface AllowlistApi {
  /** For messages: "Alibaba RDS". */
  readonly title: string;
  groups(instanceId: string): Promise<AllowlistGroup[]>;
  /** Adds to, or takes from, one named group; the rest of the group stays. */
  change(instanceId: string, group: string, how: "Append" | "Delete", entries: readonly string[]): Promise<void>;
  /** `Running` when the instance takes changes; else the vendor's word. */
  status(instanceId: string): Promise<string>;
  /** What a refusal means. */
  meaning(error: unknown): "gone" | "busy" | "lastEntry" | undefined;
}
