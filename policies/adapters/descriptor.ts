import type { Facts, Peering } from "../core/facets";
import type { Bag, Known } from "../core/values";
import type { SafeguardPlace } from "./safeguards";
import type { SettingRow } from "./tunnel";

/** A resource's context, besides its inputs. */
export interface ResourceRef {
  /** Pulumi type token. */
  type: string;
  name: string;
  urn: string;
  /** Token of the dbferry component or resource that this resource is, or is a child of. */
  component?: string;
  /** The expiry stated by the nearest enclosing component. */
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
  /** The inputs that choose the billing mode. Every provider defaults to pay-as-you-go. */
  billing?: readonly BillingChoice[];
  /** Inputs that take a password or a key; `[]` stands for every element of a list. */
  secrets?: readonly string[];
  /**
   * Where a database's port is written: on the instance itself, or on a server that a task or this machine logs in to.
   */
  databasePorts?: readonly string[];
  /** The safeguards of a database instance, and where the provider writes them. */
  safeguards?: readonly SafeguardPlace[];
  /** The property that names the instance, on a resource that only holds settings for one. */
  settingsOf?: string;
  ownership?: Ownership;
  remediation?: Remediation;
  /** The resource runs a migration: replacing it restarts the copy. */
  runsMigration?: true;
  /** The type's role in cross-resource findings. */
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
  /** The tags must state the resource's owner, its migration and its expiry. */
  labels?: true;
  /** What the resource leaves behind when it is deleted. */
  leaves?: { what: string; kept: "helper schema" };
}

export interface Remediation {
  /** NET-08 may add the expiry to the tags. */
  expiry?: true;
  /** NET-14 may write these proposals where none are set. */
  proposals?: readonly SettingRow[];
}

export interface CrossResourceRole {
  /** Path of a database's version. */
  version?: string;
  /** True when the resource gives a database a public host name. */
  publicName?: (inputs: Bag) => boolean;
  /** A database account type for which the vendor has an ordinary and a privileged kind, and where each is written. */
  account?: { name: readonly string[]; kind: readonly string[]; privileged: RegExp };
  peering?: PeeringRole;
  /**
   * A resource that owns every rule of a security group: the property that names the group, and the type that declares
   * it.
   */
  ruleSet?: { group: string; declaredBy: string };
  /** A connection whose local networks are set on its gateway. */
  gateway?: { property: string; type: string; near: string; far: string };
  /** Attaches a network to a hub that connects all attached networks with each other. */
  hub?: { hub: string; member: string; network: { type: string; blocks: readonly string[] } };
  /**
   * A database that admits its whole network unless a security group is bound, either inline or by a separate resource.
   */
  guarded?: { property: string; binding: { type: string; instance: string }; whenAbsent: string };
  /** A list made of other lists, referred to by id. */
  listOfLists?: { members: string; type: string };
}

/** How a cloud describes a peering, its networks and the routes over it. */
export interface PeeringRole {
  cloud: Peering["cloud"];
  left: string;
  right: string;
  network: { type: string; blocks: readonly string[] };
  route: { type: string; next: string; table: string };
  /** Whether the cloud supports peerings across regions. */
  crossRegion: boolean;
}

/** Combines several readers into one. */
export function all(...readers: readonly FactReader[]): FactReader {
  return (inputs, ref) => readers.reduce<Facts>((facts, read) => merge(facts, read(inputs, ref)), {});
}

/** The merged facts of two readers of one resource. */
export function merge(one: Facts, other: Facts): Facts {
  const merged: Record<string, unknown[]> = { ...one };
  for (const [facet, facts] of Object.entries(other)) merged[facet] = [...(merged[facet] ?? []), ...facts];
  return merged as Facts;
}

/** Merges several tables. Throws when two describe the same type: each type has exactly one entry. */
export function join(...tables: readonly Descriptors[]): Descriptors {
  const joined: Record<string, Descriptor> = Object.create(null);
  for (const [type, descriptor] of tables.flatMap((table) => Object.entries(table))) {
    if (joined[type]) throw new Error(`${type} is described twice; put everything about it in one entry`);
    joined[type] = descriptor;
  }
  return joined;
}
