import { listIn } from "../../http/problem";
import type { Alicloud } from "./client";

/** One named group of an instance's IP allowlist. */
export interface AllowlistGroup {
  name: string;
  entries: string[];
  /** "hidden": kept by the vendor's own services. */
  attribute: string;
}

/** The calls on the allowlist of Alibaba RDS instances. */
export interface AllowlistApi {
  /** @throws AlicloudError; code InvalidDBInstanceId.NotFound when there is no such instance */
  groups(instanceId: string): Promise<AllowlistGroup[]>;
  /** Adds to, or takes from, one named group; the rest of the group stays. */
  change(instanceId: string, group: string, how: "Append" | "Delete", entries: readonly string[]): Promise<void>;
  /** Running, NET_CREATING, ... */
  status(instanceId: string): Promise<string>;
}

export function allowlistApi(alicloud: Alicloud, region: string): AllowlistApi {
  return {
    async groups(instanceId) {
      const body = await alicloud.call(region, `reading the allowlist of ${instanceId}`, (client, sdk) =>
        client.describeDBInstanceIPArrayList(
          new sdk.DescribeDBInstanceIPArrayListRequest({ DBInstanceId: instanceId }),
        ),
      );
      const groups = listIn(
        `Alibaba RDS, allowlist of ${instanceId}`,
        "DBInstanceIPArray",
        body.items?.DBInstanceIPArray,
      );
      return groups.map((group) => ({
        name: group.DBInstanceIPArrayName ?? "",
        entries: (group.securityIPList ?? "")
          .split(",")
          .map((entry) => entry.trim())
          .filter(Boolean),
        attribute: group.DBInstanceIPArrayAttribute ?? "",
      }));
    },
    async change(instanceId, group, how, entries) {
      const doing = `${how === "Append" ? "adding to" : "taking from"} allowlist group '${group}' of ${instanceId}`;
      await alicloud.call(region, doing, (client, sdk) =>
        client.modifySecurityIps(
          new sdk.ModifySecurityIpsRequest({
            DBInstanceId: instanceId,
            DBInstanceIPArrayName: group,
            modifyMode: how,
            securityIps: entries.join(","),
          }),
        ),
      );
    },
    async status(instanceId) {
      const body = await alicloud.call(region, `reading the state of ${instanceId}`, (client, sdk) =>
        client.describeDBInstanceAttribute(new sdk.DescribeDBInstanceAttributeRequest({ DBInstanceId: instanceId })),
      );
      return body.items?.DBInstanceAttribute?.[0]?.DBInstanceStatus ?? "";
    },
  };
}
