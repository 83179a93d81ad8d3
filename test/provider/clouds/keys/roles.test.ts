import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Alicloud } from "../../../../provider/clouds/alicloud/client";
import type { AlicloudConfig } from "../../../../provider/clouds/alicloud/config";
import { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import type { HuaweicloudConfig } from "../../../../provider/clouds/huaweicloud/config";
import { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import type { TencentcloudConfig } from "../../../../provider/clouds/tencentcloud/config";
import { DtsClient } from "../../../../provider/drivers/alibabaDts/client";
import { type AlicloudServices, startAlicloud } from "../../../../sandbox/alicloud";
import { ROLE_ARN } from "../../../../sandbox/alicloud/sts";
import { newWorld } from "../../../../sandbox/clouds";
import { type HuaweicloudServices, startHuaweicloud } from "../../../../sandbox/huaweicloud";
import { AGENCY } from "../../../../sandbox/huaweicloud/agencies";
import { startTencentcloud, type TencentcloudServices } from "../../../../sandbox/tencentcloud";
import { roleArn } from "../../../../sandbox/tencentcloud/sts";
import { Clock } from "../../../../sandbox/world/clock";
import { Contract } from "../../../contract/support/contract";

vi.hoisted(() => {
  process.env["DEBUG"] = "*";
});

const SECRET = "own-secret-canary";
const world = newWorld(new Clock(60));
const contract = new Contract();
const servers = { setReplicationFilter: async () => {} };
let ali: AlicloudServices;
let huawei: HuaweicloudServices;
let tencent: TencentcloudServices;
/** Roles assumed so far. */
let assumed = 0;
/** Secrets and tokens of temporary keys. */
const issued: string[] = [];
/** What the libraries printed because DEBUG asks them to. */
let printed = "";

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  contract.watch(world.exchanges);
  world.exchanges.watch(({ action, status }) => {
    if (/AssumeRole|securitytokens/.test(action ?? "") && status < 300) assumed++;
  });
  const pair = { accessKey: "own-key", secretKey: SECRET };
  ali = await startAlicloud({ world, credentials: { ...pair, region: "cn-hangzhou" } });
  const own = { ...pair, projectId: "0a1b2c3d", region: "cn-north-4" };
  huawei = await startHuaweicloud({ world, servers, credentials: own });
  const account = { secretId: "own-key", secretKey: SECRET, region: "ap-guangzhou", accountId: "100000000001" };
  tencent = await startTencentcloud({ world, servers, credentials: account });
  for (const { keys } of [ali, huawei, tencent]) {
    const issue = keys.issue.bind(keys);
    vi.spyOn(keys, "issue").mockImplementation((key) => {
      issued.push(key.secret, key.token);
      issue(key);
    });
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all([ali, huawei, tencent].map((services) => services.close()));
  expect(contract.conclude()).toEqual([]);
});
afterEach(() => {
  vi.useRealTimers();
});

const OWN = { accessKey: "own-key", secretKey: SECRET };
type Change = { accessKey?: string; secretKey?: string; securityToken?: string; role?: string };

/** A call with a client of its own; the same client for all calls of the function that is returned. */
const CALLS: Record<string, (change?: Change) => () => Promise<unknown>> = {
  "Alibaba RDS": ({ role = ROLE_ARN, ...keys } = {}) => {
    const client = new Alicloud(alibabaConfig({ ...keys, roleArn: role }));
    return () =>
      client.read("cn-hangzhou", "listing", (calls, sdk) =>
        calls.describeDBInstances(new sdk.DescribeDBInstancesRequest({ regionId: "cn-hangzhou" })),
      );
  },
  "Alibaba DTS": ({ role = ROLE_ARN, ...keys } = {}) => {
    const client = new DtsClient(alibabaConfig({ ...keys, roleArn: role }));
    return () => client.call("DescribeDtsJobs", "listing", { query: { JobType: "MIGRATION" } });
  },
  "Huawei Cloud": ({ role = AGENCY.name, ...keys } = {}) => {
    const { endpoints } = huawei;
    const base: HuaweicloudConfig = { ...OWN, ...keys, projectId: "0a1b2c3d", region: "cn-north-4", endpoints };
    const client = new HuaweiClient(role ? { ...base, agency: role, agencyDomain: AGENCY.domain } : base);
    return () => client.send("rds", "listing", { method: "GET", url: "/v3/{project_id}/instances", reads: true });
  },
  "Tencent Cloud": ({ role = roleArn("100000000001"), ...keys } = {}) => {
    const { cdb, sts, dts, vpc } = tencent.endpoints;
    const base: TencentcloudConfig = { ...OWN, ...keys, region: "ap-guangzhou", endpoints: { cdb, sts, dts, vpc } };
    const client = new TencentClient({ ...base, roleArn: role || undefined });
    return () => client.read("cdb DescribeDBInstances", "listing", {});
  },
};

function alibabaConfig({ roleArn: role, ...keys }: AlicloudConfig): AlicloudConfig {
  return { ...OWN, ...keys, region: "cn-hangzhou", endpoints: ali.endpoints, ...(role ? { roleArn: role } : {}) };
}

async function refusal(call: () => Promise<unknown>): Promise<string> {
  const error = await call().then(
    () => expect.unreachable("the call was answered"),
    (thrown: Error) => thrown,
  );
  const text = `${error.message}${JSON.stringify(error)}`;
  for (const secret of [SECRET, "canary"]) expect(text).not.toContain(secret);
  return error.message;
}

describe.each(Object.keys(CALLS))("%s with a role", (cloud) => {
  it("is called with the role's keys, which are renewed before they expire, however long an update waits", async () => {
    const before = assumed;
    const call = CALLS[cloud]!();
    await call();
    await call();
    expect(assumed).toBe(before + 1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 56 * 60_000 });
    await call();
    expect(assumed).toBe(before + 2);
    vi.setSystemTime(Date.now() + 3 * 3_600_000);
    await call();
    expect(assumed).toBe(before + 3);
  });

  it("is refused if the role is not one of the account's, naming the role", async () => {
    const wrong =
      cloud === "Huawei Cloud" ? "other" : `${cloud === "Tencent Cloud" ? roleArn("100000000001") : ROLE_ARN}-other`;
    expect(await refusal(CALLS[cloud]!({ role: wrong }))).toMatch(/assuming the (role|agency) \S*other/);
  });

  it("is refused with revoked sessions", async () => {
    const call = CALLS[cloud]!();
    await call();
    for (const { keys } of [ali, huawei, tencent]) keys.expireAll();
    expect(await refusal(call)).toMatch(/expired/i);
  });

  it("is refused with permanent keys and a token, and with a secret that belongs to other keys", async () => {
    expect(await refusal(CALLS[cloud]!({ role: "", securityToken: "canary-token" }))).toMatch(/token/i);
    expect(await refusal(CALLS[cloud]!({ secretKey: "canary-wrong" }))).toMatch(
      /needed: valid access keys|check TENCENT/,
    );
  });
});

it("no secret or token of any of these calls is printed, even with DEBUG=*", () => {
  expect(issued.length).toBeGreaterThan(16);
  for (const secret of [SECRET, "canary", ...issued]) expect(printed.includes(secret)).toBe(false);
});
