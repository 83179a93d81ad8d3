import { expect, it } from "vitest";
import type { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { instance, placeOf } from "../../../../provider/clouds/huaweicloud/instances";
import type { InstanceQuery } from "../../../../provider/core/clouds";

const RDS = {
  ...{ id: "in-1", status: "ACTIVE", type: "Single", region: "cn-north-4", port: 3306, vpc_id: "vpc-1" },
  ...{ subnet_id: "subnet-1", security_group_id: "sg-1", private_ips: ["192.168.10.5"] },
  datastore: { type: "MySQL", version: "8.0" },
};
const GIVEN = {
  ...{ cloud: "huaweicloud", region: "cn-north-4", instanceId: "in-1", vpcId: "vpc-1", subnetId: "subnet-1" },
  ...{ securityGroupId: "sg-1", privateIp: "192.168.10.5", port: 3306 },
} as InstanceQuery;

const client = (...instances: object[]) =>
  ({ region: "cn-north-4", send: async () => ({ instances }) }) as unknown as HuaweiClient;

it("takes nothing about another instance for an answer", async () => {
  expect((await instance(client(RDS), "target", GIVEN)).problems).toEqual([]);
  const other = { ...RDS, id: "in-2" };
  expect((await instance(client(other, RDS), "target", GIVEN)).problems).toEqual([]);
  expect((await instance(client(other), "target", GIVEN)).problems).toMatchObject([
    { path: "target.instanceId", seen: expect.stringContaining("in-1, which does not exist in Huawei RDS") },
  ]);
  expect(await placeOf(client(other, RDS), "in-1")).toEqual({ group: "sg-1", port: 3306 });
  await expect(placeOf(client(other), "in-1")).rejects.toThrow(/there is no such instance in cn-north-4/);
});

it("takes nothing about an instance of another region for its security group", async () => {
  await expect(placeOf(client({ ...RDS, region: "cn-south-1" }), "in-1")).rejects.toThrow(/no such instance/);
  expect((await instance(client({ ...RDS, region: "cn-south-1" }), "target", GIVEN)).problems).toMatchObject([
    { path: "target.region", seen: "cn-north-4" },
  ]);
});

it("says, of an instance that is gone, what removes what it was given", async () => {
  await expect(placeOf(client(), "in-1")).rejects.toThrow(
    /If the instance was deleted: dbferry audit --clean --end-live-task removes .*pulumi state delete --target-dependents/,
  );
});
