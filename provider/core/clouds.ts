import type { z } from "zod";
import type { Location } from "../../model/clouds/location";
import type { Hop } from "../../model/hops";
import type { Need } from "../../model/need";
import type { Named, Opening } from "../../model/openings";
import type { Problem } from "../../model/problems";
import type { Engine, Path } from "../../model/scenario";
import type { Side } from "../../model/side";
import type { Connection } from "../../model/spec/connection";
import type { anyGateway } from "../../model/vpn/gateway";
import type { Driver } from "./driver";
import type { HostNames } from "./hostNames";
import type { MysqlWork } from "./mysql";
import type { EndpointSpec, Login } from "./taskSpec";

/** Everything outside this process that a resource may access; tests substitute their own. */
export interface Clouds {
  /**
   * @param at both ends of the task, which works in the region and account of the one on the engine's cloud; or that
   * location itself;
   *   absent: the configured one
   * @throws UserProblem when its cloud is not configured, or the engine has no driver
   */
  driver(engine: Engine, at?: TaskEnds | Location): Driver;
  /** @throws UserProblem when it is not configured, or dbferry has no module for it */
  cloud(at: CloudAt): CloudApi;
  mysql: MysqlWork;
  names: HostNames;
  /** Id in the state of the stack being updated; absent: its state has none. */
  stateId?: string;
}

/** Where a task moves data from and to. */
export type TaskEnds = Partial<Record<Side, Partial<Pick<EndpointSpec, "cloud" | "region" | "account">>>>;

/**
 * A cloud. Without a region: the configured one; without an account: the default one, whose credentials use the
 * vendors' own variable names.
 */
export type CloudAt = Pick<Location, "cloud" | "account"> & Partial<Pick<Location, "region">>;

/**
 * What dbferry itself needs from a cloud. A call that is not implemented gives no answer, which never means "nothing
 * there".
 */
export interface CloudApi {
  /** A server as the cloud reports it, and where that contradicts the migration. */
  instance?(side: Side, instance: InstanceQuery): Promise<InstanceSeen>;
  /** How many more of something the account may have; undefined: the cloud does not limit it. */
  quota?(query: QuotaQuery): Promise<QuotaSeen | undefined>;
  /**
   * Id, in the form of the vendor's Pulumi resource, of what a killed update created; several matches return none: only
   * the state knows which is tracked.
   */
  leftover?(query: LeftoverQuery): Promise<string | undefined>;
  /**
   * Something that a migration is to take over, by its id in the form of the vendor's Pulumi resource: "gone", or how
   * it differs from what is needed, so that it cannot be taken over as it is.
   */
  adoptable?(query: LeftoverQuery, id: string): Promise<"gone" | Unadoptable | undefined>;
  /**
   * What is wrong with something that a migration needs, for people; undefined: nothing. Kits name only needs that
   * their cloud can read.
   */
  lacks?(need: Need): Promise<string | undefined>;
  /**
   * What somebody else has put in the place of something, which the vendor's provider would remove by that place alone, for
   * people; undefined: nothing. @throws where it could not be read
   */
  inPlaceOf?(need: Need, owner: { migration: string; stateId?: string }): Promise<string | undefined>;
  /** Everything temporary that dbferry created, except tasks, which the driver lists. */
  openings?(known?: KnownHere): Promise<OpeningsRead>;
  /** Succeeds if it is already gone. */
  close?(opening: Opening): Promise<void>;
  /** What prevents a caller from reaching a server, as far as can be determined. */
  guard?(look: GuardLook): Promise<Guard>;
  /** What would keep two of its networks from being connected, before anything is created. */
  connectionProblems?(query: ConnectionQuery): Promise<Problem[]>;
  /** Whether packets get from the target's network to the source and back, as read now. */
  connection?(query: ConnectionQuery): Promise<ConnectionSeen>;
  /** What contradicts the VPN that a migration is about to make. */
  vpn?(query: VpnQuery): Promise<Problem[]>;
  /** The way through the tunnels of a migration's VPN, as far as the cloud shows it. */
  tunnel?(query: TunnelQuery): Promise<Hop>;
  /** What prevents a backup of an instance, one cause each; empty: nothing found. */
  backupObstacles?(instanceId: string): Promise<string[]>;
  /** Named allowlists of its database instances; absent: the cloud has none. */
  allowlists?: AllowlistApi;
  /** The addresses that a security group lets in to a port, as named lists; absent: dbferry adds no rules there itself. */
  securityGroup?(at: GuardedPort): AllowlistApi;
}

/** A server's port behind a security group. */
export interface GuardedPort {
  /** Id of the group. */
  id: string;
  port: number;
}

/** What is known in this location of the migration that is audited. It is read even if no list shows it. */
export interface KnownHere {
  migration: string;
  named: readonly Named[];
  /** Whether parts of VPNs are to be read, too. */
  tunnels?: boolean;
  /** Names that the migration gives to parts of VPNs besides its own, whose ids nothing may have recorded. */
  names?: readonly string[];
}

export interface OpeningsRead {
  found: Opening[];
  /** What is known here and could not be read, with the reason. */
  unread: string[];
}

/** A server as a migration describes it. */
export interface InstanceQuery extends Location {
  instanceId: string;
  /**
   * The migration is about to create its first resources, so a temporary state, such as a backup, is better waited out.
   */
  starting?: boolean;
  [detail: string]: unknown;
}

/** Two networks of a cloud that a migration connects. */
export interface ConnectionQuery extends Connection {
  migration: string;
  /** Id in the state of the stack; absent: nothing has its mark. */
  stateId?: string;
  /** Ids that the state has as the migration's own. */
  made?: readonly string[];
}

export interface ConnectionSeen {
  /** What stops packets, each with its fix. */
  shut: { cause: string; fix: string }[];
  /** What lets them through. */
  seen: string[];
  /** What could not be read: without it, nothing is proven. */
  notProven?: string[];
}

/** What a cloud reports about a server. Nothing is concluded from a missing field. */
export interface InstanceSeen {
  problems: Problem[];
  /** MySQL version in the vendor's notation: "5.7". */
  version?: string;
  /** Size of its volume. */
  volumeGb?: number;
}

/** A resource of which a migration creates one and the vendor limits the number. */
export interface QuotaQuery extends CloudAt {
  kind: "eip" | "securityGroupRule";
  migration: string;
  /** Whose security group the rules are for. */
  instanceId?: string;
}

export interface QuotaSeen {
  used: number;
  limit: number;
  /** The migration already has its own. */
  ours: boolean;
  /** The limit is the vendor's usual one: the account's own may be another. */
  usual?: true;
}

/** Why something cannot be taken over. */
export interface Unadoptable {
  seen: string;
  needed: string;
}

/** Something that a migration may have left behind, in its cloud's terms. */
export interface LeftoverQuery extends CloudAt {
  migration: string;
  /** Id in the state of the stack; absent: nothing has its mark. */
  stateId?: string;
  kind: string;
  /** Active tasks of the migration with this name. */
  tasks(name: string): Promise<{ privateIp?: string }[]>;
  [detail: string]: unknown;
}

/** The VPN of a migration, to a gateway in this cloud. */
export interface VpnQuery extends CloudAt {
  /** VPC and subnet of the server in this cloud, or of the gateway. */
  vpcId: string;
  subnetId?: string;
  /** Subnet of the gateway's second address; absent: the cloud needs none. */
  standbySubnetId?: string;
  cloudSubnets: readonly string[];
  /** Networks behind the device, and the route table that is to lead to them, where routes are added to one. */
  deviceSubnets?: readonly string[];
  routeTableId?: string;
  deviceAddress?: string;
  migration?: string;
  /** Id of the stack's state, with which what it has made is marked. */
  stateId?: string;
  /** One that exists, and is to be used. */
  customerGatewayId?: string;
  /** One that exists, and is to be used. */
  gateway?: z.output<typeof anyGateway>;
}

/** A connection through the tunnels of a migration. */
export interface TunnelQuery {
  migration: string;
  /** Addresses of the task. */
  from: readonly string[];
  /** Address of the server behind the device. */
  to: string;
  deviceAddress: string;
}

export interface GuardLook {
  login: Login;
  side: Side;
  /** The path by which the caller's task reaches the source. */
  path: Path;
  /** Address of the caller. */
  from: string;
  /** Called with the reason when a read fails; the message is then only less certain. */
  debug(message: string): void;
}

/** What may have dropped the packets. */
export interface Guard {
  cause: string;
  fix: string;
  /** Read from the cloud, not inferred. */
  certain: boolean;
  /** Read from the cloud: it lets the caller in. */
  admits?: true;
  /** What was read, or would have been. */
  reads?: "allowlist" | "securityGroup";
}

/** One group of an instance's allowlist. */
export interface AllowlistGroup {
  name: string;
  entries: string[];
  /** The vendor's ids of the entries, in their order; absent: it gives them none. */
  ids?: string[];
  /** "hidden": kept by the vendor's own services. */
  attribute: string;
}

/** The allowlists of a cloud's database instances. */
export interface AllowlistApi {
  /** For messages: "Alibaba RDS". */
  readonly title: string;
  /** An entry that admits nobody, where a group must not be empty. */
  readonly nobody: string;
  /**
   * An entry's group is a text that anybody can change, and the same entry is there at most once: with another text, it may be ours. Absent: an entry stays
   * in its group.
   */
  readonly renamable?: true;
  /** @param rules the vendor's ids of what was added: it is among the entries wherever it is, and whatever somebody has made of it */
  groups(instanceId: string, rules?: readonly string[]): Promise<AllowlistGroup[]>;
  /** Adds entries to, or removes them from, one group; its other entries are kept. */
  change(instanceId: string, group: string, how: "add" | "remove", entries: readonly string[]): Promise<void>;
  /** Whether the instance accepts changes, and the vendor's name for its state. */
  state(instanceId: string): Promise<{ ready: boolean; vendorState: string }>;
  /** What a refusal means. */
  meaning(error: unknown): "gone" | "busy" | "lastEntry" | undefined;
}
