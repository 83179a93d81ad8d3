import type { Facts } from "../core/facets";
import type { Bag, Known } from "../core/values";

/** Where a resource stands, besides its inputs. */
export interface ResourceRef {
  /** Pulumi type token. */
  type: string;
  name: string;
  urn: string;
  /** The dbferry component or resource that the resource is, or is a child of: its token. */
  component?: string;
  /** The expiry that the nearest component above states. */
  inheritedExpiry?: Known<string>;
  /** The resource option `protect`. */
  protect?: boolean;
  /** The resource option `ignoreChanges`. */
  ignoreChanges?: readonly string[];
  /** Paths of the inputs that the engine keeps encrypted; absent when that cannot be seen. */
  secrets?: ReadonlySet<string>;
}

/** Reads the facts that rules judge out of the inputs of one resource type. Never throws on any input. */
export type Adapter = (inputs: Bag, ref: ResourceRef) => Facts;

/** Adapters by type token. */
export type Adapters = Readonly<Record<string, Adapter>>;

/** One registry out of several; a type that several know gets the facts of all. */
export function combine(...registries: readonly Adapters[]): Adapters {
  const combined: Record<string, Adapter> = Object.create(null);
  for (const [type, adapter] of registries.flatMap((registry) => Object.entries(registry))) {
    const before = combined[type];
    combined[type] = before ? (inputs, ref) => merge(before(inputs, ref), adapter(inputs, ref)) : adapter;
  }
  return combined;
}

/** The facts of two readers of one resource together. */
export function merge(one: Facts, other: Facts): Facts {
  const merged: Record<string, unknown[]> = { ...one };
  for (const [facet, facts] of Object.entries(other)) merged[facet] = [...(merged[facet] ?? []), ...facts];
  return merged as Facts;
}
