import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cloud, CREDENTIALS, client, PROJECT, refusal } from "./stage";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await Cloud.scripted();
});
afterAll(() => cloud.close());

const LIST = { cur_page: 1, per_page: 10, db_use_type: "migration" };
const encode = (text: string) => encodeURIComponent(text).replaceAll("*", "%2A");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * A request signed like the Go SDK's: with every header that it sends except host, and the hash of the body. Written
 * from the vendor's signing guide, independently of the code under test.
 */
function goRequest(
  method: string,
  path: string,
  body: string,
  change: { date?: Date; secret?: string; sent?: string } = {},
) {
  const date = (change.date ?? new Date()).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const url = new URL(cloud.services.endpoints.drs + path);
  const headers: Record<string, string> = {
    accept: "application/json",
    "content-type": "application/json",
    "x-sdk-date": date,
  };
  const names = Object.keys(headers).sort();
  const query = [...url.searchParams]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort()
    .join("&");
  const canonical = [
    method,
    `${url.pathname}/`,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  const signature = createHmac("sha256", change.secret ?? CREDENTIALS.secretKey)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${CREDENTIALS.accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return fetch(url, {
    method,
    headers: { ...headers, authorization },
    body: method === "GET" ? undefined : (change.sent ?? body),
  });
}

describe("signatures", () => {
  test("of the Node SDK and of a Go-like signer are both accepted", async () => {
    expect(await cloud.jobs("", LIST)).toMatchObject({ total_record: 0, httpStatusCode: 200 });
    const answer = await goRequest("POST", `/v3/${PROJECT}/jobs`, JSON.stringify(LIST));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
    const query = await goRequest("GET", `/v5/${PROJECT}/jobs?job_type=migration&name=a%20b%2Ac`, "");
    expect(query.status).toBe(200);
  });

  test("do not cover another body", async () => {
    const answer = await goRequest("POST", `/v3/${PROJECT}/jobs`, JSON.stringify(LIST), {
      sent: JSON.stringify({ ...LIST, per_page: 20 }),
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      error_code: "APIGW.0301",
      error_msg: "Incorrect IAM authentication information: verify aksk signature fail",
    });
  });

  test("are refused for a wrong secret, an unknown key, an old date or when absent, each with its own message", async () => {
    const by = (keys: { accessKey?: string; secretKey?: string }) =>
      refusal(
        client(cloud.services.endpoints.drs, keys).sendRequest({
          method: "POST",
          url: `/v3/${PROJECT}/jobs`,
          contentType: "application/json",
          pathParams: {},
          queryParams: {},
          headers: {},
          data: LIST,
        }),
      );
    expect(await by({ secretKey: "other" })).toMatchObject({
      httpStatusCode: 401,
      errorCode: "APIGW.0301",
      errorMsg: expect.stringContaining("verify aksk signature fail"),
    });
    expect((await by({ accessKey: "SOMEBODY" })).errorMsg).toContain("ak not exist");
    const old = await goRequest("POST", `/v3/${PROJECT}/jobs`, JSON.stringify(LIST), {
      date: new Date(Date.now() - 16 * 60_000),
    });
    expect([old.status, ((await old.json()) as { error_msg: string }).error_msg]).toEqual([
      401,
      expect.stringContaining("x-sdk-date expired"),
    ]);
    const bare = await fetch(`${cloud.services.endpoints.drs}/v3/${PROJECT}/jobs`, { method: "POST", body: "{}" });
    expect(bare.status).toBe(401);
  });

  test("refusals never repeat the secret key", async () => {
    const answer = await goRequest("POST", `/v3/${PROJECT}/jobs`, "{}", { secret: "wrong" });
    expect(await answer.text()).not.toContain(CREDENTIALS.secretKey);
  });
});

describe("strictness", () => {
  test("a path or method that is not implemented is refused in the gateway's format, with a code that no client reads as 'gone'", async () => {
    for (const [path, method] of [
      ["/v3/{p}/jobs/batch-dance", "POST"],
      ["/v3/{p}/jobs/batch-detail", "PUT"],
      ["/v4/{p}/jobs", "POST"],
    ] as const) {
      const error = await refusal(cloud.send("drs", path, { method, body: { jobs: ["x"] } }));
      expect(error).toMatchObject({ httpStatusCode: 400, errorCode: "Sandbox.NotImplemented" });
      expect(error.requestId).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test("another project is refused with 403", async () => {
    const other = (service: "drs" | "vpc" | "rds", path: string, call = {}) => refusal(cloud.send(service, path, call));
    expect(
      await other("drs", "/v3/ffffffffffffffffffffffffffffffff/jobs", { method: "POST", body: LIST }),
    ).toMatchObject({
      httpStatusCode: 403,
      errorCode: "DRS.M00261",
    });
    expect(await other("vpc", "/v3/ffffffffffffffffffffffffffffffff/vpc/security-groups")).toMatchObject({
      httpStatusCode: 403,
      errorCode: "VPC.2701",
    });
    expect(await other("rds", "/v3/ffffffffffffffffffffffffffffffff/instances")).toMatchObject({
      httpStatusCode: 403,
      errorCode: "DBS.200010",
    });
  });

  test("unknown, missing and wrong fields are refused with 400, and all of them are named", async () => {
    const unknown = await refusal(cloud.jobs("", { ...LIST, colour: "red" }));
    expect(unknown).toMatchObject({
      httpStatusCode: 400,
      errorCode: "DRS.M00305",
      errorMsg: expect.stringContaining("colour"),
    });
    const { db_use_type: _, ...missing } = LIST;
    expect(await refusal(cloud.jobs("", missing))).toMatchObject({
      httpStatusCode: 400,
      errorMsg: expect.stringContaining("db_use_type"),
    });
    const job = { ...cloud.newJob(), name: "no", description: "a<b", customize_subnet_id: "typo" };
    const several = await refusal(cloud.jobs("/batch-creation", { jobs: [job] }));
    expect(several.httpStatusCode).toBe(400);
    for (const name of ["jobs[0].name", "jobs[0].description", "jobs[0].customize_subnet_id"]) {
      expect(several.errorMsg).toContain(name);
    }
    expect(await refusal(cloud.send("vpc", "/v1/{p}/publicips", { query: { colour: "red" } }))).toMatchObject({
      httpStatusCode: 400,
    });
    const text = await goRequest("POST", `/v3/${PROJECT}/jobs`, "not json");
    expect(text.status).toBe(400);
  });

  test("a missing required field of a nested body is reported as empty", async () => {
    const error = await refusal(cloud.jobs("/batch-starting", { jobs: [{}] }));
    expect(error).toMatchObject({
      httpStatusCode: 400,
      errorCode: "DRS.M00201",
      errorMsg: "The parameter jobs[0].job_id is empty.",
    });
  });
});

describe("RDS and IAM", () => {
  test("an instance is found by id with its place in the network", async () => {
    const { instances, total_count } = await cloud.send("rds", "/v3/{p}/instances", { query: { id: cloud.rds.id } });
    expect(total_count).toBe(1);
    expect(instances[0]).toMatchObject({
      id: cloud.rds.id,
      private_ips: [cloud.rds.privateIp],
      port: 3306,
      vpc_id: cloud.subnet.vpcId,
      subnet_id: cloud.subnet.id,
      security_group_id: cloud.groupId,
      volume: { size: 40 },
      datastore: { type: "MySQL", version: "5.6" },
    });
    const none = await cloud.send("rds", "/v3/{p}/instances", { query: { id: "nothing" } });
    expect(none).toMatchObject({ instances: [], total_count: 0 });
    expect(await refusal(cloud.send("rds", "/v3/{p}/instances/nothing/configurations"))).toMatchObject({
      httpStatusCode: 404,
      errorCode: "DBS.200002",
    });
  });

  test("the project of a region is found by name", async () => {
    expect((await cloud.send("iam", "/v3/projects", { query: { name: "cn-north-4" } })).projects).toMatchObject([
      { id: PROJECT },
    ]);
    expect((await cloud.send("iam", "/v3/auth/domains")).domains).toHaveLength(1);
  });
});
