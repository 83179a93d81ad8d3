import { randomUUID } from "node:crypto";
import { Iptables } from "../../world/iptables";
import type { Journal } from "../../world/journal";
import type { Machine } from "./types";
import type { Vpcs } from "./vpcs";

export interface MachineRequest extends Pick<Machine, "name" | "region" | "subnetId" | "securityGroupId" | "mysql"> {
  privateIp?: string;
  /** Default 3306. */
  port?: number;
}

/** Machines of Huawei ECS that a MySQL server runs on, each with one network interface and a firewall of its own. */
export class Machines {
  private readonly byId = new Map<string, Machine>();

  constructor(
    private readonly journal: Journal,
    private readonly vpcs: Vpcs,
  ) {}

  /** @throws WorldError notFound (subnet); conflict (address taken) */
  add({ privateIp, port, ...request }: MachineRequest): Machine {
    const id = randomUUID();
    const ip = this.vpcs.takeIp(request.subnetId, id, {
      wanted: privateIp,
      securityGroupIds: [request.securityGroupId],
    });
    const machine: Machine = {
      ...request,
      id,
      vpcId: ip.vpcId,
      privateIp: ip.address,
      port: port ?? 3306,
      firewall: new Iptables(),
    };
    this.byId.set(id, machine);
    this.journal.add("machine.add", id, { privateIp: machine.privateIp });
    return machine;
  }

  find(id: string): Machine | undefined {
    return this.byId.get(id);
  }

  list(region?: string): Machine[] {
    return [...this.byId.values()].filter((machine) => region === undefined || machine.region === region);
  }
}
