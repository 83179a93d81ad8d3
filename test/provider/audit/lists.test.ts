import { expect, it } from "vitest";
import type { Location } from "../../../model/clouds/location";
import { allowlistGroup } from "../../../model/names";
import type { Named } from "../../../model/openings";
import { listOpenings } from "../../../provider/audit";
import type { Config } from "../../../provider/registry/config";
import { serveVendor } from "../support/loopbackVendor";

const at: Location = { cloud: "tencentcloud", region: "ap-guangzhou" };
const ownership = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };

/** Tencent Cloud with one security group, in which a policy has each of these descriptions; none of the named instances has that group. */
async function audit(descriptions: string[], instances: string[]) {
  const Ingress = descriptions.map((PolicyDescription, PolicyIndex) => ({
    ...{ PolicyIndex, Action: "ACCEPT", Protocol: "tcp", Port: "3306", CidrBlock: "203.0.113.10/32" },
    PolicyDescription,
  }));
  const answers: Record<string, object> = {
    DescribeMigrationJobs: { JobList: [], TotalCount: 0 },
    DescribeSecurityGroups: { SecurityGroupSet: [{ SecurityGroupId: "sg-1" }], TotalCount: 1 },
    DescribeSecurityGroupPolicies: { SecurityGroupPolicySet: { Version: "1", Ingress } },
    DescribeDBSecurityGroups: { Groups: [] },
  };
  const url = await serveVendor(async (request, response) => {
    for await (const _ of request);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ Response: { ...answers[String(request.headers["x-tc-action"])], RequestId: "r-1" } }),
    );
  });
  const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key" };
  const config = { tencentcloud: { ...keys, endpoints: { dts: url, cdb: url, vpc: url } } } as Config;
  const named = instances.map((id): Named => ({ at, kind: "instance", id }));
  const { openings, foreign, unread } = await listOpenings(config, [at], { migration: "shop", ownership, named });
  expect(unread).toEqual([]);
  return { ours: openings.map(({ id }) => id), others: foreign.map(({ opening, owner }) => [opening.name, owner]) };
}

const LOST = allowlistGroup("shop", "cdb-lost", ownership);
const OURS = allowlistGroup("shop", "cdb-1", ownership);

it("takes a list whose name fits a known instance for that instance's, and for nobody else's", async () => {
  expect(await audit([OURS], ["cdb-1", "cdb-2"])).toEqual({ ours: [`cdb-1/${OURS}`], others: [] });
});

it.each([[["cdb-1", "cdb-2"]], [[]]])(
  "does not know whose a list is whose name fits none of the instances %j: not another stack's",
  async (instances) => {
    expect(await audit([LOST], instances)).toEqual({ ours: [], others: [[LOST, "unknown"]] });
  },
);

it("leaves out the lists of other migrations", async () => {
  expect(await audit([allowlistGroup("orders", "cdb-1", ownership)], ["cdb-1"])).toEqual({ ours: [], others: [] });
});
