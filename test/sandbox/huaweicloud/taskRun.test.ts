import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import type { ComparisonRequest } from "../../../sandbox/huaweicloud/drs/compare/bodies";
import { Comparisons } from "../../../sandbox/huaweicloud/drs/compare/comparison";
import type { Job } from "../../../sandbox/huaweicloud/drs/job";
import { Cloud, ManualClock, PROJECT, refusal } from "./stage";

let cloud: Cloud;
beforeEach(async () => {
  cloud = await Cloud.scripted();
});
afterEach(() => cloud.close());

describe("a running task", () => {
  test("has the status and progress of the mover", async () => {
    const { id, mover } = await cloud.running();
    const progress = async () => (await cloud.jobs("/batch-progress", { jobs: [id] })).results[0];
    mover.set("full", { percent: 42 });
    expect(await progress()).toMatchObject({
      job_id: id,
      progress: "42",
      incre_trans_delay: "-1",
      transfer_status: "FULL_TRANSFER_STARTED",
      task_mode: "FULL_INCR_TRANS",
    });
    mover.set("incremental", {
      percent: 100,
      lagSeconds: 3,
      gtid: { snapshot: "a:1", source: "a:1-9", target: "a:1-8" },
    });
    expect(await progress()).toMatchObject({
      progress: "100",
      incre_trans_delay: "3",
      incre_trans_delay_millis: "3000",
      transfer_status: "INCRE_TRANSFER_STARTED",
    });
    expect(Number((await cloud.detail(id)).full_transfer_complete_time)).toBeGreaterThan(0);
    const rpo = await cloud.jobs("/batch-rpo-and-rto", { jobs: [id] });
    expect(rpo.results[0]).toMatchObject({
      rpo_info: { gtid_set: "a:1-9" },
      rto_info: { gtid_set: "a:1-8", delay: "3" },
    });
  });

  test("ends its copy in FULL_TRANSFER_COMPLETE if it is full-only", async () => {
    const { id, mover } = await cloud.running({ task_type: "FULL_TRANS" });
    expect(mover.started[0]?.mode).toBe("full");
    mover.set("fullDone", { percent: 100 });
    expect(await cloud.status(id)).toBe("FULL_TRANSFER_COMPLETE");
  });

  test("pauses and resumes, only where that is possible", async () => {
    const { id, mover } = await cloud.running();
    const retry = () => cloud.jobs("/batch-retry-task", { jobs: [{ job_id: id }] });
    expect(await refusal(retry())).toMatchObject({ errorCode: "DRS.M00304" });
    mover.set("incremental");
    await cloud.jobs("/batch-pause-task", { jobs: [{ job_id: id, pause_mode: "target" }] });
    expect(await cloud.status(id)).toBe("PAUSING");
    await retry();
    expect(await cloud.status(id)).toBe("INCRE_TRANSFER_STARTED");
  });

  test("is compared only while it replicates, one comparison at a time, and as far as MySQL allows", async () => {
    const { id, mover } = await cloud.running();
    const body = { type: "contents", compare_object: [{ db_name: "shop", table_name: ["orders"] }] };
    const compare = (change: object = {}) => cloud.jobs(`/${id}/table/compare`, { ...body, ...change });
    expect(await refusal(compare())).toMatchObject({ errorCode: "DRS.M00304" });
    mover.set("incremental");
    for (const change of [{ type: "random" }, { options: { lobCompare: "hash" } }, { proportion_value: 0.5 }])
      expect(await refusal(compare(change)), JSON.stringify(change)).toMatchObject({ errorCode: "DRS.M00202" });
    const comparison = await compare();
    const { compare_jobs } = await cloud.send("drs", `/v3/{p}/jobs/${id}/table/compare`);
    expect(compare_jobs).toMatchObject([{ id: comparison.id, type: "contents" }]);
    const held = new Comparisons(newWorld(new ManualClock()));
    const job = { id, status: "INCRE_TRANSFER_STARTED" } as Job;
    const request = { ...body, options: {} } as ComparisonRequest;
    held.add(job, request);
    expect(() => held.add(job, request)).toThrow(expect.objectContaining({ code: "DRS.M01504" }));
  });

  test("has separate statuses and a reason for failures of the copy and of replication", async () => {
    const { id, mover } = await cloud.running();
    mover.set("failed", { failure: { during: "full", why: "mysql", text: "No space left" } });
    expect(await cloud.status(id)).toBe("FULL_TRANSFER_FAILED");
    expect((await cloud.detail(id)).failed_reason).toBe("No space left");
    mover.set("failed", { failure: { during: "incremental", why: "replication", text: "Duplicate entry" } });
    expect(await cloud.status(id)).toBe("INCRE_TRANSFER_FAILED");
    const progress = await cloud.jobs("/batch-progress", { jobs: [id] });
    expect(progress.results[0]).toMatchObject({ error_msg: "Duplicate entry" });
    await cloud.jobs("/batch-retry-task", { jobs: [{ job_id: id }] });
    expect(await cloud.status(id)).toBe("INCRE_TRANSFER_STARTED");
  });

  test("starts again with a new mover after a reset and a new precheck", async () => {
    const { id, mover } = await cloud.running();
    mover.set("failed", { failure: { during: "full", why: "mysql", text: "No space left" } });
    const reset = () =>
      cloud.send("drs", `/v5/{p}/jobs/${id}/action`, {
        method: "POST",
        body: { job: { action_name: "reset", action_params: {} } },
      });
    expect(await refusal(reset())).toMatchObject({ errorCode: "DRS.10010047" });
    await cloud.prechecked(id, "forRetryJob");
    await reset();
    expect(mover.disposed).toBe(1);
    await cloud.until(id, "FULL_TRANSFER_STARTED");
    expect(cloud.movers).toHaveLength(2);
    expect(cloud.movers[1]!.started).toHaveLength(1);
  });

  test("passes a new password to the mover", async () => {
    const { id, mover } = await cloud.running();
    const jobs = [{ job_id: id, end_point_type: "so", db_password: "new-secret" }];
    expect(await cloud.jobs("/batch-modify-pwd", { jobs }, "PUT")).toMatchObject({
      results: [{ status: "success", end_point_type: "so" }],
    });
    expect(mover.started[0]?.source.endpoint.password).toBe("new-secret");
  });
});

describe("ending a task", () => {
  test("by a normal stop catches up, frees the EIP and the address, and only then allows the deletion of the record", async () => {
    const { cloud: held, clock } = await cloud.inHeldTime();
    cloud = held;
    const eip = cloud.eip();
    const list = [{ id: eip.id, public_ip: eip.address, type: "master" }];
    const { id } = (await cloud.jobs("/batch-creation", { jobs: [cloud.newJob({ public_ip_list: list })] })).results[0];
    clock.pass(180);
    await cloud.until(id, "CONFIGURATION");
    await cloud.beginPrecheck(id);
    expect(await refusal(cloud.start(id))).toMatchObject({ errorCode: "DRS.10010047" });
    clock.pass(30);
    await cloud.start(id);
    expect(await cloud.status(id)).toBe("STARTJOBING");
    clock.pass(60);
    await cloud.until(id, "FULL_TRANSFER_STARTED");
    const mover = cloud.movers[0]!;
    mover.set("incremental");
    expect(await refusal(cloud.end(id, "delete"))).toMatchObject({ httpStatusCode: 400, errorCode: "DRS.M00304" });
    await cloud.end(id, "terminate");
    expect(await cloud.status(id)).toBe("RELEASE_RESOURCE_STARTED");
    expect(await cloud.end(id, "terminate")).toMatchObject({
      httpStatusCode: 202,
      results: [{ status: "failed", error_code: "DRS.M01504" }],
    });
    expect(cloud.world.huaweicloud.eips.get(eip.id).boundTo).toBe(id);
    clock.pass(60);
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
    expect(mover.stops).toEqual([{ force: false }]);
    expect(cloud.world.huaweicloud.eips.get(eip.id).boundTo).toBeUndefined();
    expect(cloud.world.huaweicloud.vpcs.privateIps()).toHaveLength(1);

    await cloud.end(id, "delete");
    expect(await refusal(cloud.detail(id))).toMatchObject({ httpStatusCode: 400, errorCode: "DRS.M05004" });
    expect((await cloud.jobs("/batch-status", { jobs: [id] })).results[0]).toMatchObject({ error_code: "DRS.M05004" });
    expect(await refusal(cloud.detail("never-was"))).toMatchObject({ errorCode: "DRS.M00289" });
  });

  test("during the copy needs a forced stop", async () => {
    const { id, mover } = await cloud.running();
    expect(await refusal(cloud.end(id, "terminate"))).toMatchObject({ errorCode: "DRS.M00304" });
    await cloud.end(id, "force_terminate");
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
    expect(mover.stops).toEqual([{ force: true }]);
  });

  test("by a stop that cannot catch up gives RELEASE_RESOURCE_FAILED, keeps its addresses, and can be forced", async () => {
    const { id, mover } = await cloud.running();
    mover.set("incremental");
    mover.stopAnswer = { ok: false, why: "replication", text: "the target is behind" };
    await cloud.end(id, "terminate");
    await cloud.until(id, "RELEASE_RESOURCE_FAILED");
    expect((await cloud.detail(id)).failed_reason).toBe("the target is behind");
    expect(cloud.world.huaweicloud.vpcs.privateIps()).toHaveLength(2);
    mover.stopAnswer = { ok: true };
    await cloud.end(id, "force_terminate");
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
  });

  test("that was never started, or waits for its start, frees it without stopping a mover", async () => {
    const id = await cloud.configured();
    await cloud.prechecked(id);
    await cloud.start(id, { start_time: String(Date.now() + 3_600_000) });
    await cloud.end(id, "force_terminate");
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
    expect(cloud.movers[0]!.stops).toEqual([]);
    expect(cloud.movers[0]!.disposed).toBe(1);
  });

  test("by closing the service ends every mover", async () => {
    const { mover } = await cloud.running();
    await cloud.services.close();
    expect(mover.disposed).toBe(1);
  });
});

describe("v5", () => {
  const v5 = (path: string, call: object = {}) => cloud.send("drs", `/v5/{p}/jobs${path}`, call);

  test("tags, notification, name and description change; detail, list and actions show the task", async () => {
    const id = await cloud.configured({ tags: [{ key: "owner", value: "ferry" }] });
    const put = (type: string, params: object) => v5(`/${id}`, { method: "PUT", body: { job: { type, params } } });
    await v5(`/migration/${id}/tags/action`, {
      method: "POST",
      body: { action: "create", tags: [{ key: "migrate-id", value: "shop" }] },
    });
    await v5(`/migration/${id}/tags/action`, {
      method: "POST",
      body: { action: "delete", tags: [{ key: "owner", value: "ferry" }] },
    });
    expect((await v5(`/migration/${id}/tags`)).tags).toEqual([{ key: "migrate-id", value: "shop" }]);
    await put("notify", { alarm_notify: { alarm_to_user: true, topic_urn: "urn:smn:x", delay_time: 10 } });
    await put("name", { base_info: { name: "ferry-renamed" } });
    await put("description", { base_info: { description: "dbferry migrate-id=shop" } });
    expect(await cloud.detail(id)).toMatchObject({
      name: "ferry-renamed",
      description: "dbferry migrate-id=shop",
      alarm_notify: { delay_time: 10, alarm_to_user: true },
      tags: [{ key: "migrate-id", value: "shop" }],
    });
    expect((await v5(`/${id}`, { query: { type: "detail" } })).job).toMatchObject({ id, status: "CONFIGURATION" });
    expect(await v5("", { query: { job_type: "migration", name: "ferry-renamed" } })).toMatchObject({
      total_count: 1,
      jobs: [{ id }],
    });
    expect((await v5(`/${id}/actions`)).job_action.available_actions).toContain("START");
    expect(await refusal(v5("/never-was", { query: { type: "detail" } }))).toMatchObject({ errorCode: "DRS.10000010" });
  });

  test("a synchronization task is created at an address chosen in advance; a migration task is not created here", async () => {
    const job = (job_type: string) => ({
      base_info: {
        name: "ferry-v5",
        job_type,
        engine_type: "mysql-to-mysql",
        job_direction: "up",
        task_type: "FULL_INCR_TRANS",
        net_type: "vpc",
      },
      source_endpoint: [
        {
          db_type: "mysql",
          endpoint_type: "offline",
          endpoint_role: "so",
          endpoint: { endpoint_name: "mysql", ip: "192.168.10.9", db_port: "3306", db_user: "ferry", db_password: "x" },
        },
      ],
      target_endpoint: [
        {
          db_type: "mysql",
          endpoint_type: "cloud",
          endpoint_role: "ta",
          cloud: { region: "cn-north-4", project_id: PROJECT },
          endpoint: { endpoint_name: "cloud_mysql", instance_id: cloud.rds.id, db_user: "root", db_password: "x" },
        },
      ],
      node_info: {
        spec: { node_type: "high" },
        vpc: { vpc_id: cloud.subnet.vpcId, subnet_id: cloud.subnet.id, custom_node_ip: "192.168.10.77" },
      },
    });
    const create = (type: string) => v5("", { method: "POST", body: { job: job(type) } });
    expect(await refusal(create("migration"))).toMatchObject({ errorCode: "DRS.M00302" });
    const { id } = await create("sync");
    await cloud.until(id, "CONFIGURATION");
    expect((await cloud.detail(id)).inst_info.ip).toBe("192.168.10.77");
    await v5(`/${id}/stop`, { method: "POST", body: { is_force_stop: true } });
    await cloud.until(id, "RELEASE_RESOURCE_COMPLETE");
    expect((await v5(`/${id}`, { method: "DELETE" })).httpStatusCode).toBe(204);
  });
});

test("no answer ever contains a password", async () => {
  const id = await cloud.configured();
  await cloud.prechecked(id);
  const shown = [await cloud.detail(id), await cloud.send("drs", `/v5/{p}/jobs/${id}`, { query: { type: "detail" } })];
  expect(JSON.stringify(shown)).toContain("ferry");
  expect(JSON.stringify(shown)).not.toMatch(/secret/);
});

test("a batch that refuses one task reports it next to the other", async () => {
  const id = await cloud.configured();
  const answer = await cloud.jobs(
    "/batch-jobs",
    {
      jobs: [
        { job_id: id, delete_type: "force_terminate" },
        { job_id: "never-was", delete_type: "force_terminate" },
      ],
    },
    "DELETE",
  );
  expect(answer).toMatchObject({
    httpStatusCode: 202,
    count: 2,
    results: [
      { id, status: "success" },
      { id: "never-was", status: "failed", error_code: "DRS.M00289" },
    ],
  });
});
