import { readMark } from "./expiry";
import { allowlistGroup, eipName, endpointPrefix } from "./names";
import type { GivenName, Named, Opening } from "./openings";
import type { Ownership } from "./ownership";

/** A stack's migration, in an ownership query. */
export interface OwnershipQuery {
  migration: string;
  ownership: Ownership;
  /** The state is from a version without marks, so unmarked resources are its own. */
  unmarkedIsOurs?: boolean;
  /** Ids of the tasks in the state. Another stack that takes one over names it after its own migration. */
  tasks?: readonly string[];
  /** Ids of the resources in the state. What was adopted, and cannot be renamed, keeps the name of the stack that made it. */
  made?: readonly string[];
  /** Whether the migration makes a VPN, or its state has a part of one. */
  tunnels?: boolean;
  /** Read even if a list omits it: a list may show only what the account is allowed to see. */
  named?: readonly Named[];
  /** Names of its VPNs' parts, whose ids a killed update may not have recorded. */
  names?: readonly GivenName[];
}

/**
 * Who owns a resource that has a migration's name:
 *
 * - `ours`: it has this stack's mark
 * - `unmarked`: it has no stack's mark: a version without marks created it
 * - `unknown`: it has a mark, and this stack's state has no id to compare it with
 * - `others`: it has another stack's mark
 */
export type Owner = "ours" | "unmarked" | "unknown" | "others";

/** Undefined when it belongs to another migration. */
export function ownerOf(opening: Opening, query: OwnershipQuery): Owner | undefined {
  const { id } = query.ownership;
  const isOfMigration =
    opening.migration === query.migration || (opening.kind === "task" && query.tasks?.includes(opening.id) === true);
  if (isAdopted(opening, query)) return "ours";
  if (opening.state !== undefined) {
    if (id !== undefined && opening.state === id) return "ours";
    if (!isOfMigration) return undefined;
    // The names of stacks prove nothing: two backends may use the same.
    return id === undefined ? "unknown" : "others";
  }
  const named = namesOf(opening);
  if (!named || opening.name === undefined) return isOfMigration ? "unmarked" : undefined;
  if (id !== undefined && opening.name === named(query.migration, { id })) return "ours";
  if (opening.name === named(query.migration, {})) return "unmarked";
  // The same apart from the digest at the end.
  const stem = (text: string) => text.replace(/[0-9a-f]{6}$/, "");
  if (stem(opening.name) !== stem(named(query.migration, { id: "any" }))) {
    // Marked with this migration, under a name of the user's choice.
    if (!isOfMigration) return undefined;
    return query.made?.includes(opening.id) ? "ours" : "unmarked";
  }
  return id === undefined ? "unknown" : "others";
}

/** A task and its address get a new mark when a stack adopts them; these are only in its state. */
function isAdopted({ kind, id, name }: Opening, { made = [] }: OwnershipQuery): boolean {
  switch (kind) {
    case "securityGroupRule":
    case "allowlistGroup":
    case "peering":
    case "route":
    case "vpnConnection":
    case "customerGateway":
    case "vpnGateway":
      return made.includes(id);
    case "publicEndpoint":
      // As its provider identifies it, by its first label.
      return name !== undefined && made.includes(`${id.slice(0, id.indexOf("/"))}:${name}`);
    default:
      return false;
  }
}

/**
 * Whether a resource has the mark of another stack, which has taken it over. Without an id in this stack's state, no
 * mark shows that.
 * @param made its description in the state: a default provider may have another id than the one that created it
 */
export function bearsAnothers(description: string | undefined, id: string | undefined, made?: string): boolean {
  const state = readMark(description)?.state;
  return state !== undefined && id !== undefined && state !== id && state !== readMark(made)?.state;
}

/** The function that creates names of its kind; undefined when its name says nothing or is the same for every stack. */
function namesOf({ kind, id }: Opening): ((migration: string, by: { id?: string }) => string) | undefined {
  const instance = id.slice(0, id.indexOf("/"));
  switch (kind) {
    case "eip":
      return eipName;
    case "allowlistGroup":
      return (migration, by) => allowlistGroup(migration, instance, by);
    case "publicEndpoint":
      return (migration, by) => endpointPrefix(migration, instance, by);
    default:
      return undefined;
  }
}
