import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { ProviderSchema } from "../../../sandbox/providers/schema/types";
import { generateStandinSchemas, SCHEMA_FOLDER } from "../../../scripts/codegen/standin/generate";

const root = resolve(__dirname, "../../..");
const committed = (name: string) => readFileSync(join(root, SCHEMA_FOLDER, name), "utf8");

test("the stand-ins' schemas are current (if not: scripts/codegen/standin-schemas.mjs)", () => {
  const generated = generateStandinSchemas(root);
  for (const [name, text] of Object.entries(generated)) expect(committed(name) === text, name).toBe(true);
  expect(Object.keys(generated)).toEqual([
    "huaweicloud.schema.json",
    "tencentcloud.schema.json",
    "alicloud.schema.json",
  ]);
});

test("the stand-ins' schemas have what the vendors' sources say and package schemas lack", () => {
  const of = (name: string) => JSON.parse(committed(`${name}.schema.json`)) as ProviderSchema;
  const huawei = of("huaweicloud");
  const eip = huawei.resources["huaweicloud:index/vpcEip:VpcEip"]!;
  expect(eip["bandwidth"]).toMatchObject({
    required: true,
    type: { object: "huaweicloud:index/VpcEipBandwidth:VpcEipBandwidth" },
  });
  expect(huawei.types["huaweicloud:index/VpcEipBandwidth:VpcEipBandwidth"]).toMatchObject({
    shareType: { required: true, replace: true, enum: ["PER", "WHOLE"] },
    size: { type: "integer" },
  });
  expect(huawei.resources["huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount"]).toMatchObject({
    name: { fixed: true },
    password: { secret: true },
  });
  const rule = huawei.resources["huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule"]!;
  const changeable = Object.entries(rule).filter(
    ([name, spec]) => !spec.replace && !spec.output && !/Id$|timeouts/.test(name),
  );
  expect(changeable).toEqual([]);
  expect(of("tencentcloud").resources["tencentcloud:index/eip:Eip"]?.["type"]).toMatchObject({
    default: "EIP",
    replace: true,
  });
  expect(of("alicloud").resources["alicloud:rds/connection:Connection"]).toMatchObject({
    instanceId: { required: true, replace: true },
    port: { default: "3306" },
    connectionString: { output: true, always: true },
  });
});
