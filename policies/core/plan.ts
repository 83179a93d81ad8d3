import { statedExpiry } from "../adapters";
import type { Bag, Known } from "./values";

interface Ancestor {
  component: string;
  expiry?: Known<string>;
}

/**
 * What the pack remembers of a plan while resources pass by: which of them belong to dbferry, and when those end. The
 * engine sends a component before its children, so that a child can look up the one above it.
 */
export class Plan {
  readonly #ancestors = new Map<string, Ancestor>();

  /** Notes a resource and says which dbferry component it belongs to and what expiry it inherits. */
  enter(
    resource: { type: string; name: string; urn: string; parent?: string },
    inputs: () => Bag,
  ): { component?: string; inheritedExpiry?: Known<string> } {
    const above = resource.parent === undefined ? undefined : this.#ancestors.get(resource.parent);
    const own = resource.type.startsWith("dbferry:");
    const component = own ? `${resource.type} "${resource.name}"` : (above?.component ?? componentInUrn(resource.urn));
    if (component === undefined) return {};
    const expiry = (own ? statedExpiry(inputs()) : undefined) ?? above?.expiry;
    this.#ancestors.set(resource.urn, { component, ...(expiry === undefined ? {} : { expiry }) });
    return { component, ...(above?.expiry === undefined ? {} : { inheritedExpiry: above.expiry }) };
  }
}

/** A URN names the types above a resource: `urn:pulumi:stack::project::parentType$type::name`. */
function componentInUrn(urn: string): string | undefined {
  return urn
    .split("::")[2]
    ?.split("$")
    .slice(0, -1)
    .reverse()
    .find((type) => type.startsWith("dbferry:"));
}
