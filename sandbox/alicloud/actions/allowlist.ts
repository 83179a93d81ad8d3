import { type Action, instanceOf, type Rds, runningInstanceOf } from "../action";
import { errors, RpcError } from "../errors";
import type { Parameters } from "../parameters";

const DEFAULT_GROUP = "default";
/** Groups maintained by the vendor's own services; users cannot change them. */
const SYSTEM_GROUPS = ["ali_dms_group", "hdm_security_ips", "dts_security_ips"];
const MAX_ENTRIES = 1000;
const MAX_GROUPS = 200;

export const describeDBInstanceIPArrayList: Action = {
  parameters: { DBInstanceId: "!", WhitelistNetworkType: "?" },
  run(parameters, rds) {
    const { id, allowlists } = instanceOf(parameters, rds);
    networkType(parameters);
    return {
      Items: {
        DBInstanceIPArray: [...allowlists].map(([name, entries]) => ({
          DBInstanceIPArrayName: name,
          DBInstanceIPArrayAttribute: rds.groupAttributes.get(groupKey(id, name)) ?? "",
          SecurityIPType: "IPv4",
          SecurityIPList: [...entries].join(","),
        })),
      },
    };
  },
};

/**
 * Cover, Append and Delete on one named group. As in the cloud, appending an existing entry or deleting a missing one
 * is an error; `default` keeps at least one entry, any other group is removed with its last one.
 */
export const modifySecurityIps: Action = {
  parameters: {
    DBInstanceId: "!",
    SecurityIps: "!",
    DBInstanceIPArrayName: "?",
    DBInstanceIPArrayAttribute: "?",
    ModifyMode: "?",
    SecurityIPType: "?",
    WhitelistNetworkType: "?",
    FreshWhiteListReadins: "-",
  },
  run(parameters, rds) {
    const instance = runningInstanceOf(parameters, rds);
    networkType(parameters);
    if (!/^ipv4$/i.test(parameters.get("SecurityIPType") ?? "IPv4")) throw errors.invalid("SecurityIPType");
    const group = groupName(parameters);
    const mode = modifyMode(parameters);
    const entries = readEntries(parameters.need("SecurityIps"));
    const before = instance.allowlists.get(group) ?? new Set<string>();
    if (SYSTEM_GROUPS.includes(group) || rds.groupAttributes.get(groupKey(instance.id, group)) === "hidden") {
      throw new RpcError(403, "InvalidUserOperatorPermission", "The user permission does not support this operation.");
    }
    if (mode === "Append" && entries.some((entry) => before.has(entry))) {
      throw new RpcError(400, "InvalidInstanceIp.Duplicate", "The Specified same security IP already exists.");
    }
    const left = before.size - entries.length;
    if (mode === "Delete" && (entries.some((entry) => !before.has(entry)) || (group === DEFAULT_GROUP && left === 0))) {
      throw new RpcError(
        404,
        "InvalidSecurityIPs.NotFound",
        "The Specified same security IP does not exist or at least one security IP need.",
      );
    }
    if (mode !== "Delete") checkQuota(rds, instance.id, group, entries.length + (mode === "Append" ? before.size : 0));
    rds.world.alicloud.rds.modifyAllowlist(instance.id, group, mode, entries);
    const attribute = parameters.get("DBInstanceIPArrayAttribute");
    if (!instance.allowlists.has(group)) rds.groupAttributes.delete(groupKey(instance.id, group));
    else if (attribute !== undefined) rds.groupAttributes.set(groupKey(instance.id, group), attribute);
    return { TaskId: String(100_000_000 + rds.world.journal.entries.length) };
  },
};

function checkQuota(rds: Rds, id: string, group: string, size: number): void {
  const { allowlists } = rds.world.alicloud.rds.get(id);
  const others = [...allowlists].filter(([name]) => name !== group);
  const total = others.reduce((sum, [, entries]) => sum + entries.size, size);
  if (total > MAX_ENTRIES) {
    throw new RpcError(
      400,
      "InvalidSecurityIPListLength.Malformed",
      "The Security IP address is not in the available range or occupied.",
    );
  }
  if (others.length + 1 > MAX_GROUPS) {
    throw new RpcError(
      400,
      "InvalidSecurityIPListGroup.QuotaExceeded",
      "Specified security IP list group is not valid: Exceeding the allowed amount of group.",
    );
  }
}

/** 2 to 32 lower-case letters, digits and underscores; starts with a letter, does not end with an underscore. */
function groupName(parameters: Parameters): string {
  const name = parameters.get("DBInstanceIPArrayName") ?? DEFAULT_GROUP;
  if (name.toLowerCase() === DEFAULT_GROUP) return DEFAULT_GROUP;
  if (!/^[a-z][a-z0-9_]{0,30}[a-z0-9]$/.test(name)) {
    throw new RpcError(400, "InvalidGroupName.Format", "Sepecified group name is not valid.");
  }
  return name;
}

function modifyMode(parameters: Parameters): "Cover" | "Append" | "Delete" {
  const mode = parameters.get("ModifyMode") ?? "Cover";
  if (mode === "Cover" || mode === "Append" || mode === "Delete") return mode;
  throw errors.invalid("ModifyMode");
}

function networkType(parameters: Parameters): void {
  const type = parameters.get("WhitelistNetworkType") ?? "MIX";
  if (!["MIX", "Classic", "VPC"].includes(type)) {
    throw new RpcError(400, "InvalidWhitelistNetType.Malformed", "Specified WhitelistNetType is not valid.");
  }
  if (type !== "MIX")
    throw errors.notImplemented("an instance in standard allowlist mode", `WhitelistNetworkType=${type}`);
}

/** Comma-separated addresses, CIDR blocks with a prefix of 1 to 32, and 0.0.0.0/0, without duplicates. */
function readEntries(text: string): string[] {
  const entries = text.split(",").map((entry) => entry.trim());
  for (const entry of entries) {
    const [, address, bits] = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(entry) ?? [];
    const octets = address?.split(".").map(Number) ?? [];
    const badPrefix = bits !== undefined && (Number(bits) > 32 || (Number(bits) < 1 && entry !== "0.0.0.0/0"));
    if (octets.length !== 4 || octets.some((octet) => octet > 255) || badPrefix) {
      throw new RpcError(400, "SecurityIPList.Format", "Specified SecurityIPList is not valid.");
    }
  }
  if (new Set(entries).size < entries.length) {
    throw new RpcError(
      400,
      "InvalidSecurityIPList.Duplicate",
      "Specified security IP list is not valid: Duplicate IP address in the list.",
    );
  }
  return entries;
}

function groupKey(id: string, group: string): string {
  return `${id}/${group}`;
}
