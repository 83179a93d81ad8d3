import { createHash, createHmac } from "node:crypto";
import RdsClient, * as rds from "@alicloud/rds20140815";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HuaweiClient } from "../../provider/clouds/huaweicloud/client";
import { type AlicloudServices, startAlicloud } from "../../sandbox/alicloud";
import { newWorld } from "../../sandbox/clouds";
import { type HuaweicloudServices, startHuaweicloud } from "../../sandbox/huaweicloud";
import { Clock } from "../../sandbox/world/clock";
import { type Client, Cloud, CREDENTIALS } from "./tencentcloud/stage";

const world = newWorld(new Clock(60));
const servers = { setReplicationFilter: async () => {} };
const OWN = { accessKey: "own-key", secretKey: "own-secret" };
/** Temporary keys: current and previous. */
const NOW = { id: "temporary", secret: "temporary-secret", token: "its-token", expires: Date.now() + 3_600_000 };
const OVER = { ...NOW, id: "over", expires: Date.now() - 1000 };
let ali: AlicloudServices;
let huawei: HuaweicloudServices;
let tencent: Cloud;

beforeAll(async () => {
  ali = await startAlicloud({ world, credentials: { ...OWN, region: "cn-hangzhou" } });
  huawei = await startHuaweicloud({ world, servers, credentials: { ...OWN, projectId: "0a1b", region: "cn-north-4" } });
  tencent = await Cloud.raise({ credentials: { ...CREDENTIALS, secretId: OWN.accessKey, secretKey: OWN.secretKey } });
  for (const { keys } of [ali, huawei, tencent.services]) for (const key of [NOW, OVER]) keys.issue({ ...key });
});
afterAll(() => Promise.all([ali, huawei, tencent].map((services) => services.close())));

/** Answers "ok", or what the refusal says. */
type Ask = (id: string, secret: string, token: string | undefined) => Promise<string>;

const alibaba =
  (signatureAlgorithm: string): Ask =>
  async (accessKeyId, accessKeySecret, securityToken) => {
    const { host: endpoint } = new URL(ali.endpoints.rds);
    const config = { accessKeyId, accessKeySecret, securityToken, endpoint, protocol: "HTTP", regionId: "cn-hangzhou" };
    const client = new RdsClient({ ...config, signatureAlgorithm, toMap: () => ({}) } as never);
    return told(client.describeDBInstances(new rds.DescribeDBInstancesRequest({ regionId: "cn-hangzhou" })));
  };

const tencentBy =
  (signMethod: Client["signMethod"], reqMethod: Client["reqMethod"]): Ask =>
  (secretId, secretKey, token) =>
    told(tencent.call("sts", "GetCallerIdentity", {}, { secretId, secretKey, token, signMethod, reqMethod }));

/** The vendor's Node SDK, which signs the host and the token's header. */
const huaweiSdk: Ask = async (accessKey, secretKey, securityToken) => {
  const { endpoints } = huawei;
  const keys = { accessKey, secretKey, ...(securityToken === undefined ? {} : { securityToken }) };
  const client = new HuaweiClient({ ...keys, projectId: "0a1b", region: "cn-north-4", endpoints });
  return told(client.send("rds", "listing", { method: "GET", url: "/v3/{project_id}/instances", reads: true }));
};

/** As the vendor's Go signer does: the date alone is signed. */
const huaweiGo: Ask = async (id, secret, token) => {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const canonical = ["GET", "/v3/0a1b/instances/", "", `x-sdk-date:${date}\n`, "x-sdk-date", sha256("")].join("\n");
  const signature = createHmac("sha256", secret)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${id}, SignedHeaders=x-sdk-date, Signature=${signature}`;
  const headers = { authorization, "x-sdk-date": date, ...(token === undefined ? {} : { "x-security-token": token }) };
  const answer = await fetch(`${huawei.endpoints.rds}/v3/0a1b/instances`, { headers });
  return answer.ok ? "ok" : await answer.text();
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function told(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "ok",
    ({ code, message }: Error & { code?: string }) => `${code} ${message}`,
  );
}

interface Words {
  missing: RegExp;
  wrong: RegExp;
  expired: RegExp;
  unexpected: RegExp;
}

const ALIBABA: Words = {
  missing: /MissingSecurityToken/,
  wrong: /InvalidSecurityToken.MismatchWithAccessKey/,
  expired: /InvalidSecurityToken.Expired/,
  unexpected: /InvalidSecurityToken.NotFound/,
};
const TENCENT: Words = {
  missing: /TokenFailure .*need theirs/,
  wrong: /TokenFailure .*not valid/,
  expired: /TokenFailure .*expired/,
  unexpected: /TokenFailure .*not temporary/,
};
const HUAWEI: Words = {
  missing: /x-security-token not found/,
  wrong: /x-security-token is not valid/,
  expired: /x-security-token expired/,
  unexpected: /x-security-token is not valid/,
};

const FORMS: [string, Ask, Words][] = [
  ["Alibaba Cloud, ACS3-HMAC-SHA256", alibaba("ACS3-HMAC-SHA256"), ALIBABA],
  ["Alibaba Cloud, HMAC-SHA1", alibaba("v2"), ALIBABA],
  ["Tencent Cloud, TC3-HMAC-SHA256 by POST", tencentBy("TC3-HMAC-SHA256", "POST"), TENCENT],
  ["Tencent Cloud, TC3-HMAC-SHA256 by GET", tencentBy("TC3-HMAC-SHA256", "GET"), TENCENT],
  ["Tencent Cloud, HmacSHA256", tencentBy("HmacSHA256", "POST"), TENCENT],
  ["Tencent Cloud, HmacSHA1", tencentBy("HmacSHA1", "GET"), TENCENT],
  ["Huawei Cloud, SDK-HMAC-SHA256 of the Node SDK", huaweiSdk, HUAWEI],
  ["Huawei Cloud, SDK-HMAC-SHA256 of the Go signer", huaweiGo, HUAWEI],
];

describe.each(FORMS)("temporary keys at %s", (_form, ask, words) => {
  it("are accepted with their token", async () => {
    expect(await ask(NOW.id, NOW.secret, NOW.token)).toBe("ok");
    expect(await ask(OWN.accessKey, OWN.secretKey, undefined)).toBe("ok");
  });

  it("are refused without it, with another one, and after they expire; so are permanent keys with a token", async () => {
    expect(await ask(NOW.id, NOW.secret, undefined)).toMatch(words.missing);
    expect(await ask(NOW.id, NOW.secret, "another")).toMatch(words.wrong);
    expect(await ask(OVER.id, OVER.secret, OVER.token)).toMatch(words.expired);
    expect(await ask(OWN.accessKey, OWN.secretKey, NOW.token)).toMatch(words.unexpected);
    expect(await ask(NOW.id, "another-secret", NOW.token)).not.toBe("ok");
  });
});
