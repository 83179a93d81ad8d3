import { afterEach, beforeEach, expect, test } from "vitest";
import { type Answer, Cloud, refusal } from "./stage";

let cloud: Cloud;
beforeEach(async () => {
  cloud = await Cloud.scripted();
});
afterEach(() => cloud.close());

const create = (security_group: object) =>
  cloud.send("vpc", "/v3/{p}/vpc/security-groups", { method: "POST", body: { security_group } });
const remove = (id: string) => cloud.send("vpc", `/v1/{p}/security-groups/${id}`, { method: "DELETE" });

test("a new group lets its members communicate, is renamed and tagged, and is deleted with its rules", async () => {
  const { security_group } = await create({ name: "dbferry-shop" });
  const { id } = security_group;
  expect(security_group.security_group_rules.map((one: Answer) => [one.direction, one.ethertype])).toEqual([
    ["egress", "IPv4"],
    ["ingress", "IPv4"],
    ["egress", "IPv6"],
    ["ingress", "IPv6"],
  ]);
  const groups = cloud.world.huaweicloud.securityGroups;
  expect(groups.admits(id, { address: "192.168.10.20", securityGroupIds: [id] }, 3306)).toBe(true);
  expect(groups.admits(id, { address: "192.168.10.20", securityGroupIds: [] }, 3306)).toBe(false);

  const change = { name: "other", description: "dbferry migrate-id=shop" };
  await cloud.send("vpc", `/v3/{p}/vpc/security-groups/${id}`, { method: "PUT", body: { security_group: change } });
  const tags = [{ key: "migrate-id", value: "shop" }];
  const path = `/v2.0/{p}/security-groups/${id}/tags`;
  await cloud.send("vpc", `${path}/action`, { method: "POST", body: { action: "create", tags } });
  expect(await cloud.send("vpc", path)).toMatchObject({ tags });
  const v3 = await cloud.send("vpc", `/v3/{p}/vpc/security-groups/${id}`);
  expect(v3.security_group).toMatchObject({ ...change, tags });
  const v1 = await cloud.send("vpc", `/v1/{p}/security-groups/${id}`);
  expect(v1.security_group).toMatchObject(change);
  expect(v1.security_group.security_group_rules[0]).toHaveProperty("port_range_min", null);

  await remove(id);
  expect(groups.rules(id)).toEqual([]);
  expect((await refusal(remove(id))).httpStatusCode).toBe(404);
  expect((await refusal(cloud.send("vpc", path))).httpStatusCode).toBe(404);
});

test("a group that an instance uses or another group's rule names is not deleted", async () => {
  expect(await refusal(remove(cloud.groupId))).toMatchObject({ httpStatusCode: 409 });
  const { id } = (await create({ name: "callers" })).security_group;
  const path = "/v3/{p}/vpc/security-group-rules";
  const security_group_rule = { security_group_id: cloud.groupId, direction: "ingress", remote_group_id: id };
  const made = await cloud.send("vpc", path, { method: "POST", body: { security_group_rule } });
  expect(await refusal(remove(id))).toMatchObject({ httpStatusCode: 409 });
  await cloud.send("vpc", `${path}/${made.security_group_rule.id}`, { method: "DELETE" });
  await remove(id);
});

test("names, descriptions and fields are validated", async () => {
  for (const bad of [{}, { name: "a b" }, { name: "a", description: "<b>" }, { name: "a", vpc: "x" }]) {
    expect(await refusal(create(bad))).toMatchObject({ httpStatusCode: 400, errorCode: "VPC.9902" });
  }
  expect(cloud.world.huaweicloud.securityGroups.list()).toHaveLength(1);
});
