import { randomUUID } from "node:crypto";
import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type { Eip } from "./types";

/** Public addresses of Huawei Cloud in the sandbox. */
export const EIP_RANGE = "203.0.113.0/24";

export interface EipRequest {
  region: string;
  name?: string;
  type?: string;
  bandwidthName?: string;
  /** Mbit/s, default 5. */
  bandwidthSize?: number;
  tags?: Record<string, string>;
}

/** The EIPs of all Huawei regions. Addresses are assigned in rotation, so that a released one is not reused at once. */
export class Eips {
  private readonly byId = new Map<string, Eip>();
  private readonly pool = [...hosts(EIP_RANGE)].slice(9);
  private next = 0;

  constructor(private readonly journal: Journal) {}

  /** @throws WorldError quota: all addresses of the range are taken */
  allocate(request: EipRequest): Eip {
    const taken = new Set(this.list().map((eip) => eip.address));
    const free = this.pool.map((_, i) => (this.next + i) % this.pool.length).find((i) => !taken.has(this.pool[i]!));
    if (free === undefined)
      throw new WorldError("quota", `No free address left in ${EIP_RANGE}: release one of ${taken.size}`);
    this.next = (free + 1) % this.pool.length;
    const eip: Eip = {
      id: randomUUID(),
      region: request.region,
      address: this.pool[free]!,
      name: request.name ?? "",
      type: request.type ?? "5_bgp",
      bandwidthId: randomUUID(),
      bandwidthName: request.bandwidthName ?? "",
      bandwidthSize: request.bandwidthSize ?? 5,
      tags: { ...request.tags },
      createdAt: new Date().toISOString(),
    };
    this.byId.set(eip.id, eip);
    this.journal.add("eip.allocate", eip.id, { address: eip.address, region: eip.region, name: eip.name });
    return eip;
  }

  /** By id or by address. */
  find(idOrAddress: string): Eip | undefined {
    return this.byId.get(idOrAddress) ?? this.list().find((eip) => eip.address === idOrAddress);
  }

  /** @throws WorldError notFound */
  get(idOrAddress: string): Eip {
    const eip = this.find(idOrAddress);
    if (!eip) throw new WorldError("notFound", `EIP ${idOrAddress} does not exist`);
    return eip;
  }

  list(region?: string): Eip[] {
    return [...this.byId.values()].filter((eip) => region === undefined || eip.region === region);
  }

  /** @throws WorldError notFound */
  update(
    id: string,
    change: Partial<Pick<Eip, "name" | "tags" | "bandwidthSize" | "bandwidthName" | "bandwidthId">>,
  ): Eip {
    const eip = Object.assign(this.get(id), change);
    this.journal.add("eip.update", eip.id);
    return eip;
  }

  /**
   * Binds an EIP to a task or port; a no-op when it is already bound to it.
   * @throws WorldError notFound; conflict when it is bound to another
   */
  bind(id: string, to: string, privateIp?: string): Eip {
    const eip = this.get(id);
    if (eip.boundTo !== undefined && eip.boundTo !== to)
      throw new WorldError(
        "conflict",
        `EIP ${eip.id} (${eip.address}) is bound to ${eip.boundTo}, requested for ${to}: unbind it first`,
      );
    eip.boundTo = to;
    eip.boundPrivateIp = privateIp;
    this.journal.add("eip.bind", eip.id, { to, address: eip.address });
    return eip;
  }

  /** Unbinds an EIP; a no-op when it is not bound. @throws WorldError notFound */
  unbind(id: string): Eip {
    const eip = this.get(id);
    if (eip.boundTo !== undefined) this.journal.add("eip.unbind", eip.id, { from: eip.boundTo, address: eip.address });
    delete eip.boundTo;
    delete eip.boundPrivateIp;
    return eip;
  }

  /** @throws WorldError notFound; conflict while it is bound */
  release(id: string): void {
    const eip = this.get(id);
    if (eip.boundTo !== undefined)
      throw new WorldError("conflict", `EIP ${eip.id} (${eip.address}) is bound to ${eip.boundTo}: unbind it first`);
    this.byId.delete(eip.id);
    this.journal.add("eip.release", eip.id, { address: eip.address });
  }
}
