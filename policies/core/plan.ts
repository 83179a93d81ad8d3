import { createHash } from "node:crypto";
import { statedExpiry } from "./expiry";
import type { Facts } from "./facets";
import { text } from "./read";
import type { Bag, Known } from "./values";

interface Ancestor {
  component: string;
  expiry?: Known<string>;
  /** URN of the migration that it is or belongs to. */
  migration?: string;
}

/** What a migration's task shows of the service that moves its data. */
export interface Service {
  engine: string;
  /** Of both servers; the task is in that of one. */
  regions: readonly string[];
}

interface Passing {
  type: string;
  name: string;
  urn: string;
  parent?: string;
}

/** The inputs of a resource and its facts. */
export interface Reading {
  inputs: Bag;
  facts: Facts;
}

/** Which of a resource's inputs are secret. */
export interface Secrets {
  paths: ReadonlySet<string>;
  /** The secret values, which are redacted from messages. */
  values: readonly string[];
}

/** The position of a resource below dbferry's components. */
export interface Place {
  component?: string;
  inheritedExpiry?: Known<string>;
}

/**
 * The pack's record of a plan, built as resources arrive: which of them belong to dbferry and when they expire, the
 * phase, the pre-shared keys in use, and which inputs are secret. The engine sends a component before its children, so
 * a child can look up its ancestors.
 */
export class Plan {
  readonly #ancestors = new Map<string, Ancestor>();
  readonly #keys = new Map<string, { urn: string; name: string }>();
  readonly #secrets = new Map<string, Secrets>();
  readonly #read = new Map<string, Reading>();
  readonly #services = new Map<string, Service>();
  #phase: string | undefined;

  /** The phase of the migration in the plan. */
  get phase(): string | undefined {
    return this.#phase;
  }

  /** Records a resource and returns the dbferry component it belongs to and the expiry it inherits. */
  enter(resource: Passing, inputs: () => Bag): Place {
    const above = resource.parent === undefined ? undefined : this.#ancestors.get(resource.parent);
    const own = resource.type.startsWith("dbferry:");
    const component = own ? `${resource.type} "${resource.name}"` : (above?.component ?? componentInUrn(resource.urn));
    if (component === undefined) return {};
    if (resource.type === MIGRATION) this.#notePhase(inputs());
    const migration = resource.type === MIGRATION ? resource.urn : above?.migration;
    if (resource.type === "dbferry:index:ReplicationTask" && migration) this.#noteService(migration, inputs());
    const expiry = (own ? statedExpiry(inputs()) : undefined) ?? above?.expiry;
    this.#ancestors.set(resource.urn, {
      component,
      ...(expiry === undefined ? {} : { expiry }),
      ...(migration ? { migration } : {}),
    });
    return { component, ...(above?.expiry === undefined ? {} : { inheritedExpiry: above.expiry }) };
  }

  #notePhase(inputs: Bag): void {
    const phase = text(inputs, "phase");
    if (typeof phase === "string") this.#phase = phase;
  }

  #noteService(migration: string, inputs: Bag): void {
    const engine = text(inputs, "engine");
    const regions = ["source.region", "target.region"].map((path) => text(inputs, path));
    if (typeof engine !== "string") return;
    this.#services.set(migration, { engine, regions: regions.filter((one) => typeof one === "string") });
  }

  /** The migration that a resource belongs to, with its service once its task has arrived; undefined: none. */
  migrationOf(urn: string): { service?: Service } | undefined {
    const migration = this.#ancestors.get(urn)?.migration;
    if (migration === undefined) return urn.split("::")[2]?.split("$").includes(MIGRATION) ? {} : undefined;
    const service = this.#services.get(migration);
    return service ? { service } : {};
  }

  /** Records the pre-shared keys of a resource's tunnels and marks those that an earlier connection also uses. */
  noteKeys(resource: Passing, facts: Facts): void {
    for (const tunnel of facts.tunnel ?? []) {
      if (typeof tunnel.psk !== "string" || tunnel.psk === "") continue;
      const key = createHash("sha256").update(`${tunnel.cloud}\n${tunnel.psk}`).digest("base64");
      const earlier = this.#keys.get(key);
      if (earlier && earlier.urn !== resource.urn) tunnel.pskSharedWith = earlier.name;
      else this.#keys.set(key, { urn: resource.urn, name: resource.name });
    }
  }

  /** Records which inputs of a resource the engine encrypts. */
  noteSecrets(urn: string, secrets: Secrets): void {
    this.#secrets.set(urn, secrets);
  }

  /** Keeps the inputs and facts of a resource: at the end the engine shows outputs, many of which are still unknown. */
  remember(urn: string, reading: Reading): void {
    this.#read.set(urn, reading);
  }

  /** The inputs and facts recorded when the resource arrived. */
  recall(urn: string): Reading | undefined {
    return this.#read.get(urn);
  }

  /** Secret inputs of a resource; absent when they were not recorded. */
  secretsOf(urn: string): Secrets | undefined {
    return this.#secrets.get(urn);
  }
}

const MIGRATION = "dbferry:index:Migration";

/** A URN contains the ancestors' types: `urn:pulumi:stack::project::parentType$type::name`. */
function componentInUrn(urn: string): string | undefined {
  return urn
    .split("::")[2]
    ?.split("$")
    .slice(0, -1)
    .reverse()
    .find((type) => type.startsWith("dbferry:"));
}
