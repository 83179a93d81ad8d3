import { expect, it } from "vitest";
import { readMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const EVERYTHING = {
  task: "job-1",
  eip: "eip-1",
  endpoint: "rm-bp1x:dbferry-shop-1a2b3c",
  sourceRule: "rule-1",
  targetRule: "rule-2",
  allowlist: "office",
  account: "df_shop",
};

const problems = (adopt: object, more: (input: any) => void = () => {}, phase = "prepare") =>
  readMigration(
    smallestMigration((input) => {
      input.adopt = adopt;
      more(input);
    }),
    phase,
    NOW,
  ).problems.map(({ path }) => path);

it("refuses every key of what the route does not make, all at once, with those that it takes over", () => {
  expect(problems({ ...EVERYTHING, sourceRule: undefined })).toEqual([]);
  const { problems: all } = readMigration(
    smallestMigration((input) => {
      input.adopt = EVERYTHING;
      input.source.endpoint = { host: "db.example.com", port: 3306 };
    }),
    "prepare",
    NOW,
  );
  expect(all).toMatchObject([
    { path: "adopt.endpoint", seen: '"rm-bp1x:dbferry-shop-1a2b3c"', fix: "remove it" },
    {
      path: "adopt.sourceRule",
      needed: expect.stringMatching(/^one of task, eip, targetRule, allowlist, account: by drs over public/),
    },
  ]);
});

it("knows that one rule lets the task in to both servers of one group", () => {
  const oneGroup = (port: number) => (input: any) => {
    input.path = "vpc";
    const { place, region, vpcId, subnetId, securityGroupId } = input.target;
    input.source = {
      ...input.source,
      place,
      region,
      vpcId,
      subnetId,
      securityGroupId,
      instanceId: "9e8d",
      privateIp: "192.168.10.6",
    };
    input.source.port = port;
  };
  expect(problems(EVERYTHING, oneGroup(3307))).toEqual(["adopt.eip", "adopt.endpoint", "adopt.allowlist"]);
  expect(problems(EVERYTHING, oneGroup(3306))).toEqual([
    "adopt.eip",
    "adopt.endpoint",
    "adopt.targetRule",
    "adopt.allowlist",
  ]);
});

it("keeps nobody from removing everything", () => {
  expect(problems(EVERYTHING, undefined, "done")).toEqual([]);
  expect(problems(EVERYTHING, undefined, "cancelled")).toEqual([]);
});
