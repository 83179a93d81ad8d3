import { hosts } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import type { ServerRef } from "../../world/types";
import { WorldError } from "../../world/worldError";
import type { Networks } from "./networks";
import type { CdbInstance } from "./types";

/** Public addresses of TencentDB in the sandbox. */
const WAN_RANGE = "192.0.2.128/25";
/** First labels of public endpoints, by region; default: the region's name. */
const LABELS: Record<string, string> = {
  "ap-guangzhou": "gz",
  "ap-shanghai": "sh",
  "ap-beijing": "bj",
  "ap-chengdu": "cd",
};

export interface CdbRequest {
  id: string;
  name: string;
  region: string;
  subnetId: string;
  securityGroupIds: string[];
  volumeGb?: number;
  mysql: ServerRef;
}

/** TencentDB for MySQL instances. */
export class Cdbs {
  private readonly byId = new Map<string, CdbInstance>();
  private readonly wanPool = [...hosts(WAN_RANGE)];
  private wanCount = 0;

  constructor(
    private readonly journal: Journal,
    private readonly networks: Networks,
  ) {}

  /** @throws WorldError notFound (subnet) */
  add({ id, name, region, subnetId, securityGroupIds, volumeGb = 100, mysql }: CdbRequest): CdbInstance {
    const vip = this.networks.takeIp(subnetId);
    const instance: CdbInstance = {
      id,
      name,
      region,
      subnetId,
      securityGroupIds,
      volumeGb,
      vip,
      mysql,
      vpcId: this.networks.findSubnet(subnetId)!.vpcId,
      engineVersion: mysql.version.split(".").slice(0, 2).join("."),
      port: 3306,
      status: 1,
      taskStatus: 0,
      protectMode: 0,
      wanClosed: false,
      createdAt: Date.now(),
    };
    this.byId.set(id, instance);
    this.journal.add("cdb.add", id, { vip });
    return instance;
  }

  find(id: string): CdbInstance | undefined {
    return this.byId.get(id);
  }

  list(region?: string): CdbInstance[] {
    return [...this.byId.values()].filter((instance) => region === undefined || instance.region === region);
  }

  /**
   * Opens public access, at an address and a port chosen by the vendor. @throws WorldError notFound; conflict: it is
   * already open
   */
  openWan(id: string): void {
    const instance = this.get(id);
    if (instance.wan) throw new WorldError("conflict", `Public access of ${id} is already open`);
    const count = this.wanCount++;
    const domain = `${LABELS[instance.region] ?? instance.region}-${id}.sql.tencentcdb.com`;
    instance.wan = { domain, ip: this.wanPool[count % this.wanPool.length]!, port: 20_000 + ((count * 137) % 40_000) };
    this.journal.add("publicEndpoint.allocate", id, { host: domain, ip: instance.wan.ip, port: instance.wan.port });
  }

  /** @throws WorldError notFound: no such instance, or its public access is closed */
  closeWan(id: string): void {
    const instance = this.get(id);
    if (!instance.wan) throw new WorldError("notFound", `Public access of ${id} is closed`);
    this.journal.add("publicEndpoint.release", id, { host: instance.wan.domain });
    delete instance.wan;
    instance.wanClosed = true;
  }

  private get(id: string): CdbInstance {
    const instance = this.byId.get(id);
    if (!instance) throw new WorldError("notFound", `TencentDB instance ${id} does not exist`);
    return instance;
  }
}
