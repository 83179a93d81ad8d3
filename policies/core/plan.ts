import { createHash } from "node:crypto";
import { statedExpiry } from "./expiry";
import type { Facts } from "./facets";
import { text } from "./read";
import type { Bag, Known } from "./values";

interface Ancestor {
  component: string;
  expiry?: Known<string>;
}

interface Passing {
  type: string;
  name: string;
  urn: string;
  parent?: string;
}

/** The inputs of a resource and the facts in them. */
export interface Reading {
  inputs: Bag;
  facts: Facts;
}

/** What of a resource's inputs is secret. */
export interface Secrets {
  paths: ReadonlySet<string>;
  /** The texts themselves, so that no message repeats them. */
  values: readonly string[];
}

/** Where a resource stands below dbferry's components. */
export interface Place {
  component?: string;
  inheritedExpiry?: Known<string>;
}

/**
 * What the pack remembers of a plan while resources pass by: which of them belong to dbferry and when those end, the
 * phase, the pre-shared keys already used, and which inputs are secret. The engine sends a component before its
 * children, so that a child can look up the one above it.
 */
export class Plan {
  readonly #ancestors = new Map<string, Ancestor>();
  readonly #keys = new Map<string, { urn: string; name: string }>();
  readonly #secrets = new Map<string, Secrets>();
  readonly #read = new Map<string, Reading>();
  #phase: string | undefined;

  /** The phase that a migration in the plan is in. */
  get phase(): string | undefined {
    return this.#phase;
  }

  /** Notes a resource and says which dbferry component it belongs to and what expiry it inherits. */
  enter(resource: Passing, inputs: () => Bag): Place {
    const above = resource.parent === undefined ? undefined : this.#ancestors.get(resource.parent);
    const own = resource.type.startsWith("dbferry:");
    const component = own ? `${resource.type} "${resource.name}"` : (above?.component ?? componentInUrn(resource.urn));
    if (component === undefined) return {};
    if (resource.type === "dbferry:index:Migration") this.#notePhase(inputs());
    const expiry = (own ? statedExpiry(inputs()) : undefined) ?? above?.expiry;
    this.#ancestors.set(resource.urn, { component, ...(expiry === undefined ? {} : { expiry }) });
    return { component, ...(above?.expiry === undefined ? {} : { inheritedExpiry: above.expiry }) };
  }

  #notePhase(inputs: Bag): void {
    const phase = text(inputs, "phase");
    if (typeof phase === "string") this.#phase = phase;
  }

  /** Notes the pre-shared keys of a resource's tunnels and fills in which earlier connection has the same. */
  noteKeys(resource: Passing, facts: Facts): void {
    for (const tunnel of facts.tunnel ?? []) {
      if (typeof tunnel.psk !== "string" || tunnel.psk === "") continue;
      const key = createHash("sha256").update(`${tunnel.cloud}\n${tunnel.psk}`).digest("base64");
      const earlier = this.#keys.get(key);
      if (earlier && earlier.urn !== resource.urn) tunnel.pskSharedWith = earlier.name;
      else this.#keys.set(key, { urn: resource.urn, name: resource.name });
    }
  }

  /** Notes which inputs of a resource the engine keeps encrypted. */
  noteSecrets(urn: string, secrets: Secrets): void {
    this.#secrets.set(urn, secrets);
  }

  /** Keeps what was read of a resource's inputs: at the end the engine shows outputs, of which many are not known yet. */
  remember(urn: string, reading: Reading): void {
    this.#read.set(urn, reading);
  }

  /** What was read of a resource when it passed by. */
  recall(urn: string): Reading | undefined {
    return this.#read.get(urn);
  }

  /** Secret inputs of a resource; absent when nobody looked. */
  secretsOf(urn: string): Secrets | undefined {
    return this.#secrets.get(urn);
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
