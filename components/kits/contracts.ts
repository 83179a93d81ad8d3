import type * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../model/clouds";
import type { Location } from "../../model/clouds/location";
import type { HostOpening } from "../../model/hostOpening";
import type { Ownership } from "../../model/ownership";
import type { Phase } from "../../model/phase";
import type { Side } from "../../model/side";
import type { Migration, Place } from "../../model/spec";
import type { Vpn } from "../../model/spec/vpn";
import type { DeviceForm } from "../../model/vpn/devices";
import type { types } from "../../provider/sdk";
import type { Component } from "../shared/component";
import type { Temporary } from "../shared/options";

/**
 * Contracts that a vendor, a network path and an engine implement for a migration. `components/migration` composes them
 * without knowing any vendor; each contract has one table in this folder.
 */

export type { Side } from "../../model/side";

/**
 * Ids of what a killed run created and did not record, by its role in the migration: taken over instead of created
 * again.
 */
export type Leftovers = Readonly<Record<string, string>>;

/** One migration being built. */
export interface Building {
  /** Parent of everything that is created. */
  parent: Component;
  /** Name of the component; the names of its parts begin with it. */
  name: string;
  spec: Migration;
  phase: Phase;
  /** Whether the task moves data already, or has moved it, so that its settings cannot change any more. */
  hasMoved(): Promise<boolean>;
  /** The provider for a region of a cloud, in an account; undefined: children inherit it by their package. */
  provider(at: Location): pulumi.ProviderResource | undefined;
  adopt: Leftovers;
  temporary: Temporary;
  /** The owning stack, which is part of names and marks. */
  ownership: pulumi.Input<Ownership>;
  /**
   * Records a resource of a vendor's provider that the task needs: an update reads it in the cloud, whether or not the
   * engine refreshes it.
   */
  need(made: Needed): void;
}

/** Something that is needed, with what is known of it at creation. */
export type Needed = types.input.NeedArgs;

type Sides = { source: Migration["source"]; target: Migration["target"] };

/** One side of a migration: the spec of a server in a place. */
export interface Site<P extends Place = Place> extends Building {
  side: Side;
  at: Extract<Sides[Side], { place: P }>;
}

/** A server as the task reaches it. */
export type Reachable = types.input.EndpointArgs & { host: pulumi.Output<string>; port: pulumi.Output<number> };

/** One of our public addresses that a task uses. */
export interface PublicAddress {
  id: pulumi.Output<string>;
  address: pulumi.Output<string>;
}

/** A VPN between the network of a server in a cloud and that of one on premises. */
export interface SiteToSite {
  /** What must exist before anything connects. */
  resources: pulumi.Resource[];
  /** What an administrator enters on the on-premises device, in each form; without the keys. */
  deviceSettings: Record<DeviceForm, pulumi.Output<string>>;
  /** The keys of the tunnels, a secret. */
  preSharedKeys: pulumi.Output<string[]>;
  /** What the service is told of the way to a server behind the VPN; absent: its address is enough, as the task is in that network. */
  reachedBy?: { vpcId: string; subnetId?: string; gatewayId?: pulumi.Output<string> };
}

/** The callers, as CIDR blocks: a separate item each, or one list if only the service knows its length. */
export type Callers = readonly pulumi.Input<string>[] | pulumi.Output<string[]>;

/** What was opened for a caller. */
export interface Admission {
  /** What must exist before the caller connects. */
  resources: pulumi.Resource[];
  /** Who is let in, or has to be, as CIDR blocks. */
  admitted: pulumi.Output<string[]>;
  /** What a person has to open, because no API reaches it; absent: nothing. */
  byHand?: pulumi.Output<HostOpening[]>;
}

/** Something that a killed update may have created: the query for its cloud. */
export interface LeftoverQuery {
  /** Key in `Leftovers`. */
  key: string;
  cloud: Cloud;
  region: string;
  account?: string;
  /** The cloud's name for the kind of resource, with what identifies ours. */
  kind: string;
  [detail: string]: unknown;
}

/** A resource that a migration creates and the vendor limits the number of. */
export interface QuotaQuery {
  kind: "eip" | "task" | "securityGroupRule";
  cloud: Cloud;
  region: string;
  account?: string;
  /** Exact name of the task. */
  name?: string;
  /** How many of it; default: one. */
  count?: number;
  /** Whose security group the rules are for. */
  instanceId?: string;
  /** False: the service says how many more. */
  counted?: boolean;
  /** It already exists, so it does not count again. */
  made?: boolean;
}

/** A place that a database can be in. */
export interface PlaceKit<P extends Place = Place> {
  /** The server's address according to the spec alone: known in every phase. */
  known(site: Site<P>): { host: pulumi.Input<string>; port: number };
  /** Its address before the migration creates anything; undefined: none. Absent: the same as `known`. */
  before?(site: Site<P>): { host: string; port: number } | undefined;
  /** Makes the server reachable: over the internet, or from its private network. */
  endpoint(site: Site<P>, over: "public" | "private"): Reachable;
  /**
   * Lets callers in to the server's port. Each is a separate item, so that one that is not known yet does not hide the
   * others from the rules.
   */
  letIn(site: Site<P>, from: Callers): Admission;
  /**
   * Connects the server's network, in which the task runs, with that of another server of the same cloud, with routes both ways; absent:
   * the place cannot.
   */
  connectWith?(site: Site<P>, other: Site): pulumi.Resource[];
  /** A public address next to the server for a task that runs there; absent: the place cannot provide one. */
  publicAddress?(site: Site<P>): PublicAddress;
  /** A VPN from the network of the server to that of another one; absent: the place cannot provide one. */
  vpn?(site: Site<P>, to: Site<"onprem">): SiteToSite;
  /** What its cloud is to confirm of that VPN before anything exists. */
  vpnQuery?(at: Site<P>["at"], vpn: Vpn): VpnDetails;
  /** What an update that was killed may have left there. */
  leftovers(site: Site<P>, over: "public" | "private"): LeftoverQuery[];
  /** The query with which the cloud confirms the spec of the server; undefined: there is no cloud to ask. */
  instance(site: { at: Site<P>["at"] }): InstanceQuery | undefined;
}

/** A VPN according to the spec, for the cloud of its gateway to confirm. */
export interface VpnDetails {
  vpcId: string;
  [detail: string]: unknown;
}

/** A server according to the spec, for its cloud to confirm. */
export interface InstanceQuery {
  cloud: Cloud;
  region: string;
  account?: string;
  instanceId: string;
  [detail: string]: unknown;
}

/** How the task reaches both servers. */
export interface Route {
  source: Reachable;
  target: Reachable;
  /** Absent: the path has none. */
  publicAddress?: PublicAddress;
  /** What has to exist before anything connects; absent: nothing. */
  resources?: pulumi.Resource[];
  /** Absent: the path has none. */
  vpn?: SiteToSite;
}

/** A network path: networks, gateways, public addresses. */
export interface PathKit {
  /** How each side is reached from the task's network. */
  over(side: Side, home: Side): "public" | "private";
  connect(from: Site, to: Site, home: Side): Route;
}

/** A task of an engine: created but not started. */
export interface Task {
  taskId: pulumi.Output<string>;
  /** The CIDR blocks that the source sees, each known before the task exists or after. */
  egress: Callers;
  /** The CIDR blocks that the target sees, if they are different. */
  local?: Callers;
  /** What a person has to do before anybody knows what the source sees; absent: `egress` says it. */
  toRead?: pulumi.Output<string>;
  /** From which task it has been read; absent: nobody had to. */
  readFor?: pulumi.Output<string>;
}

/** A service that moves the data. */
export interface EngineKit {
  /** The side that the task runs on, whose network and public address it uses. */
  home(spec: Migration): Side;
  /** How many blocks its task connects from to a source on the internet; absent: only the service knows. */
  callers?(spec: Migration): number;
  task(building: Building, route: Route): Task;
}
