import { expect, it } from "vitest";
import type { Need } from "../../../../model/need";
import type { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { lacks } from "../../../../provider/clouds/huaweicloud/needs";
import { HandOver } from "../../../../provider/core/handOver";

const RULE = {
  ...{ id: "r-1", security_group_id: "sg-1", direction: "ingress", ethertype: "IPv4", action: "allow" },
  ...{ protocol: "tcp", multiport: "3306", remote_ip_prefix: "192.168.10.7/32" },
};
const NEED = { kind: "securityGroupRule", id: "r-1", group: "sg-1", address: "192.168.10.7/32", port: 3306 };

const lack = (...rules: object[]) => {
  const send = async () => ({ security_group_rules: rules });
  const handOvers = { eips: new HandOver<never[]>(), rules: new HandOver<never[]>() };
  return lacks({ send } as unknown as HuaweiClient, NEED as unknown as Need, handOvers as never);
};

it("takes the rule that a migration needs for changed once it is disabled", async () => {
  expect(await lack({ ...RULE, enabled: true })).toBeUndefined();
  expect(await lack(RULE)).toBeUndefined();
  expect(await lack({ ...RULE, enabled: false })).toMatch(
    /was changed: ingress allow tcp 192\.168\.10\.7\/32 3306 \(disabled\): enable it again in the console/,
  );
  expect(await lack({ ...RULE, action: "deny" })).toMatch(/: set it to allow again in the console/);
});
