import RdsClient, * as rds from "@alicloud/rds20140815";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AlicloudServices } from "../../../sandbox/alicloud";
import { startAlicloud } from "../../../sandbox/alicloud";
import { ACTIONS } from "../../../sandbox/alicloud/actions";
import { canonicalQuery } from "../../../sandbox/alicloud/signature";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { Clock } from "../../../sandbox/world/clock";
import { Contract } from "../../contract/support/contract";
import { PATIENCE } from "../../support/patience";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };
const ID = "rm-source01";

let world: SandboxWorld;
let services: AlicloudServices;
let contract: Contract;

beforeEach(async () => {
  // The vendor's shortest state then lasts longer than two calls, even on a busy machine.
  world = newWorld(new Clock(60));
  world.alicloud.rds.add({ id: ID, region: "cn-hangzhou", description: "shop", mysql });
  world.alicloud.rds.add({ id: "rm-elsewhere", region: "eu-central-1", mysql });
  contract = new Contract();
  contract.watch(world.exchanges);
  services = await startAlicloud({ world, credentials });
});
afterEach(async () => {
  await services.close();
  expect(contract.conclude()).toEqual([]);
});

/** The vendor's own client; `v2` makes it sign like the older RPC clients. */
function client(overrides: { secretKey?: string; accessKey?: string; algorithm?: string } = {}): RdsClient {
  return new RdsClient({
    accessKeyId: overrides.accessKey ?? credentials.accessKey,
    accessKeySecret: overrides.secretKey ?? credentials.secretKey,
    endpoint: new URL(services.endpoints.rds).host,
    protocol: "HTTP",
    regionId: "cn-hangzhou",
    signatureAlgorithm: overrides.algorithm,
    toMap: () => ({}),
  } as unknown as ConstructorParameters<typeof RdsClient>[0]);
}

async function refusal(
  call: Promise<unknown>,
): Promise<{ code: string; statusCode: number; data: Record<string, string> }> {
  return call.then(
    () => expect.unreachable("the call was not refused"),
    (error) => error,
  );
}

const modify = (request: Partial<rds.ModifySecurityIpsRequest>, by = client()) =>
  by.modifySecurityIps(new rds.ModifySecurityIpsRequest({ DBInstanceId: ID, ...request }));

async function groups(): Promise<Record<string, string>> {
  const { body } = await client().describeDBInstanceIPArrayList(
    new rds.DescribeDBInstanceIPArrayListRequest({ DBInstanceId: ID }),
  );
  const list = body?.items?.DBInstanceIPArray ?? [];
  return Object.fromEntries(list.map((g) => [g.DBInstanceIPArrayName!, g.securityIPList!]));
}

async function status(): Promise<string | undefined> {
  const { body } = await client().describeDBInstanceAttribute(
    new rds.DescribeDBInstanceAttributeRequest({ DBInstanceId: ID }),
  );
  return body?.items?.DBInstanceAttribute?.[0]?.DBInstanceStatus;
}

async function endpoints(): Promise<{ host: string; port: string; type: string; ip: string }[]> {
  const { body } = await client().describeDBInstanceNetInfo(
    new rds.DescribeDBInstanceNetInfoRequest({ DBInstanceId: ID }),
  );
  return (body?.DBInstanceNetInfos?.DBInstanceNetInfo ?? []).map((one) => ({
    host: one.connectionString!,
    port: one.port!,
    type: one.IPType!,
    ip: one.IPAddress!,
  }));
}

const allocate = (prefix: string, port = "3306") =>
  client().allocateInstancePublicConnection(
    new rds.AllocateInstancePublicConnectionRequest({ DBInstanceId: ID, connectionStringPrefix: prefix, port }),
  );

const running = () => expect.poll(status, PATIENCE).toBe("Running");

describe("the gateway", () => {
  test.each(["ACS3-HMAC-SHA256", "v2"])("accepts the official client with signature %s", async (algorithm) => {
    await modify(
      { securityIps: "203.0.113.7", DBInstanceIPArrayName: "dbferry_shop", modifyMode: "Append" },
      client({ algorithm }),
    );
    expect((await groups())["dbferry_shop"]).toBe("203.0.113.7");
  });

  test.each(["ACS3-HMAC-SHA256", "v2"])("refuses a wrong secret with signature %s", async (algorithm) => {
    const error = await refusal(modify({ securityIps: "203.0.113.7" }, client({ algorithm, secretKey: "wrong" })));
    expect(error).toMatchObject({ code: "SignatureDoesNotMatch", statusCode: 400 });
    expect(error.data["Message"]).not.toContain(credentials.secretKey);
    expect(error.data).toMatchObject({
      HostId: "rds.aliyuncs.com",
      Recommend: expect.stringContaining("SignatureDoesNotMatch"),
    });
  });

  test("refuses an unknown access key with the vendor's not-found error", async () => {
    const error = await refusal(modify({ securityIps: "203.0.113.7" }, client({ accessKey: "LTAInobody" })));
    expect(error).toMatchObject({ code: "InvalidAccessKeyId.NotFound", statusCode: 404 });
  });

  test("refuses an action that the sandbox does not implement with a code that no client reads as 'gone'", async () => {
    const error = await refusal(client().restartDBInstance(new rds.RestartDBInstanceRequest({ DBInstanceId: ID })));
    expect(error).toMatchObject({ code: "UnsupportedOperation", statusCode: 400 });
    expect(`${error.code} ${error.data["Message"]}`).not.toMatch(/not ?found/i);
  });

  test("refuses a request without a signature", async () => {
    const response = await fetch(`${services.endpoints.rds}/?Action=DescribeDBInstances&Version=2014-08-15`);
    const body = (await response.json()) as { Code: string };
    expect([response.status, body.Code]).toEqual([400, "MissingAccessKeyId"]);
  });

  const signed = async (change: Record<string, string>, key = credentials.secretKey) => {
    const { createHmac } = await import("node:crypto");
    const parameters = Object.entries({
      Action: "DescribeDBInstances",
      Version: "2014-08-15",
      Format: "JSON",
      RegionId: "cn-hangzhou",
      AccessKeyId: credentials.accessKey,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: crypto.randomUUID(),
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      ...change,
    });
    const query = canonicalQuery(parameters);
    const signature = createHmac("sha1", `${key}&`)
      .update(`GET&%2F&${encodeURIComponent(query)}`)
      .digest("base64");
    const response = await fetch(`${services.endpoints.rds}/?${query}&Signature=${encodeURIComponent(signature)}`);
    const body = (await response.json()) as { Code?: string; Message?: string; TotalRecordCount?: number };
    return { status: response.status, ...body };
  };

  test("counts a parameter once that is in the query and in the form, as the Go clients send it", async () => {
    const { createHmac } = await import("node:crypto");
    const form: [string, string][] = [
      ["RegionId", "cn-hangzhou"],
      ["DBInstanceId", ID],
      ["SourceIp", ""],
    ];
    const query: [string, string][] = Object.entries({
      Action: "DescribeDBInstanceAttribute",
      Version: "2014-08-15",
      Format: "json",
      RegionId: "cn-hangzhou",
      AccessKeyId: credentials.accessKey,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: crypto.randomUUID(),
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    });
    const toSign = `POST&%2F&${encodeURIComponent(canonicalQuery([...new Map([...query, ...form])]))}`;
    const signature = createHmac("sha1", `${credentials.secretKey}&`).update(toSign).digest("base64");
    const url = `${services.endpoints.rds}/?${new URLSearchParams([...query, ["Signature", signature]])}`;
    const response = await fetch(url, { method: "POST", body: new URLSearchParams(form) });
    expect([response.status, await response.json()]).toMatchObject([200, { Items: expect.anything() }]);
  });

  test("refuses a nonce that was used, and an old or unreadable timestamp", async () => {
    expect(await signed({ SignatureNonce: "once" })).toMatchObject({ status: 200, TotalRecordCount: 1 });
    expect(await signed({ SignatureNonce: "once" })).toMatchObject({ status: 400, Code: "SignatureNonceUsed" });
    expect(await signed({ Timestamp: "2020-01-01T00:00:00Z" })).toMatchObject({ Code: "InvalidTimeStamp.Expired" });
    expect(await signed({ Timestamp: "yesterday" })).toMatchObject({ Code: "InvalidTimeStamp.Format" });
  });

  test("refuses unknown parameters, parameters it does not implement, and missing ones", async () => {
    expect(await signed({ Colour: "red" })).toMatchObject({
      Code: "UnsupportedParameter",
      Message: expect.stringContaining("Colour"),
    });
    expect(await signed({ VpcId: "vpc-1" })).toMatchObject({
      Code: "UnsupportedParameter",
      Message: expect.stringContaining("VpcId"),
    });
    expect(await signed({ Action: "DescribeDBInstanceAttribute" })).toMatchObject({
      status: 400,
      Code: "MissingParameter",
    });
    expect(await signed({ Version: "2015-01-01" })).toMatchObject({ Code: "InvalidVersion" });
  });

  test("knows the parameters of every action that the official client knows, and no others", () => {
    const owner = /^(OwnerAccount|OwnerId|ResourceOwnerAccount|ResourceOwnerId|ClientToken|RegionId)$/;
    for (const [name, action] of Object.entries(ACTIONS)) {
      const request = (rds as unknown as Record<string, { names(): Record<string, string> }>)[`${name}Request`]!;
      const official = Object.values(request.names()).filter((parameter) => !owner.test(parameter));
      const implemented = Object.keys(action.parameters).map((parameter) => parameter.replace(/\.N$/, ""));
      expect(implemented.filter((parameter) => !owner.test(parameter)).sort(), name).toEqual(official.sort());
    }
  });
});

describe("allowlists", () => {
  test("appends to the group, reads it back and removes exactly that entry", async () => {
    await modify({
      securityIps: "203.0.113.7,203.0.113.0/28",
      DBInstanceIPArrayName: "dbferry_shop",
      modifyMode: "Append",
    });
    await modify({ securityIps: "203.0.113.7", DBInstanceIPArrayName: "dbferry_shop", modifyMode: "Delete" });
    expect(await groups()).toEqual({ default: "127.0.0.1", dbferry_shop: "203.0.113.0/28" });
  });

  test("removes a group with its last entry, but keeps one in default", async () => {
    await modify({ securityIps: "203.0.113.7", DBInstanceIPArrayName: "dbferry_shop" });
    await modify({ securityIps: "203.0.113.7", DBInstanceIPArrayName: "dbferry_shop", modifyMode: "Delete" });
    expect(await groups()).toEqual({ default: "127.0.0.1" });
    const error = await refusal(modify({ securityIps: "127.0.0.1", modifyMode: "Delete" }));
    expect(error).toMatchObject({ code: "InvalidSecurityIPs.NotFound", statusCode: 404 });
    expect(await groups()).toEqual({ default: "127.0.0.1" });
  });

  test("replaces a group's entries and keeps its attribute", async () => {
    await modify({
      securityIps: "10.0.0.1,10.0.0.2",
      DBInstanceIPArrayName: "office",
      DBInstanceIPArrayAttribute: "hr",
    });
    await modify({ securityIps: "10.0.0.3", DBInstanceIPArrayName: "office" });
    const { body } = await client().describeDBInstanceIPArrayList(
      new rds.DescribeDBInstanceIPArrayListRequest({ DBInstanceId: ID }),
    );
    const office = body?.items?.DBInstanceIPArray?.find((g) => g.DBInstanceIPArrayName === "office");
    expect(office).toMatchObject({
      securityIPList: "10.0.0.3",
      DBInstanceIPArrayAttribute: "hr",
      securityIPType: "IPv4",
    });
  });

  test.each([
    ["an entry twice", { securityIps: "10.0.0.1,10.0.0.1" }, "InvalidSecurityIPList.Duplicate", 400],
    ["an entry that is there", { securityIps: "127.0.0.1", modifyMode: "Append" }, "InvalidInstanceIp.Duplicate", 400],
    [
      "an entry that is not there",
      { securityIps: "10.9.9.9", modifyMode: "Delete" },
      "InvalidSecurityIPs.NotFound",
      404,
    ],
    ["no address", { securityIps: "10.0.0.256" }, "SecurityIPList.Format", 400],
    ["a prefix of 33", { securityIps: "10.0.0.0/33" }, "SecurityIPList.Format", 400],
    ["nothing", { securityIps: "" }, "MissingParameter", 400],
    [
      "a bad group name",
      { securityIps: "10.0.0.1", DBInstanceIPArrayName: "Db-Ferry" },
      "InvalidGroupName.Format",
      400,
    ],
    [
      "a group of the vendor",
      { securityIps: "10.0.0.1", DBInstanceIPArrayName: "ali_dms_group" },
      "InvalidUserOperatorPermission",
      403,
    ],
    ["an unknown mode", { securityIps: "10.0.0.1", modifyMode: "Replace" }, "InvalidModifyMode.Malformed", 400],
    [
      "an unknown instance",
      { securityIps: "10.0.0.1", DBInstanceId: "rm-nobody" },
      "InvalidDBInstanceId.NotFound",
      404,
    ],
    [
      "an instance of a region with an endpoint of its own",
      { securityIps: "10.0.0.1", DBInstanceId: "rm-elsewhere" },
      "InvalidDBInstanceId.NotFound",
      404,
    ],
  ])("refuses %s and changes nothing", async (_what, request, code, statusCode) => {
    expect(await refusal(modify(request))).toMatchObject({ code, statusCode });
    expect(await groups()).toEqual({ default: "127.0.0.1" });
  });

  test("holds 1000 entries over all groups and not one more", async () => {
    const entries = (from: number, n: number) =>
      Array.from({ length: n }, (_, i) => `10.${(from + i) >> 8}.${(from + i) & 255}.1`).join(",");
    await modify({ securityIps: entries(0, 999), DBInstanceIPArrayName: "many" });
    const error = await refusal(modify({ securityIps: "192.168.0.1", DBInstanceIPArrayName: "more" }));
    expect(error).toMatchObject({ code: "InvalidSecurityIPListLength.Malformed", statusCode: 400 });
  });
});

describe("the public endpoint", () => {
  test("is created after a delay, changes port, and is released after a delay", async () => {
    await allocate("dbferry-shop");
    expect(world.alicloud.rds.get(ID).status).toBe("NET_CREATING");
    expect(await endpoints()).toHaveLength(1);
    await running();
    const created = (await endpoints())[1];
    expect(created).toMatchObject({ host: "dbferry-shop.mysql.rds.aliyuncs.com", port: "3306", type: "Public" });
    expect(world.resolve("dbferry-shop.mysql.rds.aliyuncs.com")).toBe(created?.ip);

    await client().modifyDBInstanceConnectionString(
      new rds.ModifyDBInstanceConnectionStringRequest({
        DBInstanceId: ID,
        currentConnectionString: created?.host,
        connectionStringPrefix: "dbferry-shop",
        port: "3307",
      }),
    );
    await running();
    expect((await endpoints())[1]).toEqual({ ...created, port: "3307" });

    await client().releaseInstancePublicConnection(
      new rds.ReleaseInstancePublicConnectionRequest({ DBInstanceId: ID, currentConnectionString: created?.host }),
    );
    expect(world.alicloud.rds.get(ID).status).toBe("NET_DELETING");
    await running();
    expect(await endpoints()).toHaveLength(1);
  });

  test("is refused twice, with a taken prefix, a bad prefix or port, and while the instance is busy", async () => {
    expect(await refusal(allocate(ID))).toMatchObject({ code: "InvalidConnectionString.Duplicate" });
    expect(await refusal(allocate("abc"))).toMatchObject({ code: "InvalidConnectionString.Format" });
    expect(await refusal(allocate("dbferry-shop", "80"))).toMatchObject({ code: "InvalidPort.Malformed" });
    world.alicloud.rds.setStatus(ID, "TRANSING");
    expect(await refusal(allocate("dbferry-shop"))).toMatchObject({
      code: "OperationDenied.DBInstanceStatus",
      statusCode: 403,
    });
    expect(await refusal(modify({ securityIps: "10.0.0.1" }))).toMatchObject({
      code: "OperationDenied.DBInstanceStatus",
    });
    world.alicloud.rds.setStatus(ID, "Running");
    await allocate("dbferry-shop");
    await running();
    expect(await refusal(allocate("dbferry-other"))).toMatchObject({ code: "NetTypeExists", statusCode: 400 });
  });

  test("is not released under a wrong name, and the intranet endpoint never", async () => {
    const release = (currentConnectionString: string) =>
      client().releaseInstancePublicConnection(
        new rds.ReleaseInstancePublicConnectionRequest({ DBInstanceId: ID, currentConnectionString }),
      );
    const missing = await refusal(release("nobody.mysql.rds.aliyuncs.com"));
    expect(missing).toMatchObject({ code: "InvalidCurrentConnectionString.NotFound", statusCode: 404 });
    expect(await refusal(release(`${ID}.mysql.rds.aliyuncs.com`))).toMatchObject({ code: "AtLeastOneNetTypeExists" });
  });
});

describe("instances and tags", () => {
  test("lists the instances of its region only, with the vendor's paging", async () => {
    const { body } = await client().describeDBInstances(
      new rds.DescribeDBInstancesRequest({ regionId: "cn-hangzhou" }),
    );
    expect(body).toMatchObject({ totalRecordCount: 1, pageNumber: 1, pageRecordCount: 1 });
    expect(body?.items?.DBInstance?.[0]).toMatchObject({
      DBInstanceId: ID,
      DBInstanceDescription: "shop",
      engine: "MySQL",
    });
    const none = await client().describeDBInstances(
      new rds.DescribeDBInstancesRequest({ regionId: "cn-hangzhou", searchKey: "nothing" }),
    );
    expect(none.body?.totalRecordCount).toBe(0);
  });

  test("keeps tags that an audit can find by value", async () => {
    const where = { regionId: "cn-hangzhou", resourceType: "INSTANCE", resourceId: [ID] };
    await client().tagResources(new rds.TagResourcesRequest({ ...where, tag: [{ key: "migrate-id", value: "shop" }] }));
    const found = async (value: string) => {
      const { body } = await client().listTagResources(
        new rds.ListTagResourcesRequest({ ...where, resourceId: undefined, tag: [{ key: "migrate-id", value }] }),
      );
      return body?.tagResources?.tagResource?.map((tag) => [tag.resourceId, tag.tagKey, tag.tagValue]);
    };
    expect(await found("shop")).toEqual([[ID, "migrate-id", "shop"]]);
    expect(await found("other")).toEqual([]);
    await client().untagResources(new rds.UntagResourcesRequest({ ...where, tagKey: ["migrate-id"] }));
    expect(await found("shop")).toEqual([]);
  });

  test("has a backup policy", async () => {
    const { body } = await client().describeBackupPolicy(new rds.DescribeBackupPolicyRequest({ DBInstanceId: ID }));
    expect(body).toMatchObject({ localLogRetentionHours: 18, backupRetentionPeriod: 7 });
  });
});
