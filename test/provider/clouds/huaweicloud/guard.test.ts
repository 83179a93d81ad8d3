import { expect, it } from "vitest";
import { huaweicloud } from "../../../../provider/clouds/huaweicloud";
import type { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { type IngressRule, securityGroupGuard } from "../../../../provider/clouds/huaweicloud/guard";
import { securityGroupRules, type WireRule } from "../../../../provider/clouds/huaweicloud/securityGroups";
import type { GuardLook } from "../../../../provider/core/clouds";
import { Cloud, CREDENTIALS, REGION } from "../../../sandbox/huaweicloud/stage";

const login = { securityGroupId: "sg-1", instanceId: "rds-1", host: "10.0.0.2", port: 3306 };
const look = { login, side: "target", from: "203.0.113.10", debug: () => {} } as unknown as GuardLook;
const allow: IngressRule = { action: "allow", protocol: "tcp", ports: "3306", cidr: "203.0.113.0/24" };
const guard = (...rules: IngressRule[]) => securityGroupGuard(look, async () => rules);

it("proves that a group lets a caller in only if none of its rules may deny that caller", async () => {
  expect(await guard(allow)).toMatchObject({ admits: true });
  for (const deny of [
    { cidr: "203.0.113.10/32" },
    { cidr: "0.0.0.0/0" },
    {},
    { protocol: "tcp", ports: "1-65535", fromGroup: "addresses-1" },
  ]) {
    const seen = await guard(allow, { action: "deny", ...deny });
    expect(seen).toMatchObject({ certain: false, cause: expect.stringContaining("may deny it") });
    expect(seen.admits).toBeUndefined();
  }
});

it("still proves it beside a rule that denies others, other ports or other protocols", async () => {
  const others: IngressRule[] = [
    { action: "deny", cidr: "198.51.100.0/24" },
    { action: "deny", protocol: "udp" },
    { action: "deny", protocol: "tcp", ports: "22,80-90" },
  ];
  expect(await guard(allow, ...others)).toMatchObject({ admits: true });
});

it("is certain that a caller is shut out if no rule lets it in", async () => {
  expect(await guard({ ...allow, cidr: "198.51.100.0/24" })).toMatchObject({ certain: true });
});

const WIRE = { id: "r-1", security_group_id: "sg-1", direction: "ingress", ethertype: "IPv4", action: "allow" };
const MYSQL = { ...WIRE, enabled: true, protocol: "tcp", multiport: "3306", remote_ip_prefix: "203.0.113.10/32" };
const guardOf = (...wire: WireRule[]) => {
  const send = async () => ({ security_group_rules: wire });
  return securityGroupGuard(look, (group) => securityGroupRules({ send } as unknown as HuaweiClient, group));
};

it("takes no rule for a way in that is disabled, or for IPv6", async () => {
  expect(await guardOf(MYSQL)).toMatchObject({ admits: true });
  expect(await guardOf({ ...MYSQL, enabled: false })).toMatchObject({ certain: true });
  // Without a prefix, it is for everybody, by IPv6.
  expect(await guardOf({ ...MYSQL, ethertype: "IPv6", remote_ip_prefix: null })).toMatchObject({ certain: true });
  expect(await guardOf(MYSQL, { ...WIRE, id: "r-2", action: "deny", enabled: false })).toMatchObject({ admits: true });
});

it("is not certain that a caller is shut out where a group of addresses may contain it", async () => {
  const group = { ...MYSQL, remote_ip_prefix: null, remote_address_group_id: "addresses-1" };
  expect(await guardOf(group)).toMatchObject({
    ...{ certain: false, cause: expect.stringContaining("lets in groups of IP addresses on port 3306") },
    fix: expect.stringContaining("whether one of these groups contains 203.0.113.10"),
  });
  expect(await guardOf({ ...group, multiport: "22" })).toMatchObject({ certain: true });
  // The task is in none of the security groups.
  expect(await guardOf({ ...MYSQL, remote_ip_prefix: null, remote_group_id: "sg-9" })).toMatchObject({ certain: true });
});

it("judges every group of a server, of which each may deny what another lets in", async () => {
  const byGroup: Record<string, IngressRule[]> = { "sg-1": [allow], "sg-2": [{ action: "deny", cidr: "0.0.0.0/0" }] };
  const of = (...groups: string[]) =>
    securityGroupGuard(
      look,
      async (group) => byGroup[group],
      async () => groups,
    );
  const denied = await of("sg-1", "sg-2");
  expect(denied).toMatchObject({
    certain: false,
    cause: expect.stringMatching(/security groups sg-1, sg-2 of rds-1 have/),
  });
  expect(denied.admits).toBeUndefined();
  byGroup["sg-2"] = [];
  expect(await of("sg-2", "sg-1")).toMatchObject({ admits: true });
  expect(await of("sg-2")).toMatchObject({ certain: true, fix: expect.stringContaining("the security group sg-2:") });
  expect(await of("sg-1", "sg-unseen")).toMatchObject({
    certain: false,
    cause: expect.stringContaining("most likely"),
  });
  expect(await of()).toMatchObject({ certain: false, cause: expect.stringContaining("most likely") });
});

it("judges the groups that the servers have now, and not those of the migration", async () => {
  const cloud = await Cloud.raise();
  try {
    const { rds, groupId, world } = cloud;
    const { accessKey, secretKey, projectId } = CREDENTIALS;
    const { endpoints } = cloud.services;
    const api = huaweicloud.connect({ region: REGION, accessKey, secretKey, projectId, endpoints });
    const { securityGroups, machines, vpcs } = world.huaweicloud;
    const rule = { securityGroupId: groupId, direction: "ingress", ethertype: "IPv4", protocol: "tcp" } as const;
    securityGroups.addRule({ ...rule, ports: "3306", remoteIpPrefix: "203.0.113.10/32" });
    const { id: other } = securityGroups.add({ region: REGION, name: "sg-other" });
    const server = { region: REGION, subnetId: cloud.subnet.id, securityGroupId: groupId, mysql: rds.mysql };
    const ecs = machines.add({ name: "ecs-1", ...server });
    const at = { cloud: "huaweicloud", region: REGION, port: 3306, securityGroupId: groupId };
    const both = () =>
      Promise.all(
        [
          { ...at, instanceId: rds.id, host: rds.privateIp },
          { ...at, machineId: ecs.id, host: ecs.privateIp },
        ].map((one) => api.guard!({ ...look, login: one } as unknown as GuardLook)),
      );
    expect(await both()).toMatchObject([{ admits: true }, { admits: true }]);
    rds.securityGroupId = other;
    vpcs.privateIps().find(({ owner }) => owner === ecs.id)!.securityGroupIds = [other];
    const shut = { certain: true, cause: expect.stringContaining(`the security group ${other}`) };
    expect(await both()).toMatchObject([shut, shut]);
  } finally {
    await cloud.close();
  }
});
