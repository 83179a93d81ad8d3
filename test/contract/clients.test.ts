import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vendorClients } from "../../scripts/clients/environment";
import { reportClients } from "./support/contract";
import { PythonClients } from "./support/pythonClients";
import { ContractClouds, IMPLEMENTED, isRefusal } from "./support/stage";

let clouds: ContractClouds;
let python: PythonClients;
beforeAll(async () => {
  clouds = await ContractClouds.start();
  python = PythonClients.start(await vendorClients());
}, 300_000);
afterAll(async () => {
  if (python) reportClients(python.calls);
  python?.stop();
  await clouds?.close();
});

/** Vendor actions that the sandbox does not implement, one for each service. */
const NOT_IMPLEMENTED: Record<string, string> = {
  "huaweicloud drs": "GET /v5/0a1b2c3d4e5f60718293a4b5c6d7e8f9/batch-async-jobs",
  "huaweicloud vpc": "GET /v1/0a1b2c3d4e5f60718293a4b5c6d7e8f9/fl/flow_logs",
  "huaweicloud vpn": "GET /v5/0a1b2c3d4e5f60718293a4b5c6d7e8f9/vpn/quotas",
  "huaweicloud rds": "GET /v3/0a1b2c3d4e5f60718293a4b5c6d7e8f9/backups",
  "huaweicloud iam": "GET /v3/regions",
  "alicloud dts": "DescribeSyncStatus",
  "alicloud ecs": "DescribeRegions",
  "alicloud rds": "DescribeRegions",
  "alicloud vpc": "DescribeVpcs",
  "tencentcloud cdb": "DescribeBackups",
  "tencentcloud dts": "DescribeSyncJobs",
  "tencentcloud vpc": "DescribeNatGateways",
};

describe("the vendors' Python clients understand the sandbox", () => {
  const each = IMPLEMENTED.map((one) => [`${one.service} ${one.action}`, one] as const);

  test.each(each)("%s: a bad signature is refused, with the vendor's code", async (_, implemented) => {
    const answer = await python.call(clouds.request(implemented, { secret: "another" }));
    expect(answer).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^(APIGW\.0301|SignatureDoesNotMatch|AuthFailure\.SignatureFailure)$/),
    });
  });

  test.each(
    each.filter(
      ([, { action }]) => !/^DELETE .*(publicips|rules|groups)|^(GET|POST|PUT|DELETE) .*tags\/?\{?/.test(action),
    ),
  )("%s: a parameter unknown to the vendor is refused by name", async (_, implemented) => {
    const answer = await python.call(clouds.withUnknown(implemented));
    expect(answer).toMatchObject({ ok: false, message: expect.stringContaining("colour") });
    expect(isRefusal(answer)).toBe(true);
  });

  test.each(Object.entries(NOT_IMPLEMENTED))(
    "%s: an action that is not simulated is not mistaken for a missing object",
    async (service, action) => {
      const implemented = IMPLEMENTED.find((one) => one.service === service)!;
      const answer = await python.call(clouds.request(implemented, { action, parameters: {}, body: undefined }));
      expect(isRefusal(answer), JSON.stringify(answer)).toBe(true);
      expect(answer).not.toMatchObject({ status: 404 });
      expect(JSON.stringify(answer)).not.toMatch(/not ?found/i);
    },
  );

  test.each(Object.keys(NOT_IMPLEMENTED))("%s: a nonexistent action is refused", async (service) => {
    const implemented = IMPLEMENTED.find((one) => one.service === service)!;
    const action = service.startsWith("huaweicloud") ? "GET /v9/somewhere/else" : "DescribeSomethingElse";
    const answer = await python.call(clouds.request(implemented, { action, parameters: {}, body: undefined }));
    expect(isRefusal(answer), JSON.stringify(answer)).toBe(true);
  });

  test("each service has a known action that is not simulated", () => {
    expect(Object.keys(NOT_IMPLEMENTED).sort()).toEqual([...new Set(IMPLEMENTED.map(({ service }) => service))].sort());
  });

  test("every answer they got has the vendors' form", () => {
    expect(clouds.contract.conclude()).toEqual([]);
    expect(clouds.contract.checked).toBeGreaterThan(200);
  });
});
