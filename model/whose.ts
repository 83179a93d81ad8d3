import { allowlistGroup, eipName, endpointPrefix } from "./names";
import type { Opening } from "./openings";
import type { Ownership } from "./ownership";

/** A migration of a stack, as an audit asks for it. */
export interface Asked {
  migration: string;
  ownership: Ownership;
  /** The state is of a version that marked nothing: what bears no mark is its own. */
  unmarkedIsOurs?: boolean;
}

/**
 * Whose something is that bears a migration's name:
 *
 * - `ours`: it bears this stack's mark
 * - `unmarked`: it bears no stack's mark: a version that wrote none made it
 * - `unknown`: it bears a mark, and this stack's state has no id to compare
 * - `others`: it bears another stack's mark
 */
export type Whose = "ours" | "unmarked" | "unknown" | "others";

/** undefined: it is of another migration. */
export function whoseIs(opening: Opening, asked: Asked): Whose | undefined {
  const { id } = asked.ownership;
  if (opening.state !== undefined) {
    if (id !== undefined && opening.state === id) return "ours";
    if (opening.migration !== asked.migration) return undefined;
    // The names of stacks prove nothing: two backends may have the same.
    return id === undefined ? "unknown" : "others";
  }
  const named = namesOf(opening);
  if (!named || opening.name === undefined) return opening.migration === asked.migration ? "unmarked" : undefined;
  if (id !== undefined && opening.name === named(asked.migration, { id })) return "ours";
  if (opening.name === named(asked.migration, {})) return "unmarked";
  // The same but for the digest at its end.
  const stem = (text: string) => text.replace(/[0-9a-f]{6}$/, "");
  if (stem(opening.name) !== stem(named(asked.migration, { id: "any" }))) return undefined;
  return id === undefined ? "unknown" : "others";
}

/** How names of its kind are made; undefined: its name says nothing, or is the same for every stack. */
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
