import { type Action, instanceOf, type Rds } from "../action";
import { errors } from "../errors";
import type { AlibabaRdsInstance } from "../facts/types";

export const describeDBInstances: Action = {
  parameters: {
    RegionId: "!",
    DBInstanceId: "?",
    DBInstanceStatus: "?",
    Engine: "?",
    EngineVersion: "?",
    SearchKey: "?",
    Tags: "?",
    PageSize: "?",
    PageNumber: "?",
    MaxResults: "-",
    NextToken: "-",
    Category: "-",
    ConnectionMode: "-",
    ConnectionString: "?",
    DBInstanceClass: "-",
    DBInstanceType: "-",
    DedicatedHostGroupId: "-",
    DedicatedHostId: "-",
    Expired: "-",
    Filter: "-",
    InstanceLevel: "-",
    InstanceNetworkType: "-",
    PayType: "-",
    QueryAutoRenewal: "-",
    ResourceGroupId: "-",
    VSwitchId: "-",
    VpcId: "-",
    ZoneId: "-",
    proxyId: "-",
  },
  run(parameters, rds) {
    if (parameters.need("RegionId") !== rds.region) throw errors.regionNotFound();
    const size = parameters.integer("PageSize", { min: 1, max: 100, fallback: 30 });
    const page = parameters.integer("PageNumber", { min: 1, max: 100_000, fallback: 1 });
    const equals = (name: string, value: string) => (parameters.get(name) ?? value) === value;
    const search = parameters.get("SearchKey") ?? "";
    const tags = readTags(parameters.get("Tags"));
    const ids = parameters.get("DBInstanceId")?.split(",");
    const found = rds.world.alicloud.rds
      .list(rds.region)
      .filter((i) => !ids || ids.includes(i.id))
      .filter((i) => equals("DBInstanceStatus", i.status) && equals("Engine", "MySQL"))
      .filter((i) => equals("EngineVersion", i.engineVersion) && equals("ConnectionString", i.intranet.host))
      .filter((i) => i.id.includes(search) || i.description.includes(search))
      .filter((i) => tags.every(([key, value]) => rds.tags.get(i.id)?.get(key) === value));
    const items = found.slice((page - 1) * size, page * size);
    return {
      PageNumber: page,
      PageRecordCount: items.length,
      TotalRecordCount: found.length,
      Items: {
        DBInstance: items.map((instance) => ({
          ...common(instance),
          ConnectionString: instance.intranet.host,
          CreateTime: "2026-01-01T00:00:00Z",
          MutriORsignle: false,
          ReadOnlyDBInstanceIds: {
            ReadOnlyDBInstanceId: replicas(instance, rds).map(({ id }) => ({ DBInstanceId: id })),
          },
        })),
      },
    };
  },
};

export const describeDBInstanceAttribute: Action = {
  parameters: { DBInstanceId: "!", Expired: "-" },
  run(parameters, rds) {
    const instance = instanceOf(parameters, rds);
    return { Items: { DBInstanceAttribute: [attribute(instance, rds)] } };
  },
};

function attribute(instance: AlibabaRdsInstance, rds: Rds): object {
  return {
    ...common(instance),
    AccountMaxQuantity: 500,
    AutoUpgradeMinorVersion: "Auto",
    AvailabilityValue: "100.0%",
    ConnectionString: instance.intranet.host,
    CreationTime: "2026-01-01T00:00:00Z",
    DBInstanceClassType: "s",
    DBInstanceStorage: instance.storageGb,
    DBMaxQuantity: 999,
    IPType: "IPv4",
    InstanceNetworkType: "VPC",
    MaintainTime: "18:00Z-22:00Z",
    MaxConnections: 2000,
    MaxIOPS: 2800,
    Port: String(instance.intranet.port),
    ReadOnlyDBInstanceIds: {
      ReadOnlyDBInstanceId: replicas(instance, rds).map(({ id }) => ({ DBInstanceId: id })),
    },
    SecurityIPList: [...(rds.world.alicloud.rds.get(instance.id).allowlists.get("default") ?? [])].join(","),
    SecurityIPMode: "normal",
    TimeZone: "Asia/Shanghai",
  };
}

function replicas({ id }: AlibabaRdsInstance, rds: Rds): AlibabaRdsInstance[] {
  return rds.world.alicloud.rds.list().filter(({ readOnlyOf }) => readOnlyOf === id);
}

function common(instance: AlibabaRdsInstance): object {
  return {
    DBInstanceId: instance.id,
    DBInstanceDescription: instance.description,
    DBInstanceStatus: instance.status,
    DBInstanceType: instance.readOnlyOf ? "Readonly" : "Primary",
    ...(instance.readOnlyOf ? { MasterInstanceId: instance.readOnlyOf } : {}),
    DBInstanceClass: "mysql.n4.medium.2c",
    DBInstanceMemory: 8192,
    DBInstanceNetType: "Intranet",
    DBInstanceStorageType: "cloud_essd",
    Category: "HighAvailability",
    ConnectionMode: "Standard",
    DeletionProtection: false,
    Engine: "MySQL",
    EngineVersion: instance.engineVersion,
    ExpireTime: "",
    InstanceNetworkType: "VPC",
    LockMode: instance.lockMode ?? "Unlock",
    PayType: "Postpaid",
    RegionId: instance.region,
    ResourceGroupId: "rg-sandbox",
    VpcId: "vpc-sandbox",
    VSwitchId: "vsw-sandbox",
    VpcCloudInstanceId: `${instance.id}-vpc`,
    ZoneId: `${instance.region}-h`,
  };
}

/** `{"key":"value"}` as the vendor documents it. */
function readTags(text: string | undefined): [string, string][] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      return Object.entries(value).map(([key, one]) => [key, String(one)]);
    }
  } catch {}
  throw errors.invalid("Tags");
}
