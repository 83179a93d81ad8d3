import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Answer, Cloud, PROJECT } from "../sandbox/huaweicloud/stage";
import { PATIENCE } from "../support/patience";
import recorded from "./vendorResource.json";

/**
 * The calls that the vendor's Terraform resource makes from create to destroy, by method, path and field names. The
 * bodies are our own; each must have exactly these fields, be accepted, and be answered as the vendor's model says.
 */
let cloud: Cloud;
let task: string;
let eip: { id: string; address: string };
beforeAll(async () => {
  cloud = await Cloud.scripted();
  eip = cloud.eip();
});
afterAll(() => cloud.close());

const endpoints = () => ({
  source_endpoint: { ...cloud.source, project_id: PROJECT, ssl_link: false },
  target_endpoint: {
    ...cloud.target(),
    project_id: PROJECT,
    region: "cn-north-4",
    ssl_link: false,
    subnet_id: cloud.subnet.id,
    vpc_id: cloud.subnet.vpcId,
  },
});
const shared = {
  db_use_type: "migration",
  description: "dbferry migrate-id=shop",
  engine_type: "mysql",
  is_target_readonly: true,
  job_direction: "up",
  name: "ferry-eip",
  net_type: "eip",
  node_type: "high",
  task_type: "FULL_INCR_TRANS",
};
const asked = () => ({ jobs: [task], page_req: {} });
const tags = (action: string, value: string) => ({ action, tags: [{ key: "owner", value }] });
const action = (action_name: string, action_params: object) => ({ job: { action_name, action_params } });
const object_info = { shop: { name: "shop", all: true } };
const job = (type: string, params: object) => ({ job: { type, params } });

/** Bodies by call; if there are several, they are used in turn. */
function bodies(): Record<string, object[]> {
  const { source_endpoint, target_endpoint } = endpoints();
  const side = { id: task, net_type: "eip" };
  return {
    "POST /v3/{project}/jobs/batch-creation": [
      {
        jobs: [
          {
            ...shared,
            ...endpoints(),
            bind_eip: true,
            customize_sutnet_id: cloud.subnet.id,
            expired_days: "14",
            multi_write: false,
            public_ip_list: [{ id: eip.id, public_ip: eip.address, type: "master" }],
            tags: [{ key: "owner", value: "ferry" }],
          },
        ],
      },
    ],
    "POST /v3/{project}/jobs/batch-connection": [
      {
        jobs: [
          { ...side, ...source_endpoint, end_point_type: "so" },
          { ...side, ...target_endpoint, end_point_type: "ta" },
        ],
      },
    ],
    "PUT /v3/{project}/jobs/batch-modification": [
      {
        jobs: [
          { job_id: task, ...shared, ...endpoints(), is_recreate: false, replace_definer: true, store_db_info: true },
        ],
      },
      { jobs: [{ job_id: task, name: "ferry-eip2", description: "changed" }] },
      { jobs: [{ job_id: task, name: "ferry-eip", description: "changed back" }] },
    ],
    "PUT /v3/{project}/jobs/batch-limit-speed": [
      { speed_limits: [{ job_id: task, speed_limit: [{ speed: "15", begin: "16:00", end: "17:59" }] }] },
    ],
    "PUT /v5/{project}/jobs/{task}": [
      job("db_object", { db_object: { object_scope: "database", object_info } }),
      job("notify", { alarm_notify: { alarm_to_user: true, topic_urn: "urn:smn:cn-north-4:x:y", delay_time: 10 } }),
    ],
    "POST /v3/{project}/jobs/batch-precheck": [{ jobs: [{ job_id: task, precheck_mode: "forStartJob" }] }],
    "POST /v3/{project}/jobs/batch-precheck-result": [{ jobs: [task] }],
    "POST /v3/{project}/jobs/batch-starting": [{ jobs: [{ job_id: task }] }],
    "POST /v3/{project}/jobs/batch-status": [asked()],
    "POST /v3/{project}/jobs/batch-detail": [asked()],
    "POST /v3/{project}/jobs/batch-progress": [asked()],
    "POST /v3/{project}/jobs": [{ cur_page: 1, per_page: 1, db_use_type: "migration", name: task }],
    "POST /v5/{project}/jobs/{task}/action": [
      action("stop", { pause_mode: "target" }),
      action("restart", { is_sync_re_edit: false }),
    ],
    "POST /v5/{project}/jobs/migration/{task}/tags/action": [tags("delete", "ferry"), tags("create", "other")],
    "DELETE /v3/{project}/jobs/batch-jobs": [
      { jobs: [{ job_id: task, delete_type: "force_terminate" }] },
      { jobs: [{ job_id: task, delete_type: "delete" }] },
    ],
  };
}

/** Paths of a body's leaves: "jobs[].name". */
function fieldsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value) && typeof value[0] === "object") return value.flatMap((one) => fieldsOf(one, `${path}[]`));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  const entries = Object.entries(value);
  return entries.length === 0 ? [path] : entries.flatMap(([key, one]) => fieldsOf(one, path ? `${path}.${key}` : key));
}

test("every call of the vendor's resource is accepted, in order, with its fields", async () => {
  const used = new Map<string, number>();
  const last = new Map<string, Answer>();
  for (const [at, { call, fields }] of recorded.steps.entries()) {
    const list = bodies()[call] ?? [];
    const turn = Math.min(used.get(call) ?? 0, list.length - 1);
    const body = list[turn];
    expect(body, `step ${at}: no body for ${call}`).toBeDefined();
    used.set(call, turn + 1);
    expect([...new Set(fieldsOf(body))].sort(), `step ${at}: ${call}`).toEqual([...fields].sort());

    const [method, path] = call.split(" ") as ["GET" | "POST" | "PUT" | "DELETE", string];
    const url = path.replace("{project}", PROJECT).replace("{task}", task);
    const answer = await cloud.send("drs", url, { method, body });
    expect(answer.httpStatusCode, `step ${at}: ${call}`).toBeLessThan(300);
    last.set(call, answer);
    await asTheResourceWaits(call, turn, answer);
  }
  expect(recorded.steps.length).toBeGreaterThan(40);
  const [detail] = last.get("POST /v3/{project}/jobs/batch-detail").results;
  expect(detail).toMatchObject({
    id: task,
    name: "ferry-eip",
    status: "INCRE_TRANSFER_STARTED",
    tags: [{ key: "owner", value: "other" }],
    speed_limit: [{ speed: "15", begin: "16:00", end: "17:59" }],
    alarm_notify: { delay_time: 10 },
    replace_definer: true,
  });
  expect(cloud.world.huaweicloud.eips.get(eip.id).boundTo).toBeUndefined();
  const gone = await cloud.jobs("/batch-status", { jobs: [task] });
  expect(gone.results[0].error_code).toBe("DRS.M05004");
});

/** Points at which the resource polls, while the copy progresses. */
async function asTheResourceWaits(call: string, turn: number, answer: Answer): Promise<void> {
  if (call.endsWith("/batch-creation")) {
    task = answer.results[0].id;
    await cloud.until(task, "CONFIGURATION");
  } else if (call.endsWith("/batch-connection")) {
    expect(answer.results.map((one: Answer) => one.success)).toEqual([true, true]);
  } else if (call.endsWith("/batch-precheck")) {
    await vi.waitFor(async () => {
      const { results } = await cloud.jobs("/batch-precheck-result", { jobs: [task] });
      expect(results[0]).toMatchObject({ process: "100%", total_passed_rate: "100%" });
    }, PATIENCE);
  } else if (call.endsWith("/batch-starting")) {
    await cloud.until(task, "FULL_TRANSFER_STARTED");
    cloud.movers[0]!.set("incremental", { percent: 100, lagSeconds: 0 });
  } else if (call.endsWith("/batch-jobs") && turn === 0) {
    await cloud.until(task, "RELEASE_RESOURCE_COMPLETE");
  }
}
