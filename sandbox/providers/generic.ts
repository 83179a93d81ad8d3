import { createHash } from "node:crypto";
import type { Value, Values } from "../../plugin/values";
import { type Existing, type Handler, ProviderError } from "./handler";
import type { Properties, TypeRef } from "./schema/types";

/** Environment variable with the URL of the store for resources that no HTTP service of the sandbox simulates. */
export const CONTROL_VARIABLE = "DBFERRY_SANDBOX_CONTROL";

/**
 * Stores resources of one type in the sandbox, with plausible values where the vendor would compute them. Secrets stay
 * in the state and are never sent to the store.
 */
export class GenericHandler implements Handler {
  /** @param control base URL of the sandbox's control API; without it nothing can be created, but previews work */
  constructor(
    private readonly control: string | undefined,
    private readonly type: string,
    private readonly properties: Properties,
    private readonly secrets: Set<string>,
  ) {}

  async create(inputs: Values): Promise<Existing> {
    const body = { type: this.type, properties: this.withoutSecrets(inputs) };
    const stored = await this.request("POST", "/resources", body);
    const id = String(stored["id"]);
    return { id, state: this.complete(id, inputs) };
  }

  async read(id: string, prior?: Values): Promise<Existing | undefined> {
    const stored = await this.request("GET", this.path(id));
    if (stored["properties"] === undefined) return undefined;
    return { id, state: this.complete(id, { ...prior, ...(stored["properties"] as Values) }) };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    await this.request("PUT", this.path(id), { properties: this.withoutSecrets(inputs) });
    const computed = Object.entries(prior).filter(
      ([name]) => this.properties[name]?.output || this.properties[name]?.always,
    );
    return this.complete(id, { ...Object.fromEntries(computed), ...inputs });
  }

  async delete(id: string): Promise<void> {
    await this.request("DELETE", this.path(id));
  }

  private path(id: string): string {
    return `/resources/${encodeURIComponent(this.type)}/${encodeURIComponent(id)}`;
  }

  private withoutSecrets(inputs: Values): Values {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !this.secrets.has(name)));
  }

  /** Fills in what the vendor always sets; deterministic per resource. */
  private complete(id: string, given: Values): Values {
    const result: Values = { ...given };
    for (const [name, spec] of Object.entries(this.properties)) {
      if ((result[name] ?? null) !== null || !(spec.always || spec.output)) continue;
      result[name] = plausible(name, spec.type, id);
    }
    return result;
  }

  /** Returns an empty object when a resource to be read or deleted no longer exists. */
  private async request(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    if (!this.control) {
      throw new ProviderError(
        `${this.type}: the sandbox is not running: start it, and give its control address in ${CONTROL_VARIABLE}`,
      );
    }
    const response = await fetch(this.control.replace(/\/+$/, "") + path, {
      method,
      ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (response.status === 404 && ["GET", "DELETE"].includes(method)) return {};
    if (!response.ok) throw new ProviderError(`${this.type}: the sandbox answered ${response.status}: ${text}`);
    return text ? (JSON.parse(text) as Record<string, unknown>) : {};
  }
}

function plausible(name: string, type: TypeRef, id: string): Value {
  if (type === "boolean") return false;
  if (type === "number" || type === "integer") return 0;
  if (typeof type === "object") return "map" in type || "object" in type ? {} : [];
  if (/Id$/.test(name)) return id;
  if (/^status$|state$/i.test(name)) return "ACTIVE";
  if (/(public|internet|^ip)\w*(ip|address)?/i.test(name) && /ip|address/i.test(name)) return address("192.0.2", id);
  if (/ip$|address$/i.test(name)) return address("10.20.0", id);
  if (/(created?|updated?)(at|time)?$/i.test(name)) return "2026-01-01T00:00:00Z";
  return "";
}

/** A documentation address, or a private one, derived from the id. */
function address(prefix: string, id: string): string {
  return `${prefix}.${10 + (createHash("sha256").update(id).digest()[0]! % 200)}`;
}
