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
  /** Where the rule filters: of a machine, or of its whole subnet (network ACL), which a second filter stands behind. @default machine */
  layer?: "machine" | "subnet";
  /** The property takes a list. */
  list?: true;
  /** Where a rule with sources of both families has the other one. */
  alsoAt?: string;
  /** The whole entry with another source, where source, ports and protocol are one text. */
  entry?: (source: string) => string;
  /** The sources as written. Absent when the property is absent. */
  sources?: Known<Known<string>[]>;
  /** What an absent or empty list means to the provider; absent when it lets nothing in. */
  whenAbsent?: string;
  /** What stands for sources is a guard of its own, such as a security group: its absence opens more than any of its contents. */
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
  /** Ports let in; absent for kinds without ports. */
  ports?: Ports;
  /** Further ports on which the plan has a database. */
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
  /** The edits that leave one TCP port open. */
  only?: (port: number) => readonly Edit[];
  /** Id of a template that has the ports; the rule itself shows none. */
  behind?: Known<string>;
}

/** When a temporary resource must be gone. */
export interface Lifetime {
  /** Path of the property that carries the expiry, or where it would be written. */
  property: string;
  /** What a user calls it: "allowlist entry", "public endpoint". */
  what: string;
  /** The migration it belongs to and how that is known; absent when it belongs to none and needs no expiry. */
  belongsTo?: string;
  /** The expiry as written. */
  expires?: Known<string>;
  /** The expiry of the nearest component above that states one. */
  inherited?: Known<string>;
  /** A line of code that would fix a missing expiry. */
  example: string;
  /** The edits that write an expiry; absent when the resource cannot carry one. */
  ending?: (instant: string) => readonly Edit[];
  /** The resource cannot carry a mark: its expiry can only be that of the component above. */
  unmarkable?: boolean;
}

/** Access from the internet that is more than a list of addresses. */
export interface PublicEndpoint {
  property: string;
  what: string;
  /** How it is closed. */
  close: string;
  /** The edits that close it. */
  closing: readonly Edit[];
  /** Whether the address is public is not known yet. */
  unknown?: Unknown;
  /** A migration's: its expiry is judged with that of everything else that the migration opens. */
  temporary?: true;
  /** A switch on the instance, which stays when the migration is over. */
  ofInstance?: true;
  /** The mark of a migration in its own tags. */
  mark?: { tags: string; owned: boolean; expires?: Known<string> };
}

/** One IPsec connection with the provider's defaults applied. */
export interface Tunnel {
  property: string;
  cloud: "alicloud" | "tencentcloud" | "huaweicloud";
  /** Settings of the negotiation, each with the value in force. */
  settings: TunnelSetting[];
  ikeVersion: Known<string>;
  ikeVersionProperty: string;
  psk?: Known<string>;
  pskProperty: string;
  /** The name of an earlier connection of the same cloud with the same key. */
  pskSharedWith?: string;
  localSubnets: Known<Known<string>[]>;
  localProperty: string;
  remoteSubnets: Known<Known<string>[]>;
  remoteProperty: string;
  /** What shows that the connection carries an Alibaba DTS task; absent when nothing does. */
  carriesDts?: string;
}

/** One setting of a negotiation. */
export interface TunnelSetting {
  property: string;
  kind: "version" | "mode" | "encryption" | "authentication" | "group" | "pfs";
  value: Known<string>;
  byDefault: boolean;
  /** What to write instead, in the provider's terms. */
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
  /** The target, when the write replaces a list of a resource that this plan does not declare. */
  ofForeign?: Known<string>;
  /** The same rules as resources of their own; absent when they are not known. */
  single?: readonly Replacement[];
}

/** A password, key or pre-shared key in the inputs. */
export interface SecretSlot {
  property: string;
  what: string;
  /** Whether the engine will keep it encrypted; absent when the pack cannot see that. */
  secret?: boolean;
  /** The value is not known before the update. */
  unknown?: boolean;
}

/** How a resource is paid. */
export interface Billing {
  property: string;
  value: Known<string>;
  /** What to write instead, in the provider's terms. */
  postpaid: string;
  /** It is neither a database nor a task, and belongs to no migration. */
  aside?: true;
}

/** The labels of a temporary resource. */
export interface Label {
  property: string;
  /** The migration or component it belongs to. */
  belongsTo: string;
  /** Names of its labels. */
  has: string[];
  unknown?: Unknown;
}

/** What keeps the teardown from deleting a temporary resource. */
export interface Retained {
  property: string;
  what: string;
  belongsTo: string;
  /** The option that keeps it. */
  kept: "protect" | "helper schema";
}

/** Two networks that a peering connects, as far as the plan shows them. */
export interface Peering {
  property: string;
  cloud: "alicloud" | "tencentcloud" | "huaweicloud";
  /** Blocks of the two networks; absent when the plan does not contain the network. */
  left?: { name: string; blocks: Known<string>[]; region?: string };
  right?: { name: string; blocks: Known<string>[]; region?: string };
  /** Names of earlier peerings between the same two networks. */
  twins: string[];
  /** How many networks have a route over the peering. */
  routedSides: number;
  /** Whether the cloud's peerings cross regions. */
  crossRegion: boolean;
}

/** The addresses on one side of a connection, and what a user calls them. */
export interface NetworkBlocks {
  what: string;
  blocks: Known<Known<string>[]>;
}

/** Two networks that a tunnel or a peering connects and that must not share an address. */
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
  /** What shows that a transfer writes to it; absent when nothing does. */
  target?: string;
}

/** A connection from this machine to a MySQL server with administrator credentials. */
export interface AdminLogin {
  property: string;
  /** The mode as written; absent means the default, `verify` wherever the connection leaves the machine. */
  tls?: Known<string>;
  tlsProperty: string;
  host?: Known<string>;
  hostProperty: string;
}

/** Everything that adapters found on one resource. */
export type Facts = { [F in keyof Facets]?: Facets[F][] };
