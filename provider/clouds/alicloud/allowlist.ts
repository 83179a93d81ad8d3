import { alicloud as alicloudFacts } from "../../../model/clouds/alicloud";
import type { AllowlistApi } from "../../core/clouds";
import { listIn } from "../../http/problem";
import { type Alicloud, AlicloudError } from "./client";

export function allowlistApi(alicloud: Alicloud, region: string): AllowlistApi {
  return {
    title: "Alibaba RDS",
    nobody: alicloudFacts.allowlists.nobody,
    meaning,
    async groups(instanceId) {
      const body = await alicloud.read(region, `reading the allowlist of ${instanceId}`, (client, sdk) =>
        client.describeDBInstanceIPArrayList(
          new sdk.DescribeDBInstanceIPArrayListRequest({ DBInstanceId: instanceId }),
        ),
      );
      const groups = listIn(
        `Alibaba RDS, allowlist of ${instanceId}`,
        "DBInstanceIPArray",
        body.items?.DBInstanceIPArray,
        ["DBInstanceIPArrayName", "securityIPList"],
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
      const doing = `${how === "add" ? "adding to" : "removing from"} allowlist group '${group}' of ${instanceId}`;
      await alicloud.call(region, doing, (client, sdk) =>
        client.modifySecurityIps(
          new sdk.ModifySecurityIpsRequest({
            DBInstanceId: instanceId,
            DBInstanceIPArrayName: group,
            modifyMode: how === "add" ? "Append" : "Delete",
            securityIps: entries.join(","),
          }),
        ),
      );
    },
    async state(instanceId) {
      const body = await alicloud.read(region, `reading the state of ${instanceId}`, (client, sdk) =>
        client.describeDBInstanceAttribute(new sdk.DescribeDBInstanceAttributeRequest({ DBInstanceId: instanceId })),
      );
      const vendorState = body.items?.DBInstanceAttribute?.[0]?.DBInstanceStatus ?? "";
      return { ready: vendorState === "Running", vendorState };
    },
  };
}

/** "busy": the instance is being changed, or somebody changed the group between our read and our write. */
export function meaning(error: unknown): ReturnType<AllowlistApi["meaning"]> {
  if (!(error instanceof AlicloudError)) return undefined;
  if (error.code === "InvalidDBInstanceId.NotFound") return "gone";
  if (/^(OperationDenied\.DBInstanceStatus|IncorrectDBInstanceState|InvalidInstanceIp\.Duplicate)$/.test(error.code)) {
    return "busy";
  }
  return /at least one|NotFound$/.test(`${error.reason} ${error.code}`) ? "lastEntry" : undefined;
}
