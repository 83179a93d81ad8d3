import type { Location } from "../../model/clouds/location";
import type { Opening } from "../../model/openings";
import type { Problem } from "../../model/problems";
import type { Engine } from "../../model/scenario";
import type { Driver, EndpointSpec, Login, Side } from "./driver";
import type { MysqlWork } from "./mysql";

/** Everything outside this process that a resource may talk to; tests put their own in its place. */
export interface Clouds {
  /**
   * @param at both ends of the task, which works in the region and account of the one on the engine's cloud; or that location itself;
   *   absent: the configured one
   * @throws UserProblem when its cloud is not configured, or the engine has no driver
   */
  driver(engine: Engine, at?: TaskEnds | Location): Driver;
  /** @throws UserProblem when it is not configured, or dbferry cannot read it */
  cloud(at: CloudAt): CloudApi;
  mysql: MysqlWork;
  /** Id in the state of the stack that is being updated; absent: its state has none. */
  stateId?: string;
}

/** Where a task moves data from and to. */
export type TaskEnds = Partial<Record<Side, Partial<Pick<EndpointSpec, "cloud" | "region" | "account">>>>;

/** A cloud. Without a region: the configured one; without an account: the first, whose credentials have the vendors' own names. */
export type CloudAt = Pick<Location, "cloud" | "account"> & Partial<Pick<Location, "region">>;

/** What dbferry asks of a cloud itself. Calls that are not offered have no answer: absent is never "nothing there". */
export interface CloudApi {
  /** A server as the cloud has it, and where that contradicts what a migration says of it. */
  instance?(side: Side, instance: InstanceQuery): Promise<InstanceSeen>;
  /** How much of something the account may still have; undefined: the cloud does not limit it. */
  quota?(query: QuotaQuery): Promise<QuotaSeen | undefined>;
  /** Id, as the vendor's Pulumi resource has it, of what a killed update made; several matches return none: only the state knows which is tracked. */
  leftover?(query: LeftoverQuery): Promise<string | undefined>;
  /** Everything temporary of dbferry's, tasks excepted: those are the driver's. */
  openings?(): Promise<Opening[]>;
  /** Gone already is fine. */
  close?(opening: Opening): Promise<void>;
  /** What keeps a caller from a server, as far as it can be seen. */
  guard?(look: GuardLook): Promise<Guard>;
  /** What keeps a service from starting a backup of an instance, one thing each; empty: nothing is seen. */
  backupObstacles?(instanceId: string): Promise<string[]>;
  /** Named allowlists of its database instances; absent: the cloud has none. */
  allowlists?: AllowlistApi;
}

/** A server as a migration describes it. */
export interface InstanceQuery extends Location {
  instanceId: string;
  /** The migration makes its first things: what only passes, such as a backup, is better waited for. */
  starting?: boolean;
  [detail: string]: unknown;
}

/** What a cloud says of a server. What it leaves out is absent, and nothing is concluded from that. */
export interface InstanceSeen {
  problems: Problem[];
  /** Version of MySQL in the vendor's words: "5.7". */
  version?: string;
  /** Size of its volume. */
  volumeGb?: number;
}

/** Something that a migration makes one of, and that the vendor limits the number of. */
export interface QuotaQuery extends CloudAt {
  kind: "eip";
  migration: string;
}

export interface QuotaSeen {
  used: number;
  limit: number;
  /** The migration has its own already. */
  ours: boolean;
}

/** What a migration may have left, in the words of its cloud. */
export interface LeftoverQuery extends CloudAt {
  migration: string;
  /** Id in the state of the stack; absent: nothing bears its mark. */
  stateId?: string;
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
  change(instanceId: string, group: string, how: "add" | "remove", entries: readonly string[]): Promise<void>;
  /** Whether the instance takes changes, and the vendor's word for its state. */
  state(instanceId: string): Promise<{ ready: boolean; vendorState: string }>;
  /** What a refusal means. */
  meaning(error: unknown): "gone" | "busy" | "lastEntry" | undefined;
}
