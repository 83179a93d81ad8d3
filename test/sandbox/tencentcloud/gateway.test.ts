import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CDB_VERDICTS } from "../../../sandbox/tencentcloud/cdb/verdicts";
import { STS_VERDICTS } from "../../../sandbox/tencentcloud/sts";
import { gaps } from "../../../sandbox/tencentcloud/verdicts";
import { VPC_VERDICTS } from "../../../sandbox/tencentcloud/vpc/verdicts";
import { type Client, Cloud, CREDENTIALS, MODELS, refusal } from "./stage";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await Cloud.raise();
});
afterAll(() => cloud.close());

const FORMS: [string, Client][] = [
  ["TC3-HMAC-SHA256 by POST", {}],
  ["TC3-HMAC-SHA256 by GET", { reqMethod: "GET" }],
  ["HmacSHA256 by POST", { signMethod: "HmacSHA256" }],
  ["HmacSHA256 by GET", { signMethod: "HmacSHA256", reqMethod: "GET" }],
  ["HmacSHA1 by POST", { signMethod: "HmacSHA1" }],
  ["HmacSHA1 by GET", { signMethod: "HmacSHA1", reqMethod: "GET" }],
];

describe.each(FORMS)("a call signed with %s", (_, form) => {
  const list = (by: Client = {}, more: object = {}) =>
    cloud.call(
      "cdb",
      "DescribeDBInstances",
      { InstanceIds: [cloud.source.instanceId], Limit: 5, ...more },
      { ...form, ...by },
    );

  test("is accepted, with lists and numbers", async () => {
    const { TotalCount, Items } = await list();
    expect([TotalCount, Items[0].InstanceId]).toEqual([1, cloud.source.instanceId]);
  });

  test("is refused with a wrong secret, and no message contains the secret", async () => {
    const error = await refusal(list({ secretKey: "wrong" }));
    expect(error).toMatchObject({
      code: "AuthFailure.SignatureFailure",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(error.message).not.toContain(CREDENTIALS.secretKey);
  });

  test.each([
    ["an unknown secret id", { secretId: "AKIDnobody" }, "AuthFailure.SecretIdNotFound"],
    ["a token that nobody gave", { token: "stale" }, "AuthFailure.TokenFailure"],
    ["another version", { version: "2016-01-01" }, "NoSuchVersion"],
    ["no region", { region: null }, "MissingParameter"],
    ["a region that does not exist", { region: "ap-atlantis" }, "UnsupportedRegion"],
  ])("is refused with %s", async (_what, by, code) => {
    expect(await refusal(list(by))).toMatchObject({ code });
  });

  test("is refused with a parameter that the action does not have, and with one of another type", async () => {
    expect(await refusal(list({}, { Lmit: 5 }))).toMatchObject({
      code: "UnknownParameter",
      message: expect.stringContaining("Lmit"),
    });
    expect(await refusal(list({}, { Offset: "many" }))).toMatchObject({ code: "InvalidParameter" });
  });

  test("is refused if the action needs more, does not exist, or is not implemented", async () => {
    const call = (action: string) => cloud.client("cdb", form).request(action, {});
    expect(await refusal(call("OpenWanService"))).toMatchObject({
      code: "MissingParameter",
      message: expect.stringContaining("InstanceId"),
    });
    expect(await refusal(call("DescribeNothing"))).toMatchObject({ code: "InvalidAction" });
    expect(await refusal(call("RestartDBInstances"))).toMatchObject({
      code: "UnsupportedOperation",
      message: expect.stringContaining("does not implement"),
    });
  });
});

describe("the gateway", () => {
  test("accepts temporary keys only with their token, in every form", async () => {
    const temporary = await Cloud.raise({ credentials: { ...CREDENTIALS, token: "session" } });
    try {
      for (const [, form] of FORMS) {
        const call = (token?: string) => temporary.call("sts", "GetCallerIdentity", {}, { ...form, token });
        expect(await call("session")).toMatchObject({ AccountId: CREDENTIALS.accountId });
        expect(await refusal(call())).toMatchObject({ code: "AuthFailure.TokenFailure" });
      }
    } finally {
      await temporary.close();
    }
  });

  test("refuses a signature for another service, another day or too few headers, and one that is too old", async () => {
    const code = async (change: object) => (await cloud.raw("cdb", "DescribeDBInstances", "{}", change)).Error?.Code;
    expect(await code({})).toBeUndefined();
    expect(await code({ scope: "127" })).toBe("AuthFailure.SignatureFailure");
    expect(await code({ signedHeaders: ["content-type"] })).toBe("AuthFailure.SignatureFailure");
    expect(await code({ at: Date.now() - 301_000 })).toBe("AuthFailure.SignatureExpire");
    expect(await code({ at: Date.now() + 301_000 })).toBe("AuthFailure.SignatureExpire");
  });

  test("refuses a body that differs from the signed one, is not JSON, or is not an object", async () => {
    const response = async (body: string) => (await cloud.raw("cdb", "DescribeDBInstances", body)).Error?.Code;
    expect(await response("[]")).toBe("InvalidParameter");
    expect(await response("nonsense")).toBe("InvalidParameter");
    expect((await cloud.raw("cdb", "DescribeDBInstances", '{"Limit":"5"}')).Error).toMatchObject({
      Code: "InvalidParameter",
    });
    const unsigned = await fetch(cloud.services.endpoints.cdb, { method: "POST", body: "{}" });
    expect([unsigned.status, await unsigned.json()]).toMatchObject([
      200,
      { Response: { Error: { Code: "MissingParameter" } } },
    ]);
  });

  test("has a verdict on every field of every request that it accepts, and on no other", () => {
    expect(gaps(MODELS.cdb, CDB_VERDICTS)).toEqual([]);
    expect(gaps(MODELS.vpc, VPC_VERDICTS)).toEqual([]);
    expect(gaps(MODELS.sts, STS_VERDICTS)).toEqual([]);
  });

  test("refuses what it would have to ignore", async () => {
    expect(await refusal(cloud.call("cdb", "DescribeDBInstances", { ProjectId: 7 }))).toMatchObject({
      code: "UnsupportedOperation",
      message: expect.stringContaining("ProjectId"),
    });
  });
});

test("the documents list every action that is implemented", () => {
  const text = readFileSync(join(__dirname, "../../../docs/sandbox.md"), "utf8");
  for (const [service, { actions }] of Object.entries(MODELS)) {
    const row = text.split("\n").find((line) => line.startsWith(`| \`${service}\` `));
    expect(row?.split("|")[2]?.trim().split(", ").sort()).toEqual(Object.keys(actions).sort());
  }
});
