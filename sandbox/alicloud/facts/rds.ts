import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import type { ServerRef } from "../../world/types";
import { WorldError } from "../../world/worldError";
import type { AlibabaRdsInstance } from "./types";

/** Public addresses of Alibaba RDS endpoints in the sandbox. */
export const ALIBABA_PUBLIC_RANGE = "198.51.100.0/24";

/** The group that every instance has from its creation; its only entry admits nobody. */
export const DEFAULT_GROUP = "default";

export interface AlibabaRdsRequest {
  id: string;
  region: string;
  engineVersion?: string;
  description?: string;
  storageGb?: number;
  mysql: ServerRef;
}

/** Alibaba RDS for MySQL instances: endpoints and allowlist groups. */
export class AlibabaRds {
  private readonly byId = new Map<string, AlibabaRdsInstance>();
  private readonly publicPool = [...hosts(ALIBABA_PUBLIC_RANGE)].slice(9);
  private nextPublic = 0;

  constructor(private readonly journal: Journal) {}

  add(request: AlibabaRdsRequest): AlibabaRdsInstance {
    const instance: AlibabaRdsInstance = {
      id: request.id,
      region: request.region,
      engineVersion: request.engineVersion ?? "5.6",
      description: request.description ?? request.id,
      storageGb: request.storageGb ?? 20,
      intranet: { host: endpointHost(request.id), ip: `172.16.0.${10 + this.byId.size}`, port: 3306 },
      allowlists: new Map([[DEFAULT_GROUP, new Set(["127.0.0.1"])]]),
      status: "Running",
      mysql: request.mysql,
    };
    this.byId.set(instance.id, instance);
    return instance;
  }

  find(id: string): AlibabaRdsInstance | undefined {
    return this.byId.get(id);
  }

  /** @throws WorldError notFound */
  get(id: string): AlibabaRdsInstance {
    const instance = this.byId.get(id);
    if (!instance) throw new WorldError("notFound", `Alibaba RDS instance ${id} does not exist`);
    return instance;
  }

  list(region?: string): AlibabaRdsInstance[] {
    return [...this.byId.values()].filter((instance) => region === undefined || instance.region === region);
  }

  setStatus(id: string, status: AlibabaRdsInstance["status"]): void {
    this.get(id).status = status;
  }

  /**
   * Gives the instance its public endpoint `<prefix>.mysql.rds.aliyuncs.com`.
   * @param port default 3306
   * @throws WorldError notFound; conflict: it already has one, or the prefix belongs to another instance
   */
  allocatePublicEndpoint(id: string, prefix: string, port = 3306): NonNullable<AlibabaRdsInstance["publicEndpoint"]> {
    const instance = this.get(id);
    if (instance.publicEndpoint)
      throw new WorldError(
        "conflict",
        `Instance ${id} already has the public endpoint ${instance.publicEndpoint.host}`,
      );
    const host = endpointHost(prefix);
    if (this.list().some((other) => other.intranet.host === host || other.publicEndpoint?.host === host))
      throw new WorldError("conflict", `Endpoint ${host} is taken`);
    const ip = this.publicPool[this.nextPublic++ % this.publicPool.length]!;
    instance.publicEndpoint = { prefix, host, ip, port };
    this.journal.add("publicEndpoint.allocate", id, { host, ip, port });
    return instance.publicEndpoint;
  }

  /** @throws WorldError notFound: no such instance, or it has no public endpoint */
  releasePublicEndpoint(id: string): void {
    const instance = this.get(id);
    if (!instance.publicEndpoint) throw new WorldError("notFound", `Instance ${id} has no public endpoint`);
    this.journal.add("publicEndpoint.release", id, { host: instance.publicEndpoint.host });
    delete instance.publicEndpoint;
  }

  /** Changes prefix or port of the public endpoint; its address stays. @throws WorldError like the two above */
  changePublicEndpoint(id: string, change: { prefix?: string; port?: number }): void {
    const { publicEndpoint } = this.get(id);
    if (!publicEndpoint) throw new WorldError("notFound", `Instance ${id} has no public endpoint`);
    if (change.prefix !== undefined) {
      publicEndpoint.prefix = change.prefix;
      publicEndpoint.host = endpointHost(change.prefix);
    }
    if (change.port !== undefined) publicEndpoint.port = change.port;
    this.journal.add("publicEndpoint.change", id, { ...change });
  }

  /**
   * Changes one named group. Cover replaces its entries, Append adds, Delete removes; a group left empty is removed,
   * except `default`, which keeps "127.0.0.1".
   * @throws WorldError notFound: no such instance; Delete refers to a missing group or entry
   */
  modifyAllowlist(id: string, group: string, mode: "Cover" | "Append" | "Delete", entries: readonly string[]): void {
    const { allowlists } = this.get(id);
    const before = allowlists.get(group);
    if (mode === "Delete") {
      if (!before) throw new WorldError("notFound", `Instance ${id} has no allowlist group ${group}`);
      const missing = entries.filter((entry) => !before.has(entry));
      if (missing.length > 0)
        throw new WorldError("notFound", `Allowlist group ${group} of ${id} does not hold ${missing.join(", ")}`);
    }
    const after = new Set(mode === "Cover" ? [] : before);
    for (const entry of entries) mode === "Delete" ? after.delete(entry) : after.add(entry);
    if (after.size === 0 && group === DEFAULT_GROUP) after.add("127.0.0.1");
    if (after.size === 0) allowlists.delete(group);
    else allowlists.set(group, after);
    this.journal.add("allowlist.modify", id, { group, mode, entries: [...entries] });
  }

  /** All entries of all groups, without duplicates. */
  allowed(id: string): string[] {
    return [...new Set([...this.get(id).allowlists.values()].flatMap((group) => [...group]))];
  }
}

/** An endpoint's host name, in the regions whose names have no region part. */
export function endpointHost(prefix: string): string {
  return `${prefix}.mysql.rds.aliyuncs.com`;
}
