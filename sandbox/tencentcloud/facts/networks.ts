import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import { newId } from "./ids";
import type { Subnet, Vpc } from "./types";

/** VPCs and subnets of Tencent Cloud, and the private addresses in use. */
export class Networks {
  private readonly vpcs = new Map<string, Vpc>();
  private readonly nets = new Map<string, Subnet>();
  private readonly taken = new Set<string>();
  private readonly translatedTo = new Map<string, string>();

  constructor(private readonly journal: Journal) {}

  add(vpc: Omit<Vpc, "id">): Vpc {
    const added = { ...vpc, id: newId("vpc") };
    this.vpcs.set(added.id, added);
    this.journal.add("vpc.add", added.id, { cidr: added.cidr });
    return added;
  }

  find(id: string): Vpc | undefined {
    return this.vpcs.get(id);
  }

  list(region?: string): Vpc[] {
    return [...this.vpcs.values()].filter((vpc) => region === undefined || vpc.region === region);
  }

  /** @throws WorldError notFound (VPC) */
  addSubnet(subnet: Omit<Subnet, "id" | "zone">): Subnet {
    const vpc = this.vpcs.get(subnet.vpcId);
    if (!vpc) throw new WorldError("notFound", `VPC ${subnet.vpcId} does not exist`);
    const added = { ...subnet, id: newId("subnet"), zone: `${vpc.region}-3` };
    this.nets.set(added.id, added);
    this.journal.add("subnet.add", added.id, { vpcId: added.vpcId, cidr: added.cidr });
    return added;
  }

  findSubnet(id: string): Subnet | undefined {
    return this.nets.get(id);
  }

  /** Subnets of a region. */
  subnets(region?: string): Subnet[] {
    return [...this.nets.values()].filter(
      ({ vpcId }) => region === undefined || this.vpcs.get(vpcId)?.region === region,
    );
  }

  /**
   * Takes the first free address of a subnet; the first one belongs to the gateway. @throws WorldError notFound, quota
   */
  takeIp(subnetId: string): string {
    const subnet = this.nets.get(subnetId);
    if (!subnet) throw new WorldError("notFound", `Subnet ${subnetId} does not exist`);
    for (const address of [...hosts(subnet.cidr)].slice(1)) {
      const key = `${subnet.vpcId} ${address}`;
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return address;
    }
    throw new WorldError("quota", `No free address left in subnet ${subnetId} (${subnet.cidr})`);
  }

  /** The address in a subnet that the cloud's own services have behind a VPN. @throws WorldError notFound, quota */
  translated(subnetId: string): string {
    const known = this.translatedTo.get(subnetId) ?? this.takeIp(subnetId);
    this.translatedTo.set(subnetId, known);
    return known;
  }

  /** Number of free addresses and of all addresses in a subnet; the vendor reserves three. */
  room({ vpcId, cidr }: Subnet): { free: number; total: number } {
    const all = [...hosts(cidr)];
    const used = all.filter((address) => this.taken.has(`${vpcId} ${address}`)).length;
    return { free: all.length - 1 - used, total: all.length - 1 };
  }
}
