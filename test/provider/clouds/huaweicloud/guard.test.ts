import { expect, it } from "vitest";
import type { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { type IngressRule, securityGroupGuard } from "../../../../provider/clouds/huaweicloud/guard";
import { securityGroupRules, type WireRule } from "../../../../provider/clouds/huaweicloud/securityGroups";
import type { GuardLook } from "../../../../provider/core/clouds";

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
