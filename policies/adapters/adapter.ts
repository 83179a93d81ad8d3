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
}

/** Reads the facts that rules judge out of the inputs of one resource type. Never throws on any input. */
export type Adapter = (inputs: Bag, ref: ResourceRef) => Facts;

/** Adapters by type token. */
export type Adapters = Readonly<Record<string, Adapter>>;
