import type { Endpoint } from "../core/task";
import { type Known, Unknown } from "../core/values";

/** How a task reaches an endpoint, as stated by a property. */
export function reachOf(
  value: Known<string> | undefined,
  property: string,
  fallback: string,
  isPublic: (value: string) => boolean,
): Pick<Endpoint, "reach" | "reachProperty" | "reachSeen"> {
  if (value instanceof Unknown)
    return { reach: value, reachProperty: property, reachSeen: "a value known only during the update" };
  const seen = value || fallback;
  return {
    reach: seen === "" ? undefined : isPublic(seen) ? "public" : "private",
    reachProperty: property,
    reachSeen: value ? `"${value}"` : `"${fallback}", the provider's default`,
  };
}

/** An endpoint inside the service's own network. */
export const INSIDE = { reach: "private", reachProperty: "", reachSeen: "inside the service's network" } as const;

/** Drops absent properties, so that the result can be spread. */
export function present<T extends object>(parts: T): T {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as T;
}
