import { randomUUID } from "node:crypto";
import { holds, hosts, isIpv4 } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type { PrivateIp, Subnet, Vpc } from "./types";

/** VPCs and subnets of Huawei Cloud, and the holders of private addresses. */
export class Vpcs {
  private readonly vpcs = new Map<string, Vpc>();
  private readonly nets = new Map<string, Subnet>();
  private readonly taken = new Map<string, PrivateIp>();

  constructor(private readonly journal: Journal) {}

  add(vpc: Omit<Vpc, "id"> & { id?: string }): Vpc {
    const added = { ...vpc, id: vpc.id ?? randomUUID() };
    this.vpcs.set(added.id, added);
    this.journal.add("vpc.add", added.id, { cidr: added.cidr });
    return added;
  }

  find(id: string): Vpc | undefined {
    return this.vpcs.get(id);
  }

  /** @throws WorldError notFound */
  get(id: string): Vpc {
    const vpc = this.vpcs.get(id);
    if (!vpc) throw new WorldError("notFound", `VPC ${id} does not exist`);
    return vpc;
  }

  list(region?: string): Vpc[] {
    return [...this.vpcs.values()].filter((vpc) => region === undefined || vpc.region === region);
  }

  /** The gateway address defaults to the first one of the range. @throws WorldError notFound (VPC) */
  addSubnet(subnet: Omit<Subnet, "id" | "gatewayIp"> & { id?: string; gatewayIp?: string }): Subnet {
    this.get(subnet.vpcId);
    const [first] = hosts(subnet.cidr);
    const added = { ...subnet, id: subnet.id ?? randomUUID(), gatewayIp: subnet.gatewayIp ?? first! };
    this.nets.set(added.id, added);
    this.journal.add("subnet.add", added.id, { vpcId: added.vpcId, cidr: added.cidr });
    return added;
  }

  findSubnet(id: string): Subnet | undefined {
    return this.nets.get(id);
  }

  /** @throws WorldError notFound */
  subnet(id: string): Subnet {
    const subnet = this.nets.get(id);
    if (!subnet) throw new WorldError("notFound", `Subnet ${id} does not exist`);
    return subnet;
  }

  subnets(vpcId?: string): Subnet[] {
    return [...this.nets.values()].filter((subnet) => vpcId === undefined || subnet.vpcId === vpcId);
  }

  /**
   * Takes an address of the subnet for `owner`: `wanted`, or the first free one from .10 on (never the gateway's).
   * @throws WorldError notFound; conflict when `wanted` is taken or outside the range; quota when none is free
   */
  takeIp(subnetId: string, owner: string, options: { wanted?: string; securityGroupIds?: string[] } = {}): PrivateIp {
    const subnet = this.subnet(subnetId);
    const { wanted } = options;
    if (wanted !== undefined && (!isIpv4(wanted) || !holds(subnet.cidr, wanted)))
      throw new WorldError("invalid", `Address ${wanted} is outside subnet ${subnet.id} (${subnet.cidr})`);
    const held = wanted === undefined ? undefined : this.ipAt(wanted, subnet.vpcId);
    if (held) throw new WorldError("conflict", `Address ${wanted} in subnet ${subnet.id} is held by ${held.owner}`);
    const address = wanted ?? this.firstFree(subnet);
    const taken: PrivateIp = {
      address,
      subnetId,
      vpcId: subnet.vpcId,
      owner,
      securityGroupIds: [...(options.securityGroupIds ?? [])],
    };
    this.taken.set(`${subnet.vpcId} ${address}`, taken);
    this.journal.add("privateIp.take", owner, { address, subnetId });
    return taken;
  }

  /** Releases all addresses of `owner` in all subnets; a no-op when it has none. */
  giveBackIps(owner: string): void {
    for (const [key, ip] of this.taken) {
      if (ip.owner !== owner) continue;
      this.taken.delete(key);
      this.journal.add("privateIp.giveBack", owner, { address: ip.address, subnetId: ip.subnetId });
    }
  }

  /** The holder of an address inside a VPC. */
  ipAt(address: string, vpcId: string): PrivateIp | undefined {
    return this.taken.get(`${vpcId} ${address}`);
  }

  privateIps(subnetId?: string): PrivateIp[] {
    return [...this.taken.values()].filter((ip) => subnetId === undefined || ip.subnetId === subnetId);
  }

  private firstFree(subnet: Subnet): string {
    let index = 0;
    for (const address of hosts(subnet.cidr)) {
      if (++index < 10 || address === subnet.gatewayIp) continue;
      if (!this.ipAt(address, subnet.vpcId)) return address;
    }
    throw new WorldError("quota", `No free address left in subnet ${subnet.id} (${subnet.cidr})`);
  }
}
