import type { Facts, Peering } from "../core/facets";
import type { Bag, Known } from "../core/values";
import type { SafeguardPlace } from "./safeguards";
import type { SettingRow } from "./tunnel";

/** Where a resource stands, besides its inputs. */
export interface ResourceRef {
  /** Pulumi type token. */
  type: string;
  name: string;
  urn: string;
  /** The dbferry component or resource that the resource is, or is a child of: its token. */
  component?: string;
  /** The expiry stated by the nearest component above. */
  inheritedExpiry?: Known<string>;
  /** The resource option `protect`. */
  protect?: boolean;
  /** The resource option `ignoreChanges`. */
  ignoreChanges?: readonly string[];
  /** Paths of the inputs that the engine keeps encrypted; absent when the pack cannot see them. */
  secrets?: ReadonlySet<string>;
}

/** Reads the facts that rules judge from a resource's inputs. Never throws, whatever the inputs. */
export type FactReader = (inputs: Bag, ref: ResourceRef) => Facts;

/** Everything the pack knows about one resource type. A new type is one entry. */
export interface Descriptor {
  /** What the rules judge. */
  facts?: FactReader;
  /** Path of the tags. They carry the migration's mark and, on a task, its last preflight report. */
  tags?: string;
  /** The inputs that choose how the resource is paid. Every provider's default is pay-as-you-go. */
  billing?: readonly BillingChoice[];
  /** Inputs that take a password or a key; `[]` stands for every element of a list. */
  secrets?: readonly string[];
  /** Where the port of a database is written: of the instance itself, or of a server that a task or this machine logs in to. */
  databasePorts?: readonly string[];
  /** What keeps a database instance safe, and where the provider writes it. */
  safeguards?: readonly SafeguardPlace[];
  /** The property that names the instance, on a resource that only holds settings of one. */
  settingsOf?: string;
  ownership?: Ownership;
  remediation?: Remediation;
  /** The resource runs a migration: replacing it starts the copy again. */
  runsMigration?: true;
  /** What the type means to findings that need several resources. */
  crossResource?: CrossResourceRole;
}

/** Descriptors by type token. */
export type Descriptors = Readonly<Record<string, Descriptor>>;

export interface BillingChoice {
  property: string;
  prepaid: RegExp;
  /** The provider's word for pay-as-you-go. */
  postpaid: string;
}

export interface Ownership {
  /** The tags must say who owns the resource, which migration it belongs to and when it ends. */
  labels?: true;
  /** What the resource leaves behind when it is deleted. */
  leaves?: { what: string; kept: "helper schema" };
}

export interface Remediation {
  /** NET-08 may add the expiry to the tags. */
  expiry?: true;
  /** NET-14 may write these proposals where none are written. */
  proposals?: readonly SettingRow[];
}

export interface CrossResourceRole {
  /** Path of a database's version. */
  version?: string;
  /** True when the resource gives a database a public host name. */
  publicName?: (inputs: Bag) => boolean;
  /** A database account that the vendor offers in an ordinary and a privileged kind: where each is written. */
  account?: { name: readonly string[]; kind: readonly string[]; privileged: RegExp };
  peering?: PeeringRole;
  /** A resource that owns every rule of a security group: its property, and the type that declares the group. */
  ruleSet?: { group: string; declaredBy: string };
  /** A connection whose near networks are written on its gateway. */
  gateway?: { property: string; type: string; near: string; far: string };
  /** Attaches a network to a hub over which all attached networks reach each other. */
  hub?: { hub: string; member: string; network: { type: string; blocks: readonly string[] } };
  /** A database that lets its whole network in unless a security group is bound: on it, or by a resource of its own. */
  guarded?: { property: string; binding: { type: string; instance: string }; whenAbsent: string };
  /** A list made of other lists, referred to by id. */
  listOfLists?: { members: string; type: string };
}

/** How a cloud writes a peering, its networks and the routes over it. */
export interface PeeringRole {
  cloud: Peering["cloud"];
  left: string;
  right: string;
  network: { type: string; blocks: readonly string[] };
  route: { type: string; next: string; table: string };
  /** Whether the cloud's peerings cross regions. */
  crossRegion: boolean;
}

/** A reader of the facts of several readers. */
export function all(...readers: readonly FactReader[]): FactReader {
  return (inputs, ref) => readers.reduce<Facts>((facts, read) => merge(facts, read(inputs, ref)), {});
}

/** The facts of two readers of one resource together. */
export function merge(one: Facts, other: Facts): Facts {
  const merged: Record<string, unknown[]> = { ...one };
  for (const [facet, facts] of Object.entries(other)) merged[facet] = [...(merged[facet] ?? []), ...facts];
  return merged as Facts;
}

/** One table out of several. Throws when two describe the same type: everything about a type is in one entry. */
export function join(...tables: readonly Descriptors[]): Descriptors {
  const joined: Record<string, Descriptor> = Object.create(null);
  for (const [type, descriptor] of tables.flatMap((table) => Object.entries(table))) {
    if (joined[type]) throw new Error(`${type} is described twice; put everything about it in one entry`);
    joined[type] = descriptor;
  }
  return joined;
}
