import { expect, it } from "vitest";
import type { Alicloud } from "../../../../provider/clouds/alicloud/client";
import { instance } from "../../../../provider/clouds/alicloud/instances";
import type { InstanceQuery } from "../../../../provider/core/clouds";
import { HandOver } from "../../../../provider/core/handOver";

const SEEN = { DBInstanceId: "rm-1", regionId: "cn-hangzhou", engine: "MySQL", DBInstanceType: "Primary" };
const GIVEN = { cloud: "alicloud", region: "cn-hangzhou", instanceId: "rm-1" } as InstanceQuery;

const look = (seen: object) => {
  const alicloud = { read: async () => ({ items: { DBInstanceAttribute: [seen] } }) } as unknown as Alicloud;
  return instance(alicloud, "source", GIVEN, new HandOver());
};

it("takes nothing about another instance for an answer", async () => {
  expect((await look(SEEN)).problems).toEqual([]);
  await expect(look({ ...SEEN, DBInstanceId: "rm-2" })).rejects.toThrow(/another instance \(rm-2\)/);
  await expect(look({ ...SEEN, DBInstanceId: undefined })).rejects.toThrow(/another instance \(without an id\)/);
});
