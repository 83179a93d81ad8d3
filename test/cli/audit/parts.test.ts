import { expect, it } from "vitest";
import { otherParts } from "../../../cli/audit/parts";
import type { RecordedResource } from "../../../cli/audit/state";

const NONE = {};
const configured = { huaweicloud: { region: "cn-north-4", projectId: "new", projects: { "cn-east-3": "east" } } };

function parts(type: string, inputs: Record<string, unknown>, env: NodeJS.ProcessEnv = NONE) {
  const resource: RecordedResource = { urn: `urn:pulumi:s::p::${type}::it`, type, custom: true, inputs };
  return otherParts({ resources: [resource, resource] }, configured, env).map(({ where }) => where);
}
const ofDbferry = (section: object, env?: NodeJS.ProcessEnv) =>
  parts("pulumi:providers:dbferry", { huaweicloud: JSON.stringify(section), pollSeconds: "1" }, env);

it("a project that the state names and the configuration does not is not audited", () => {
  expect(ofDbferry({ region: "cn-north-4", projectId: "old" })).toEqual(["Huawei Cloud cn-north-4, project old"]);
  expect(ofDbferry({ region: "cn-east-3", projectId: "old" })).toEqual(["Huawei Cloud cn-east-3, project old"]);
  expect(parts("pulumi:providers:huaweicloud", { region: "cn-north-4", projectId: "old" })).toEqual([
    "Huawei Cloud cn-north-4, project old",
  ]);
  const partner = { region: "cn-north-4", account: "partner", projectId: "old" };
  expect(ofDbferry(partner, { HW_PROJECT_ID_PARTNER: "theirs" })).toEqual([
    "Huawei Cloud cn-north-4, account partner, project old",
  ]);
});

it("the configured project, and none that is named, leave nothing out", () => {
  expect(ofDbferry({ region: "cn-north-4", projectId: "new" })).toEqual([]);
  expect(ofDbferry({ region: "cn-east-3", projectId: "new", projects: { "cn-east-3": "east" } })).toEqual([]);
  expect(ofDbferry({ region: "cn-north-4" })).toEqual([]);
  expect(ofDbferry({ projectId: "old" })).toEqual([]);
  expect(parts("pulumi:providers:alicloud", { region: "cn-hangzhou", projectId: "old" })).toEqual([]);
  expect(parts("huaweicloud:index/vpcEip:VpcEip", { region: "cn-north-4", projectId: "old" })).toEqual([]);
});
