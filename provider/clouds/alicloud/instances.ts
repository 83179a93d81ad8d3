import type { Problem } from "../../../model/problems";
import type { InstanceQuery } from "../../core/clouds";
import type { Side } from "../../core/driver";
import { type Alicloud, AlicloudError } from "./client";

/** The instance is not there, or is something else. */
export async function instanceProblems(
  alicloud: Alicloud,
  side: Side,
  { region, instanceId }: InstanceQuery,
): Promise<Problem[]> {
  const path = `${side}.instanceId`;
  const needed = `an RDS for MySQL instance in ${region}`;
  const fix = "look up its id in the console, and check whose credentials ALIBABA_CLOUD_ACCESS_KEY_ID has";
  try {
    const body = await alicloud.read(region, `reading the instance ${instanceId}`, (client, sdk) =>
      client.describeDBInstanceAttribute(new sdk.DescribeDBInstanceAttributeRequest({ DBInstanceId: instanceId })),
    );
    const engine = body.items?.DBInstanceAttribute?.[0]?.engine;
    return !engine || engine === "MySQL" ? [] : [{ path, seen: `${instanceId}, which runs ${engine}`, needed, fix }];
  } catch (error) {
    const absent = error instanceof AlicloudError && /^InvalidDBInstance(Id|Name)\.NotFound$/.test(error.code);
    if (!absent) throw error;
    return [{ path, seen: `${instanceId}, which Alibaba RDS does not know`, needed, fix }];
  }
}
