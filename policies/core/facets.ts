import type { Edit, Replacement } from "./fix/edit";
import type { ReplicationUser, Safeguard } from "./instance";
import type { Task, TaskOrder, Versions } from "./task";
import type { Known, Unknown } from "./values";

/** A set of addresses that a resource lets in. */
export interface AccessRule {
  /** Path of the property that lists the sources. */
  property: string;
  /**
   * allowlist: addresses of a database; rule: a security-group rule; group: addresses that other rules refer to
   * (template, address group, prefix list); account: hosts of a MySQL account.
   */
  kind: "allowlist" | "rule" | "group" | "account";
  direction: "ingress" | "egress";
  /**
   * Where the rule filters: at a machine, or at a whole subnet (network ACL), behind which a second filter applies.
   * @default machine
   */
  layer?: "machine" | "subnet";
  /** The property takes a list. */
  list?: true;
  /** The other property, for a rule that has sources of both address families. */
  alsoAt?: string;
  /** Builds the whole entry with another source, where source, ports and protocol form one string. */
  entry?: (source: string) => string;
  /** The sources as written. Absent when the property is absent. */
  sources?: Known<Known<string>[]>;
  /** What the provider takes an absent or empty list to mean; absent when that allows nothing. */
  whenAbsent?: string;
  /**
   * A safeguard, such as a security group, takes the place of sources: its absence allows more than any contents would.
   */
  guard?: string;
  /** dbferry created it. */
  ours?: boolean;
  /** Something other than addresses narrows the rule: another security group, a template, a prefix list. */
  narrowedBy?: {
    property: string;
    value: Known<string>;
    /** group: another security group; addresses: an address list in a separate resource. */
    contents: "group" | "addresses";
    /** False when the whole plan does not contain the list; absent when the plan was not searched. */
    resolved?: boolean;
  };
  /** Ports that are opened; absent for kinds without ports. */
  ports?: Ports;
  /** Other ports on which the plan has a database. */
  databases?: readonly number[];
}

/** Ports and protocol of a security-group rule, with defaults applied. */
export interface Ports {
  property: string;
  protocol: Known<string>;
  /** The text as written; `all` when an absent port means every port. */
  port: Known<string>;
  /** True when the text is the provider's default. */
  byDefault: boolean;
  /** The edits that leave only one TCP port open. */
  only?: (port: number) => readonly Edit[];
  /** Id of a template that holds the ports; the rule itself has none. */
  behind?: Known<string>;
}

/** When a temporary resource must be removed. */
export interface Lifetime {
  /** Path of the property that holds the expiry, or would hold it. */
  property: string;
  /** A user-facing term: "allowlist entry", "public endpoint". */
  what: string;
  /** The migration it belongs to and how that was determined; absent when it belongs to none and needs no expiry. */
  belongsTo?: string;
  /** The expiry as written. */
  expires?: Known<string>;
  /** The expiry of the nearest enclosing component that states one. */
  inherited?: Known<string>;
  /** A line of code that would fix a missing expiry. */
  example: string;
  /** The edits that set an expiry; absent when the resource cannot carry one. */
  ending?: (instant: string) => readonly Edit[];
  /** The resource cannot carry a mark: its expiry can only come from the enclosing component. */
  unmarkable?: boolean;
}

/** Access from the internet that is more than a list of addresses. */
export interface PublicEndpoint {
  property: string;
  what: string;
  /** How to close it. */
  close: string;
  /** The edits that close it. */
  closing: readonly Edit[];
  /** Set while it is unknown whether the address is public. */
  unknown?: Unknown;
  /** It belongs to a migration: its expiry is judged along with everything else that the migration opens. */
  temporary?: true;
  /** A switch on the instance, which outlives the migration. */
  ofInstance?: true;
  /** The migration's mark in the endpoint's own tags. */
  mark?: { tags: string; owned: boolean; expires?: Known<string> };
}

/** One IPsec connection with the provider's defaults applied. */
export interface Tunnel {
  property: string;
  cloud: "alicloud" | "tencentcloud" | "huaweicloud";
  /** Negotiation settings, each with its effective value. */
  settings: TunnelSetting[];
  ikeVersion: Known<string>;
  ikeVersionProperty: string;
  psk?: Known<string>;
  pskProperty: string;
  /** Name of an earlier connection of the same cloud with the same key. */
  pskSharedWith?: string;
  localSubnets: Known<Known<string>[]>;
  localProperty: string;
  remoteSubnets: Known<Known<string>[]>;
  remoteProperty: string;
  /** The evidence that the connection carries an Alibaba DTS task, if any. */
  carriesDts?: string;
}

/** One negotiation setting. */
export interface TunnelSetting {
  property: string;
  kind: "version" | "mode" | "encryption" | "authentication" | "group" | "pfs";
  value: Known<string>;
  byDefault: boolean;
  /** The replacement, in the provider's terms. */
  strong: string;
}

/** How an allowlist is written. */
export interface AllowlistWrite {
  /** Property that names the group. */
  property: string;
  group: Known<string>;
  groupByDefault: boolean;
  /** cover replaces the list, append adds to it. */
  mode: Known<string>;
  modeByDefault: boolean;
  modeProperty: string;
  /** The target, when the write replaces a list of a resource that is not in this plan. */
  ofForeign?: Known<string>;
  /** The same rules as separate resources; absent when they are unknown. */
  single?: readonly Replacement[];
}

/** A password, key or pre-shared key in the inputs. */
export interface SecretSlot {
  property: string;
  what: string;
  /** Whether the engine encrypts it; absent when the pack cannot see that. */
  secret?: boolean;
  /** The value is unknown until the update. */
  unknown?: boolean;
}

/** How a resource is billed. */
export interface Billing {
  property: string;
  value: Known<string>;
  /** The replacement, in the provider's terms. */
  postpaid: string;
  /** It is neither a database nor a task, and belongs to no migration. */
  aside?: true;
}

/** The labels of a temporary resource. */
export interface Label {
  property: string;
  /** The migration or component it belongs to. */
  belongsTo: string;
  /** Names of the labels it has. */
  has: string[];
  unknown?: Unknown;
}

/** What would prevent the teardown from deleting a temporary resource. */
export interface Retained {
  property: string;
  what: string;
  belongsTo: string;
  /** The option that prevents it. */
  kept: "protect" | "helper schema";
}

/** Two networks that a peering connects, as far as the plan shows them. */
export interface Peering {
  property: string;
  cloud: "alicloud" | "tencentcloud" | "huaweicloud";
  /** Blocks of the two networks; absent when the network is not in the plan. */
  left?: { name: string; blocks: Known<string>[]; region?: string };
  right?: { name: string; blocks: Known<string>[]; region?: string };
  /** Names of earlier peerings between the same two networks. */
  twins: string[];
  /** How many networks have a route over the peering. */
  routedSides: number;
  /** Whether the cloud supports peerings across regions. */
  crossRegion: boolean;
}

/** The addresses on one side of a connection, with a user-facing name. */
export interface NetworkBlocks {
  what: string;
  blocks: Known<Known<string>[]>;
}

/** Two networks connected by a tunnel or a peering, whose addresses must not overlap. */
export interface Overlap {
  property: string;
  left: NetworkBlocks;
  right: NetworkBlocks;
}

/** Facets of resources by name; each rule judges one of them. */
export interface Facets {
  opening: AccessRule;
  lifetime: Lifetime;
  endpoint: PublicEndpoint;
  tunnel: Tunnel;
  write: AllowlistWrite;
  task: Task;
  secret: SecretSlot;
  billing: Billing;
  label: Label;
  retained: Retained;
  peering: Peering;
  overlap: Overlap;
  order: TaskOrder;
  versions: Versions;
  topology: Topology;
  login: AdminLogin;
  safeguard: Safeguard;
  replicationUser: ReplicationUser;
}

/** The replication mode of a Tencent transfer's target. */
export interface Topology {
  property: string;
  mode: Known<string>;
  /** The evidence that a transfer writes to it, if any. */
  target?: string;
}

/** A connection from this machine to a MySQL server with administrator credentials. */
export interface AdminLogin {
  property: string;
  /** The mode as written. Absent means the default: `verify` for any connection that leaves the machine. */
  tls?: Known<string>;
  tlsProperty: string;
  host?: Known<string>;
  hostProperty: string;
}

/** Everything that adapters found on one resource. */
export type Facts = { [F in keyof Facets]?: Facets[F][] };
