import { ID_TAG } from "../../model/expiry";
import type { Facts } from "../core/facets";
import { tags } from "../core/read";
import { type Bag, Unknown } from "../core/values";
import type { Descriptor, ResourceRef } from "./descriptor";

/** The labels, the leftovers after deletion, and whatever would prevent the teardown from deleting the resource. */
export function ownershipOf(inputs: Bag, ref: ResourceRef, facts: Facts, { tags: path, ownership }: Descriptor): Facts {
  const leaves = ownership?.leaves ? [{ property: "", ...ownership.leaves, belongsTo: `task "${ref.name}"` }] : [];
  const labelled = ownership?.labels ? path : undefined;
  const belongsTo = ownerOf(inputs, ref, facts, labelled);
  const retained =
    belongsTo !== undefined && ref.protect
      ? [...leaves, { property: "protect", what: `"${ref.name}"`, belongsTo, kept: "protect" as const }]
      : leaves;
  return {
    ...(belongsTo === undefined ? {} : labelsOf(inputs, labelled, belongsTo)),
    ...(retained.length > 0 ? { retained } : {}),
  };
}

/** The migration or component that a resource belongs to, if any is stated. */
export function ownerOf(inputs: Bag, ref: ResourceRef, facts: Facts, path: string | undefined): string | undefined {
  const marked = facts.lifetime?.find((lifetime) => lifetime.belongsTo)?.belongsTo;
  return marked ?? ref.component ?? taggedTo(inputs, path);
}

function taggedTo(inputs: Bag, path: string | undefined): string | undefined {
  const found = path === undefined ? undefined : tags(inputs, path);
  const id = found instanceof Unknown ? undefined : found?.[ID_TAG];
  return typeof id === "string" ? `migration "${id}"` : undefined;
}

function labelsOf(inputs: Bag, property: string | undefined, belongsTo: string): Facts {
  if (property === undefined) return {};
  const found = tags(inputs, property);
  const has = found === undefined || found instanceof Unknown ? [] : Object.keys(found);
  return { label: [{ property, belongsTo, has, ...(found instanceof Unknown ? { unknown: found } : {}) }] };
}
