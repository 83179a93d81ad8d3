import { expect, it } from "vitest";
import { type IngressRule, securityGroupGuard } from "../../../../provider/clouds/huaweicloud/guard";
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
