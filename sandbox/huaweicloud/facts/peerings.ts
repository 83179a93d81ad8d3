import { randomUUID } from "node:crypto";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type { Peering } from "./types";
import type { Vpcs } from "./vpcs";

/** VPC peering connections of Huawei Cloud. Without routes on both sides, one carries nothing. */
export class Peerings {
  private readonly byId = new Map<string, Peering>();

  constructor(
    private readonly journal: Journal,
    private readonly vpcs: Vpcs,
  ) {}

  /**
   * Between VPCs of one account it is active at once.
   * @throws WorldError notFound (VPC); invalid (one VPC twice, two regions); conflict: these VPCs have one
   */
  add(request: Pick<Peering, "name" | "vpcId" | "peerVpcId"> & { description?: string }): Peering {
    const { vpcId, peerVpcId } = request;
    const [near, far] = [this.vpcs.get(vpcId), this.vpcs.get(peerVpcId)];
    if (vpcId === peerVpcId) throw new WorldError("invalid", `VPC ${vpcId} cannot be peered with itself`);
    if (near.region !== far.region) throw new WorldError("notFound", `VPC ${peerVpcId} is not in ${near.region}`);
    const twin = this.list().find((one) => this.connects(one, vpcId, peerVpcId));
    if (twin) throw new WorldError("conflict", `Peering ${twin.id} connects VPC ${vpcId} and ${peerVpcId} already`);
    const added: Peering = {
      ...request,
      id: randomUUID(),
      region: near.region,
      description: request.description ?? "",
      status: "ACTIVE",
      createdAt: new Date().toISOString(),
    };
    this.byId.set(added.id, added);
    this.journal.add("peering.add", added.id, { vpcId, peerVpcId });
    return added;
  }

  find(id: string): Peering | undefined {
    return this.byId.get(id);
  }

  list(region?: string): Peering[] {
    return [...this.byId.values()].filter((one) => region === undefined || one.region === region);
  }

  update(id: string, change: Partial<Pick<Peering, "name" | "description">>): Peering {
    this.journal.add("peering.update", id);
    return Object.assign(this.get(id), change);
  }

  /** Routes through it stay, and lead nowhere. @throws WorldError notFound */
  remove(id: string): void {
    this.get(id);
    this.byId.delete(id);
    this.journal.add("peering.remove", id);
  }

  /** The VPC at its other end; undefined: it does not carry packets from this one. */
  otherEnd(id: string, vpcId: string): string | undefined {
    const peering = this.find(id);
    if (peering?.status !== "ACTIVE") return undefined;
    if (peering.vpcId === vpcId) return peering.peerVpcId;
    return peering.peerVpcId === vpcId ? peering.vpcId : undefined;
  }

  private get(id: string): Peering {
    const peering = this.find(id);
    if (!peering) throw new WorldError("notFound", `Peering ${id} does not exist`);
    return peering;
  }

  private connects({ vpcId, peerVpcId }: Peering, one: string, other: string): boolean {
    return (vpcId === one && peerVpcId === other) || (vpcId === other && peerVpcId === one);
  }
}
