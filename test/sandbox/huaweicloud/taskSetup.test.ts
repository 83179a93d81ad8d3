import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { selfSigned } from "../../support/certificate";
import { type Answer, Cloud, refusal } from "./stage";

let cloud: Cloud;
beforeEach(async () => {
  cloud = await Cloud.scripted();
});
afterEach(() => cloud.close());

describe("creation", () => {
  test("a task is CREATING without addresses, then CONFIGURATION with the given EIP and an address of the subnet", async () => {
    const { cloud: held, clock } = await cloud.inHeldTime();
    cloud = held;
    const eip = cloud.eip();
    const list = [{ id: eip.id, public_ip: eip.address, type: "master" }];
    const made = await cloud.jobs("/batch-creation", { jobs: [cloud.newJob({ public_ip_list: list })] });
    expect(made.httpStatusCode).toBe(202);
    const { id, status } = made.results[0];
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{7}jb101$/);
    expect(status).toBe("CREATING");
    expect(cloud.world.huaweicloud.eips.get(eip.id).boundTo).toBe(id);
    expect((await cloud.detail(id)).inst_info.ip).toBeUndefined();

    clock.pass(179);
    expect(await cloud.status(id)).toBe("CREATING");
    clock.pass(1);
    await cloud.until(id, "CONFIGURATION");
    const detail = await cloud.detail(id);
    expect(detail.inst_info).toMatchObject({
      public_ip: eip.address,
      ip: expect.stringMatching(/^192\.168\.10\.\d+$/),
    });
    expect(detail).toMatchObject({
      name: "ferry-shop",
      subnet_id: cloud.subnet.id,
      vpc_id: cloud.subnet.vpcId,
      bind_public_ip_state: "SUCCESS",
      public_ip_list: list,
    });
  });

  test("the list finds it by name and by id, with one row each", async () => {
    const id = await cloud.configured();
    const find = (name: string) =>
      cloud
        .jobs("", { cur_page: 1, per_page: 1, name, db_use_type: "migration" })
        .then((answer: Answer) => answer.jobs);
    for (const name of ["ferry-shop", id]) {
      expect(await find(name)).toMatchObject([{ id, net_type: "eip", status: "CONFIGURATION", billing_tag: true }]);
    }
    expect(await find("nothing-of-the-kind")).toEqual([]);
  });

  test("a name is taken until its task is deleted, also in capitals", async () => {
    const id = await cloud.configured();
    const again = () => cloud.jobs("/batch-creation", { jobs: [cloud.newJob({ name: "FERRY-shop" })] });
    expect(await refusal(again())).toMatchObject({ httpStatusCode: 422, errorCode: "DRS.M00277" });
    await cloud.end(id, "force_terminate");
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
    await cloud.end(id, "delete");
    expect((await again()).results[0].status).toBe("CREATING");
  });

  test.each([
    ["a subnet of nobody", { customize_sutnet_id: "no-such-subnet" }, "customize_sutnet_id"],
    ["an instance of nobody", { target_endpoint: { db_type: "mysql", inst_id: "nothing" } }, "Invalid RDS DB instance"],
    ["no instance", { target_endpoint: { db_type: "mysql" } }, "cannot be left blank"],
    ["no EIP on the public network", { bind_eip: false }, "bind_eip"],
    ["another engine", { engine_type: "mongodb" }, "transfer schema"],
    ["an EIP of nobody", { public_ip_list: [{ id: "x", public_ip: "203.0.113.9", type: "master" }] }, "public_ip_list"],
  ])("%s is refused, and nothing is allocated", async (_, change, words) => {
    const error = await refusal(cloud.jobs("/batch-creation", { jobs: [cloud.newJob(change)] }));
    expect(error.errorMsg).toContain(words);
    expect(cloud.world.huaweicloud.eips.list()).toEqual([]);
    expect(cloud.world.huaweicloud.vpcs.privateIps()).toHaveLength(1);
  });

  test("an EIP of another task, or with another address, is refused", async () => {
    const eip = cloud.eip();
    const list = [{ id: eip.id, public_ip: eip.address, type: "master" }];
    await cloud.configured({ public_ip_list: list });
    const create = (public_ip_list: object[]) =>
      refusal(cloud.jobs("/batch-creation", { jobs: [cloud.newJob({ name: "second", public_ip_list })] }));
    expect((await create(list)).errorMsg).toContain("is bound");
    const other = cloud.eip();
    expect((await create([{ id: other.id, public_ip: eip.address, type: "master" }])).errorMsg).toContain(
      other.address,
    );
  });

  test("in a full subnet a task ends as CREATE_FAILED, releases its EIP and can be deleted at once", async () => {
    await cloud.close();
    cloud = await Cloud.scripted({ cidr: "192.168.10.0/28" });
    for (let i = 0; i < 4; i++) cloud.world.huaweicloud.vpcs.takeIp(cloud.subnet.id, `neighbour-${i}`);
    const eip = cloud.eip();
    const list = [{ id: eip.id, public_ip: eip.address, type: "master" }];
    const made = await cloud.jobs("/batch-creation", { jobs: [cloud.newJob({ public_ip_list: list })] });
    const { id } = made.results[0];
    await cloud.until(id, "CREATE_FAILED");
    expect((await cloud.detail(id)).failed_reason).toContain("No address is left");
    expect(cloud.world.huaweicloud.eips.get(eip.id).boundTo).toBeUndefined();
    expect(await cloud.end(id, "delete")).toMatchObject({ results: [{ id, status: "success" }] });
  });

  test("on a private network there is no public address", async () => {
    const id = await cloud.configured({ net_type: "vpc", bind_eip: false });
    const { inst_info } = await cloud.detail(id);
    expect(inst_info.public_ip).toBeUndefined();
    expect(inst_info.ip).toMatch(/^192\.168\.10\./);
  });
});

describe("connection test", () => {
  test("tests the endpoints sent, from the EIP to the source and from the private address to the target", async () => {
    const id = await cloud.configured();
    const { inst_info } = await cloud.detail(id);
    expect(await cloud.test(id, "so", { ip: "other.example.test", db_port: 3307 })).toMatchObject({
      count: 1,
      results: [{ id, success: true, status: "success" }],
    });
    await cloud.test(id, "ta");
    const [source, target] = cloud.movers[0]!.tested;
    expect(source).toMatchObject({
      origin: { address: inst_info.public_ip },
      endpoint: { host: "other.example.test", port: 3307, user: "ferry", password: "source-secret" },
    });
    expect(target).toMatchObject({
      origin: { address: inst_info.ip, vpcId: cloud.subnet.vpcId },
      endpoint: { host: cloud.rds.privateIp, port: 3306 },
    });
  });

  test.each([
    ["login", "DRS.KE0002", "Access denied"],
    ["allowlist", "DRS.M01501", "connect timed out"],
    ["securityGroup", "DRS.M01501", "connect timed out"],
    ["refused", "DRS.M01501", "Connection refused"],
    ["dns", "DRS.M01501", "Unknown host"],
  ] as const)("%s: success false with the vendor's code, and HTTP 200", async (why, error_code, words) => {
    const id = await cloud.configured();
    cloud.movers[0]!.testAnswer = { ok: false, why, text: "Access denied for user 'ferry'@'203.0.113.10'" };
    const answer = await cloud.test(id, "so");
    expect(answer).toMatchObject({
      httpStatusCode: 200,
      results: [{ id, success: false, status: "failed", error_code }],
    });
    expect(answer.results[0].error_msg).toContain(words);
    expect(JSON.stringify(answer)).not.toContain("source-secret");
  });

  test("the target test needs the task's own instance, and a started task has none", async () => {
    const { id } = await cloud.running();
    expect((await cloud.test(id, "ta")).results[0]).toMatchObject({ success: false, error_code: "DRS.M00304" });
    const other = await cloud.configured({ name: "second" });
    expect((await cloud.test(other, "ta", { inst_id: "another" })).results[0]).toMatchObject({
      success: false,
      error_code: "DRS.M00202",
    });
  });

  test("the cluster form contains the endpoint as JSON text", async () => {
    const id = await cloud.configured({ master_az: "cn-north-4a", slave_az: "cn-north-4b" });
    const property = JSON.stringify([
      {
        nettype: "eip",
        endpointtype: "so",
        dbtype: "mysql",
        ip: "db.example.test:3306",
        dbuser: "ferry",
        dbpassword: "x",
      },
    ]);
    const jobs = [{ action: "testConnection", job_id: id, property }];
    expect(await cloud.jobs("/cluster/batch-connection", { jobs })).toMatchObject({ results: [{ success: true }] });
    expect(cloud.movers[0]!.tested[0]?.endpoint).toMatchObject({ host: "db.example.test", port: 3306 });
    const detail = await cloud.detail(id);
    const [row] = (await cloud.jobs("", { cur_page: 1, per_page: 1, name: id, db_use_type: "migration" })).jobs;
    expect(row.children).toHaveLength(2);
    expect(row.children.map((child: { id: string }) => child.id)).toContain(detail.master_job_id);
  });
});

describe("a certificate", () => {
  const { cert } = selfSigned("the source's CA");
  const good = {
    ssl_link: true,
    ssl_cert_key: Buffer.from(cert).toString("base64"),
    ssl_cert_name: "ca.pem",
    ssl_cert_check_sum: createHash("sha256").update(cert).digest("hex"),
  };

  test.each([
    ["no content", { ssl_cert_key: undefined }, "ssl_cert_key"],
    ["no name", { ssl_cert_name: undefined }, "ssl_cert_name"],
    ["no checksum", { ssl_cert_check_sum: undefined }, "ssl_cert_check_sum"],
    ["PEM that is not in base64", { ssl_cert_key: cert }, "ssl_cert_key"],
    ["the checksum of something else", { ssl_cert_check_sum: "0".repeat(64) }, "ssl_cert_check_sum"],
    ["the MD5 in place of the SHA-256", { ssl_cert_check_sum: "0".repeat(32) }, "ssl_cert_check_sum"],
    ["a name that is no file's", { ssl_cert_name: "../ca" }, "ssl_cert_name"],
    [
      "something that is no certificate",
      {
        ssl_cert_key: Buffer.from("hello").toString("base64"),
        ssl_cert_check_sum: createHash("sha256").update("hello").digest("hex"),
      },
      "ssl_cert_key",
    ],
  ])("with %s is refused in every call", async (_what, change, field) => {
    const id = await cloud.configured();
    const tls = { ...good, ...change };
    const named = expect.stringContaining(field);
    expect((await cloud.test(id, "so", tls)).results[0]).toMatchObject({ success: false, error_msg: named });
    const source_endpoint = { ...cloud.source, ...tls };
    const stored = cloud.jobs("/batch-modification", { jobs: [{ job_id: id, source_endpoint }] }, "PUT");
    expect(JSON.stringify(await stored.catch((error: unknown) => error))).toContain(field);
    const made = cloud.jobs("/batch-creation", { jobs: [cloud.newJob({ name: "another", source_endpoint })] });
    expect(JSON.stringify(await made.catch((error: unknown) => error))).toContain(field);
  });

  test("that is complete is accepted, and another one needs another connection test", async () => {
    const id = await cloud.configured();
    expect((await cloud.test(id, "so", good)).results[0]).toMatchObject({ success: true });
    await cloud.test(id, "ta");
    await cloud.store(id);
    const precheck = cloud.jobs("/batch-precheck", { jobs: [{ job_id: id, precheck_mode: "forStartJob" }] });
    expect(await refusal(precheck)).toMatchObject({ errorMsg: expect.stringContaining("test connection") });
  });
});

describe("precheck and start", () => {
  test("a precheck needs both connection tests and the modification with the same endpoints", async () => {
    const id = await cloud.configured();
    const precheck = () => cloud.jobs("/batch-precheck", { jobs: [{ job_id: id, precheck_mode: "forStartJob" }] });
    const tooEarly = {
      httpStatusCode: 400,
      errorCode: "DRS.M00300",
      errorMsg: expect.stringContaining("test connection"),
    };
    expect(await refusal(precheck())).toMatchObject(tooEarly);
    await cloud.test(id, "so");
    await cloud.test(id, "ta");
    expect(await refusal(precheck())).toMatchObject(tooEarly);
    await cloud.test(id, "so", { db_password: "another" });
    await cloud.store(id);
    expect(await refusal(precheck())).toMatchObject(tooEarly);
    await cloud.test(id, "so");
    expect(await precheck()).toMatchObject({ results: [{ id, precheck_id: id, status: "success" }] });
  });

  test("a precheck runs for a while, then shows 100%", async () => {
    const { cloud: held, clock } = await cloud.inHeldTime();
    cloud = held;
    const { id } = (await cloud.jobs("/batch-creation", { jobs: [cloud.newJob()] })).results[0];
    clock.pass(180);
    await cloud.until(id, "CONFIGURATION");
    const none = await cloud.jobs("/batch-precheck-result", { jobs: [id] });
    expect(none.results[0]).toMatchObject({ error_code: "DRS.M00303" });
    await cloud.beginPrecheck(id);
    const early = await cloud.jobs("/batch-precheck-result", { jobs: [id] });
    expect(early.results[0]).toMatchObject({ process: "50%", result: false });
    clock.pass(30);
    const late = await cloud.jobs("/batch-precheck-result", { jobs: [id] });
    expect(late.results[0]).toMatchObject({
      process: "100%",
      result: true,
      total_passed_rate: "100%",
      rds_instance_id: cloud.rds.id,
    });
  });

  test("a failed item stops the start, an alarm does not", async () => {
    for (const [name, result, rate] of [
      ["task-alarm", "ALARM", "100%"],
      ["task-failed", "FAILED", "50%"],
    ] as const) {
      await cloud.close();
      cloud = await Cloud.scripted({
        runPrecheck: async () => [
          { item: "srcDbConnection", group: "network", result: "PASSED" },
          { item: "srcBinlogFormatCheck", group: "db_params", result, failed_reason: "X", raw_error_msg: "STATEMENT" },
        ],
      });
      const id = await cloud.configured({ name });
      expect(await cloud.prechecked(id)).toMatchObject({ total_passed_rate: rate, result: result === "ALARM" });
      if (result === "ALARM") expect(await cloud.start(id)).toMatchObject({ results: [{ id, status: "success" }] });
      else expect(await refusal(cloud.start(id))).toMatchObject({ errorCode: "DRS.10010047" });
    }
  });

  test("a task without a precheck, or with another selection since, is not started", async () => {
    const id = await cloud.configured();
    expect(await refusal(cloud.start(id))).toMatchObject({ httpStatusCode: 400, errorCode: "DRS.10010047" });
    await cloud.prechecked(id);
    const db_object = { object_scope: "database", object_info: { shop: { name: "shop", all: true } } };
    await cloud.send("drs", `/v5/{p}/jobs/${id}`, {
      method: "PUT",
      body: { job: { type: "db_object", params: { db_object } } },
    });
    expect(await refusal(cloud.start(id))).toMatchObject({ errorCode: "DRS.10010047" });
    await cloud.prechecked(id);
    await cloud.start(id);
    await cloud.until(id, "FULL_TRANSFER_STARTED");
    expect(cloud.movers[0]!.started[0]).toMatchObject({
      databases: ["shop"],
      mode: "full+incremental",
      targetReadOnly: true,
    });
    expect(await cloud.detail(id)).toMatchObject({
      object_switch: true,
      sync_database: true,
      object_infos: [{ name: "shop" }],
    });
  });

  test("a mover that cannot start leaves START_JOB_FAILED with the reason", async () => {
    const id = await cloud.configured();
    await cloud.prechecked(id);
    cloud.movers[0]!.startAnswer = { ok: false, why: "targetNotEmpty", text: "shop.orders is there already" };
    await cloud.start(id);
    await cloud.until(id, "START_JOB_FAILED");
    expect((await cloud.detail(id)).failed_reason).toContain("shop.orders");
    await cloud.end(id, "terminate");
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
  });

  test("a scheduled start waits, can be brought forward, and must be at least five minutes ahead", async () => {
    const id = await cloud.configured();
    await cloud.prechecked(id);
    expect((await refusal(cloud.start(id, { start_time: String(Date.now()) }))).errorMsg).toContain("start_time");
    const at = Date.now() + 3_600_000;
    await cloud.start(id, { start_time: String(at) });
    expect(await cloud.status(id)).toBe("WAITING_FOR_START");
    expect((await cloud.detail(id)).inst_info.start_time).toBe(String(at));
    expect(cloud.movers[0]!.started).toEqual([]);
    const body = { job: { action_name: "start", action_params: {} } };
    expect(await cloud.send("drs", `/v5/{p}/jobs/${id}/action`, { method: "POST", body })).toMatchObject({
      query_id: expect.any(String),
    });
    await cloud.until(id, "FULL_TRANSFER_STARTED");
  });

  test("a scheduled start happens when its time comes", async () => {
    const id = await cloud.configured();
    await cloud.prechecked(id);
    await cloud.start(id, { start_time: String(Date.now() + 1000) });
    expect(await cloud.status(id)).toBe("WAITING_FOR_START");
    await cloud.until(id, "FULL_TRANSFER_STARTED");
  });
});
