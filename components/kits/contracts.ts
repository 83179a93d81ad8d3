import type * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../model/clouds";
import type { Location } from "../../model/clouds/location";
import type { Ownership } from "../../model/ownership";
import type { Phase } from "../../model/phase";
import type { Side } from "../../model/side";
import type { Migration, Place } from "../../model/spec";
import type { types } from "../../provider/sdk";
import type { Component } from "../shared/component";
import type { Temporary } from "../shared/options";

/**
 * What a vendor, a network path and an engine each give to a migration. `components/migration` composes by these and knows no vendor;
 * each contract has one table beside this file.
 */

export type { Side } from "../../model/side";

/** Ids of things that a killed run made and did not record, by what they are to the migration: taken over instead of made twice. */
export type Leftovers = Readonly<Record<string, string>>;

/** One migration being built. */
export interface Building {
  /** Parent of everything that is made. */
  parent: Component;
  /** Name of the component; the names of its parts begin with it. */
  name: string;
  spec: Migration;
  phase: Phase;
  /** The provider for a region of a cloud, in an account; undefined: children inherit it by their package. */
  provider(at: Location): pulumi.ProviderResource | undefined;
  adopt: Leftovers;
  temporary: Temporary;
  /** The stack that it is of, which names and marks carry. */
  ownership: pulumi.Input<Ownership>;
}

type Sides = { source: Migration["source"]; target: Migration["target"] };

/** One side of it: what the migration says of a server in a place. */
export interface Site<P extends Place = Place> extends Building {
  side: Side;
  at: Extract<Sides[Side], { place: P }>;
}

/** A server as the task reaches it. */
export type Reachable = types.input.EndpointArgs & { host: pulumi.Output<string>; port: pulumi.Output<number> };

/** A public address of ours that a task takes. */
export interface PublicAddress {
  id: pulumi.Output<string>;
  address: pulumi.Output<string>;
}

/** What was opened for a caller. */
export interface Admission {
  /** What has to stand before the caller comes. */
  resources: pulumi.Resource[];
  /** Who is let in, as CIDR blocks. */
  admitted: pulumi.Output<string[]>;
}

/** Something that a killed update may have made: what to ask its cloud for. */
export interface LeftoverQuery {
  /** Key in `Leftovers`. */
  key: string;
  cloud: Cloud;
  region: string;
  account?: string;
  /** The cloud's word for what is looked for, with what tells ours apart. */
  kind: string;
  [detail: string]: unknown;
}

/** Something that the migration makes one of, and that the vendor limits the number of. */
export interface QuotaQuery {
  kind: "eip" | "task";
  cloud: Cloud;
  region: string;
  account?: string;
  /** Exact name of the task. */
  name?: string;
}

/** A place that a database can be in. */
export interface PlaceKit<P extends Place = Place> {
  /** Where the server is reached, by what the migration says alone: known in every phase. */
  known(site: Site<P>): { host: pulumi.Input<string>; port: number };
  /** Where it is reached before the migration makes anything; undefined: nowhere. Absent: there is no difference. */
  before?(site: Site<P>): { host: string; port: number } | undefined;
  /** Makes the server reachable: over the internet, or from its private network. */
  endpoint(site: Site<P>, over: "public" | "private"): Reachable;
  /** Lets callers in to the server's port. Each is an item of its own, so that one that is not known yet hides no other from the rules. */
  letIn(site: Site<P>, from: readonly pulumi.Input<string>[]): Admission;
  /** A public address beside the server for a task that works there; absent: the place has none to give. */
  publicAddress?(site: Site<P>): PublicAddress;
  /** What an update that was killed may have left there. */
  leftovers(site: Site<P>, over: "public" | "private"): LeftoverQuery[];
  /** What the cloud is asked whether the server is as the migration says; undefined: there is no cloud to ask. */
  instance(site: { at: Site<P>["at"] }): InstanceQuery | undefined;
}

/** A server as the migration describes it, for its cloud to confirm. */
export interface InstanceQuery {
  cloud: Cloud;
  region: string;
  account?: string;
  instanceId: string;
  [detail: string]: unknown;
}

/** How the task gets to both servers. */
export interface Route {
  source: Reachable;
  target: Reachable;
  /** Absent: the path has none. */
  publicAddress?: PublicAddress;
}

/** A network path: networks, gateways, public addresses. */
export interface PathKit {
  /** How each side is reached from the task's network. */
  over(side: Side, home: Side): "public" | "private";
  connect(from: Site, to: Site, home: Side): Route;
}

/** A task of an engine: created, not started. */
export interface Task {
  taskId: pulumi.Output<string>;
  /** What the source sees, as CIDR blocks: one or many, each known before the task exists or after. */
  egress: readonly pulumi.Input<string>[];
  /** What the target sees, where that is something else. */
  local?: readonly pulumi.Input<string>[];
}

/** A service that moves the data. */
export interface EngineKit {
  /** Side that the task works beside: its network and its public address are that side's. */
  home(spec: Migration): Side;
  task(building: Building, route: Route): Task;
}
