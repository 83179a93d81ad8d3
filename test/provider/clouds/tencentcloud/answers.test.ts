import { describe, expect, it } from "vitest";
import { allowlistApi } from "../../../../provider/clouds/tencentcloud/allowlist";
import type { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import { instance } from "../../../../provider/clouds/tencentcloud/instances";
import { tencentcloudOpenings } from "../../../../provider/clouds/tencentcloud/openings";

const NAME = "dbferry_shop_0a1b2c";
const POLICY = {
  ...{ PolicyIndex: 0, Protocol: "tcp", Port: "3306", CidrBlock: "203.0.113.10/32" },
  ...{ Action: "ACCEPT", PolicyDescription: NAME },
};
const INSTANCE = {
  InstanceId: "cdb-1",
  Vport: 3306,
  WanStatus: 1,
  WanDomain: "gz-cdb-1.sql.tencentcdb.com",
  WanPort: 20001,
};

/** The cloud, with answers that its SDK permits and the sandbox never gives. */
function answering(policy: object, instances: object[] = [INSTANCE]): TencentClient {
  const answers: Record<string, object> = {
    "vpc DescribeSecurityGroups": { SecurityGroupSet: [{ SecurityGroupId: "sg-1" }], TotalCount: 1 },
    "vpc DescribeSecurityGroupPolicies": { SecurityGroupPolicySet: { Version: "1", Ingress: [policy] } },
    "cdb DescribeDBSecurityGroups": { Groups: [{ SecurityGroupId: "sg-1" }] },
    "cdb DescribeDBInstances": { Items: instances },
  };
  return { region: "ap-guangzhou", read: async (action: string) => answers[action] } as unknown as TencentClient;
}

describe("policies of a security group", () => {
  it("are openings under our names, unless their action is known to let nobody in", async () => {
    const found = async (Action: string) => (await tencentcloudOpenings(answering({ ...POLICY, Action }))).found.length;
    expect(await Promise.all(["ACCEPT", "accept", "ALLOW", ""].map(found))).toEqual([1, 1, 1, 1]);
    expect(await Promise.all(["DROP", "drop"].map(found))).toEqual([0, 0]);
  });

  it.each(["Action", "PolicyDescription"] as const)("prove nothing without %s", async (field) => {
    const { [field]: _, ...rest } = POLICY;
    await expect(tencentcloudOpenings(answering(rest))).rejects.toThrow(`has an entry without '${field}'`);
  });

  it("may have no description", async () => {
    const { found } = await tencentcloudOpenings(answering({ ...POLICY, PolicyDescription: null }));
    expect(found).toEqual([]);
  });
});

it("an instance that the account does not have is not taken for one with nothing open, and the way out is named", async () => {
  const read = allowlistApi(answering(POLICY, [])).groups("cdb-1");
  await expect(read).rejects.toThrow(
    /no such instance in ap-guangzhou; check which account .* audit --clean .* pulumi state delete/,
  );
});

it("an instance that is isolated does not keep its group from being changed", async () => {
  const api = allowlistApi(answering(POLICY, [{ ...INSTANCE, Status: 5 }]));
  expect((await api.state("cdb-1")).ready).toBe(true);
});

describe("the public endpoint in the file", () => {
  const problems = async (host: string) => {
    const given = { instanceId: "cdb-1", endpoint: { host, port: 20001 }, securityGroupId: "sg-1" };
    return (await instance(answering(POLICY), "source", given as never)).problems.map(({ path }) => path);
  };

  it("is the instance's, in any case and with a dot at the end", async () => {
    for (const host of ["gz-cdb-1.sql.tencentcdb.com", "GZ-cdb-1.sql.tencentcdb.com."])
      expect(await problems(host)).toEqual([]);
  });

  it("is no other of the vendor's, in any case and with a dot at the end", async () => {
    for (const host of ["gz-cdb-2.sql.tencentcdb.com", "gz-cdb-2.SQL.TencentCDB.com", "gz-cdb-2.sql.tencentcdb.com."])
      expect(await problems(host)).toEqual(["source.endpoint"]);
  });
});
