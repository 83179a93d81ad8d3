import type { TencentClient } from "../../clouds/tencentcloud/client";
import type { Login, Settings } from "../../core/taskSpec";
import { vendorName } from "./names";
import { MIGRATE_TYPES } from "./tasks";
import { INSIDE_ACCESS, PUBLIC_ACCESS, VPN_ACCESS, type WireEndpoint } from "./wire";

const SUPPLIERS: Partial<Record<Login["cloud"], string>> = { alicloud: "aliyun" };

/** Kinds of objects that a task migrates besides tables and views. */
const OTHERS = ["trigger", "function", "procedure", "event"];
/** Objects that belong to a single table. */
const TABLE_OBJECTS = ["trigger"];

/** Stores all settings in the task. They require a new precheck. */
export async function configure(client: TencentClient, id: string, settings: Settings): Promise<void> {
  const { name, description, mode, startAt, targetReadOnly } = settings;
  await client.call("dts ModifyMigrationJob", `configuring task ${id}`, {
    JobId: id,
    JobName: vendorName(name, description),
    ...(startAt ? { RunMode: "timed", ExpectRunTime: beijingTime(startAt) } : { RunMode: "immediate" }),
    SrcInfo:
      settings.source.cloud === "tencentcloud"
        ? insideOf(client.region, settings.source)
        : sourceOf(client.region, settings.path, settings.source),
    DstInfo: insideOf(client.region, settings.target),
    MigrateOption: {
      DatabaseTable: objectsOf(settings),
      MigrateType: MIGRATE_TYPES[mode],
      Consistency: { Mode: "noCheck" },
      IsMigrateAccount: false,
      IsOverrideRoot: false,
      IsDstReadOnly: targetReadOnly,
    },
  });
}

/**
 * Over the internet, where the vendor accepts a name or an address; or through a VPN, from a subnet of the VPC that its gateway is in: the address that the
 * source then sees is shown in the vendor's console alone.
 */
function sourceOf(region: string, path: Settings["path"], login: Login): WireEndpoint {
  const { host, port, user, password, cloud, tls, gatewayId, vpcId, subnetId } = login;
  const through = path === "vpn" ? { UniqVpnGwId: gatewayId, VpcId: vpcId, SubnetId: subnetId } : {};
  return {
    Region: region,
    AccessType: path === "vpn" ? VPN_ACCESS : PUBLIC_ACCESS,
    DatabaseType: "mysql",
    NodeType: "simple",
    Supplier: SUPPLIERS[cloud] ?? "others",
    Info: [
      {
        ...through,
        Host: host,
        Port: port,
        User: user,
        Password: password,
        EncryptConn: tls ? "Encrypted" : "UnEncrypted",
      },
    ],
  };
}

/** An instance of the service's own cloud: DTS finds it by its id, and reaches it inside the cloud. */
function insideOf(region: string, { instanceId, user, password }: Login): WireEndpoint {
  return {
    Region: region,
    AccessType: INSIDE_ACCESS,
    DatabaseType: "mysql",
    NodeType: "simple",
    Info: [{ InstanceId: instanceId, User: user, Password: password }],
  };
}

function objectsOf({ databases, tables }: Pick<Settings, "databases" | "tables">): object {
  if (databases === "all") return { ObjectMode: "all", AdvancedObjects: OTHERS };
  if (tables)
    return {
      ObjectMode: "partial",
      Databases: Object.entries(tables).map(([DbName, names]) => ({
        DbName,
        DBMode: "partial",
        TableMode: "partial",
        Tables: names.map((TableName) => ({ TableName })),
      })),
      AdvancedObjects: TABLE_OBJECTS,
    };
  const all = { TriggerMode: "all", FunctionMode: "all", ProcedureMode: "all", EventMode: "all" };
  return {
    ObjectMode: "partial",
    Databases: databases.map((DbName) => ({ DbName, DBMode: "all", ...all })),
    AdvancedObjects: OTHERS,
  };
}

/** The API's own form: `2026-12-01 20:00:00`, Beijing time. */
export function beijingTime(instant: Date): string {
  const shifted = new Date(instant.getTime() + 8 * 3_600_000);
  return shifted.toISOString().slice(0, 19).replace("T", " ");
}
