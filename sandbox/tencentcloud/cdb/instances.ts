import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { CdbInstance } from "../facts/types";
import { beijing, page } from "../paging";
import type { Action } from "../service";

/** @throws TcError when there is no such instance in this region */
export function instanceOf(world: TencentcloudWorld, region: string, id: string): CdbInstance {
  const found = world.tencentcloud.cdb.find(id);
  if (found?.region !== region)
    throw new TcError("InvalidParameter.InstanceNotFound", `The instance ${id} is not found.`);
  return found;
}

const ORDERS: Record<string, (one: CdbInstance) => string | number> = {
  instanceId: (one) => one.id,
  instanceName: (one) => one.name,
  createTime: (one) => one.createdAt,
  deadlineTime: () => 0,
};

export function describeDBInstances(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const among = (wanted: readonly unknown[] | undefined, value: unknown) => !wanted?.length || wanted.includes(value);
    if (p.SecurityGroupId !== undefined && p.WithSecurityGroup !== 1)
      throw errors.value("WithSecurityGroup", "1, where SecurityGroupId is given");
    const order = ORDERS[p.OrderBy ?? "createTime"];
    if (!order) throw errors.value("OrderBy", Object.keys(ORDERS).join(", "));
    if (!["ASC", "DESC", undefined].includes(p.OrderDirection)) throw errors.value("OrderDirection", "ASC or DESC");
    const sign = p.OrderDirection === "ASC" ? 1 : -1;
    const found = world.tencentcloud.cdb
      .list(region)
      .filter((one) => among(p.InstanceIds, one.id) && among(p.InstanceNames, one.name) && among(p.Vips, one.vip))
      .filter((one) => among(p.Status, one.status) && among(p.TaskStatus, one.taskStatus))
      .filter((one) => among(p.EngineVersions, one.engineVersion) && among(p.InstanceTypes, typeOf(one)))
      .filter((one) => among(p.UniqueVpcIds, one.vpcId) && among(p.UniqSubnetIds, one.subnetId))
      .filter((one) => p.SecurityGroupId === undefined || one.securityGroupIds.includes(p.SecurityGroupId))
      .sort((a, b) => (order(a) < order(b) ? -sign : order(a) > order(b) ? sign : 0));
    const { items, total } = page(found, p, { most: 2000, usual: 20 });
    return { TotalCount: total, Items: items.map(render) };
  };
}

function typeOf({ readOnlyOf }: CdbInstance): number {
  return readOnlyOf === undefined ? 1 : 3;
}

/** WanStatus: 0 never opened, 1 open, 2 closed. */
function render(one: CdbInstance): object {
  return {
    InstanceId: one.id,
    InstanceName: one.name,
    InstanceType: typeOf(one),
    Region: one.region,
    Zone: `${one.region}-3`,
    ZoneId: 100003,
    ZoneName: "",
    ProjectId: 0,
    PayType: 1,
    AutoRenew: 0,
    Status: one.status,
    TaskStatus: one.taskStatus,
    InitFlag: 1,
    CdbError: 0,
    DestroyProtect: "off",
    EngineVersion: one.engineVersion,
    EngineType: "InnoDB",
    DeviceType: "UNIVERSAL",
    DeviceClass: "",
    Cpu: 4,
    Memory: 8000,
    Volume: one.volumeGb,
    Qps: 20000,
    InstanceNodes: 2,
    MaxDelayTime: 10,
    DiskType: "",
    Vip: one.vip,
    Vport: one.port,
    VpcId: 51102,
    SubnetId: 2333,
    UniqVpcId: one.vpcId,
    UniqSubnetId: one.subnetId,
    WanStatus: one.wan ? 1 : one.wanClosed ? 2 : 0,
    WanDomain: one.wan?.domain ?? "",
    WanPort: one.wan?.port ?? 0,
    ProtectMode: one.protectMode,
    DeployMode: 0,
    CreateTime: beijing(one.createdAt),
    PhysicalId: "",
    DeadlineTime: "0000-00-00 00:00:00",
    DeployGroupId: "",
    ExpandCpu: 0,
    RoVipInfo: null,
    RoGroups: [],
    MasterInfo: one.readOnlyOf === undefined ? null : { InstanceId: one.readOnlyOf, Region: one.region },
    SlaveInfo: {
      First: { Region: one.region, Zone: `${one.region}-3`, Vip: "", Vport: 0 },
      Second: null,
      Third: null,
    },
    DrInfo: [],
    TagList: [],
    ClusterInfo: null,
    AnalysisNodeInfos: null,
    AnalysisUpgradeVersionInfo: null,
    CpuModel: null,
    DeviceBandwidth: 0,
    DiskEncryption: "",
  };
}
