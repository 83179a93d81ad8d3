import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildVendorSdks } from "../../scripts/vendorSdks.mjs";

const root = resolve(__dirname, "../..");
const installed = createRequire(join(root, "package.json"));

describe("the bundled SDK of Alibaba Cloud", () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-sdk-"));
  const file = join(folder, "alicloud-sdk.js");
  beforeAll(async () => {
    await buildVendorSdks(root, [relative(root, join(folder, "main.js"))]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has every export of the package", () => {
    const bundled = createRequire(file)(file);
    const original = installed("@alicloud/rds20140815");
    expect(Object.keys(bundled).sort()).toEqual([...Object.keys(original), "Config"].sort());
    const sent = (sdk: any) =>
      new sdk.DescribeDBInstancesRequest({ regionId: "cn-hangzhou", pageSize: 100, DBInstanceId: "rm-1" }).toMap();
    expect(sent(bundled)).toEqual(sent(original));
    expect(bundled.default.prototype.describeDBInstances).toBeTypeOf("function");
  });

  it("loads the classes of its thousands of requests when they are used", () => {
    const script = `
      const sdk = require(${JSON.stringify(file)});
      gc();
      const loaded = process.memoryUsage().heapUsed;
      for (const name of Object.keys(sdk)) sdk[name];
      gc();
      console.log(process.memoryUsage().heapUsed - loaded);`;
    const { stdout } = execaSync(process.execPath, ["--no-deprecation", "--expose-gc", "-e", script]);
    expect(Number(stdout)).toBeGreaterThan(2_000_000);
  });
});
