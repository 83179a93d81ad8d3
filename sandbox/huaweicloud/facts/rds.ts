import { randomUUID } from "node:crypto";
import type { Journal } from "../../world/journal";
import type { ServerRef } from "../../world/types";
import { WorldError } from "../../world/worldError";
import type { HuaweiRdsInstance } from "./types";
import type { Vpcs } from "./vpcs";

export interface HuaweiRdsRequest {
  id?: string;
  name: string;
  region: string;
  engineVersion?: string;
  subnetId: string;
  securityGroupId: string;
  privateIp?: string;
  /** Default 3306. */
  port?: number;
  /** Default 40. */
  volumeGb?: number;
  mysql: ServerRef;
}

/** Huawei Cloud RDS for MySQL instances. */
export class HuaweiRds {
  private readonly byId = new Map<string, HuaweiRdsInstance>();

  constructor(
    private readonly journal: Journal,
    private readonly vpcs: Vpcs,
  ) {}

  /** @throws WorldError notFound (subnet); conflict (address taken) */
  add(request: HuaweiRdsRequest): HuaweiRdsInstance {
    const id = request.id ?? `${randomUUID().replaceAll("-", "")}in01`;
    const ip = this.vpcs.takeIp(request.subnetId, id, {
      wanted: request.privateIp,
      securityGroupIds: [request.securityGroupId],
    });
    const instance: HuaweiRdsInstance = {
      id,
      name: request.name,
      region: request.region,
      engineVersion: request.engineVersion ?? "5.6",
      vpcId: ip.vpcId,
      subnetId: request.subnetId,
      securityGroupId: request.securityGroupId,
      privateIp: ip.address,
      port: request.port ?? 3306,
      volumeGb: request.volumeGb ?? 40,
      status: "ACTIVE",
      mysql: request.mysql,
    };
    this.byId.set(id, instance);
    this.journal.add("huaweiRds.add", id, { privateIp: instance.privateIp });
    return instance;
  }

  /** Moves an instance to another subnet, as it would have been bought there. @throws WorldError notFound */
  move(id: string, subnetId: string): HuaweiRdsInstance {
    const instance = this.get(id);
    this.vpcs.giveBackIps(id);
    const { vpcId, address } = this.vpcs.takeIp(subnetId, id, { securityGroupIds: [instance.securityGroupId] });
    return Object.assign(instance, { vpcId, subnetId, privateIp: address });
  }

  find(id: string): HuaweiRdsInstance | undefined {
    return this.byId.get(id);
  }

  /** @throws WorldError notFound */
  get(id: string): HuaweiRdsInstance {
    const instance = this.byId.get(id);
    if (!instance) throw new WorldError("notFound", `Huawei RDS instance ${id} does not exist`);
    return instance;
  }

  list(region?: string): HuaweiRdsInstance[] {
    return [...this.byId.values()].filter((instance) => region === undefined || instance.region === region);
  }
}
