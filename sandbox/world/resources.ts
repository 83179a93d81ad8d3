import { randomUUID } from "node:crypto";
import type { Journal } from "./journal";
import { WorldError } from "./worldError";

/** A vendor resource that no HTTP service of the sandbox covers, stored as its provider sent it. */
export interface StoredResource {
  /** The provider's type token, such as "huaweicloud_vpn_gateway". */
  type: string;
  id: string;
  properties: Record<string, unknown>;
  createdAt: string;
}

/** Vendor resources by type and id, for the stand-in providers. */
export class Resources {
  private readonly byKey = new Map<string, StoredResource>();

  constructor(private readonly journal: Journal) {}

  /** @param id default: a new UUID. @throws WorldError conflict: the id is taken */
  create(type: string, properties: Record<string, unknown>, id: string = randomUUID()): StoredResource {
    if (this.byKey.has(key(type, id))) throw new WorldError("conflict", `${type} ${id} exists already`);
    const stored = { type, id, properties, createdAt: new Date().toISOString() };
    this.byKey.set(key(type, id), stored);
    this.journal.add("resource.create", id, { type });
    return stored;
  }

  find(type: string, id: string): StoredResource | undefined {
    return this.byKey.get(key(type, id));
  }

  list(type?: string): StoredResource[] {
    return [...this.byKey.values()].filter((stored) => type === undefined || stored.type === type);
  }

  /** Replaces the properties. @throws WorldError notFound */
  update(type: string, id: string, properties: Record<string, unknown>): StoredResource {
    const stored = this.find(type, id);
    if (!stored) throw new WorldError("notFound", `${type} ${id} does not exist`);
    stored.properties = properties;
    this.journal.add("resource.update", id, { type });
    return stored;
  }

  /** @throws WorldError notFound */
  remove(type: string, id: string): void {
    if (!this.byKey.delete(key(type, id))) throw new WorldError("notFound", `${type} ${id} does not exist`);
    this.journal.add("resource.remove", id, { type });
  }
}

function key(type: string, id: string): string {
  return JSON.stringify([type, id]);
}
