import { randomBytes } from "node:crypto";
import { Iptables } from "../../world/iptables";
import type { Journal } from "../../world/journal";
import type { AlibabaMachine } from "./types";

type MachineRequest = Omit<AlibabaMachine, "id" | "firewall" | "status" | "port"> &
  Partial<Pick<AlibabaMachine, "port">>;

/** Machines of Alibaba ECS that a MySQL server runs on, each with one network interface and a firewall of its own. */
export class AlibabaMachines {
  private readonly byId = new Map<string, AlibabaMachine>();

  constructor(private readonly journal: Journal) {}

  add(request: MachineRequest): AlibabaMachine {
    const id = `i-bp1${randomBytes(8).toString("hex")}`;
    const machine = { ...request, id, port: request.port ?? 3306, status: "Running", firewall: new Iptables() };
    this.byId.set(id, machine);
    this.journal.add("machine.add", id, { privateIp: machine.privateIp });
    return machine;
  }

  find(id: string): AlibabaMachine | undefined {
    return this.byId.get(id);
  }

  list(region?: string): AlibabaMachine[] {
    return [...this.byId.values()].filter((machine) => region === undefined || machine.region === region);
  }
}
