import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials";
import { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient";
import { DefaultHttpClient } from "@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient";
import { expect, vi } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import type { HuaweicloudServices } from "../../../sandbox/huaweicloud";
import { type HuaweicloudOptions, startHuaweicloud } from "../../../sandbox/huaweicloud";
import type { HuaweicloudWorld } from "../../../sandbox/huaweicloud/facts";
import type { Eip, HuaweiRdsInstance, Subnet } from "../../../sandbox/huaweicloud/facts/types";
import { Clock } from "../../../sandbox/world/clock";
import type { ServerRef } from "../../../sandbox/world/types";
import { Contract } from "../../contract/support/contract";
import { PATIENCE } from "../../support/patience";
import { ManualClock, ScriptedMover } from "./doubles";

export { ManualClock, ScriptedMover } from "./doubles";

export const REGION = "cn-north-4";
export const PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
export const CREDENTIALS = {
  accessKey: "HWSANDBOXKEY",
  secretKey: "huawei-secret",
  projectId: PROJECT,
  region: REGION,
};
const NOBODY: ServerRef = { host: "127.0.0.1", port: 1, admin: { user: "x", password: "x" }, version: "5.6.24" };

type Service = keyof HuaweicloudServices["endpoints"];

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: object;
  query?: Record<string, string | number | string[]>;
}

/** The official client's response body, or its exception. */
export type Answer = any;

/**
 * Huawei Cloud on loopback with one VPC, subnet, security group and RDS instance, and clients from the vendor's own
 * SDK.
 */
export class Cloud {
  /** One per created task, and one more per reset. */
  movers: ScriptedMover[] = [];
  services!: HuaweicloudServices;
  readonly contract = new Contract();

  private constructor(
    readonly world: HuaweicloudWorld,
    readonly subnet: Subnet,
    readonly groupId: string,
    readonly rds: HuaweiRdsInstance,
  ) {}

  /** @param speed the cloud's seconds per real second */
  static async raise(
    options: Partial<HuaweicloudOptions> & { target?: ServerRef; speed?: number; cidr?: string } = {},
  ) {
    const world = options.world ?? newWorld(new Clock(options.speed ?? 6000));
    const vpc = world.huaweicloud.vpcs.add({ region: REGION, name: "vpc", cidr: "192.168.0.0/16" });
    const cidr = options.cidr ?? "192.168.10.0/24";
    const subnet = world.huaweicloud.vpcs.addSubnet({ vpcId: vpc.id, name: "subnet", cidr });
    const group = world.huaweicloud.securityGroups.add({ region: REGION, name: "sg-target" });
    const mysql = options.target ?? NOBODY;
    const rds = world.huaweicloud.rds.add({
      name: "shop-target",
      region: REGION,
      subnetId: subnet.id,
      securityGroupId: group.id,
      mysql,
    });
    const cloud = new Cloud(world, subnet, group.id, rds);
    cloud.contract.watch(world.exchanges);
    cloud.services = await startHuaweicloud({
      world,
      servers: { setReplicationFilter: async () => {} },
      credentials: CREDENTIALS,
      ...options,
    });
    return cloud;
  }

  /** With scripted movers, and prechecks that pass. */
  static async scripted(options: Parameters<typeof Cloud.raise>[0] = {}): Promise<Cloud> {
    const movers: ScriptedMover[] = [];
    const cloud = await Cloud.raise({
      createMover: () => {
        const mover = new ScriptedMover();
        movers.push(mover);
        return mover;
      },
      runPrecheck: async () => [{ item: "srcDbConnection", group: "network", result: "PASSED" }],
      ...options,
    });
    cloud.movers = movers;
    return cloud;
  }

  /** Replaces this cloud with one in which time only advances when the test says so. */
  async inHeldTime(): Promise<{ cloud: Cloud; clock: ManualClock }> {
    await this.close();
    const clock = new ManualClock();
    return { cloud: await Cloud.scripted({ world: newWorld(clock) }), clock };
  }

  /** Sends one call with the official client. `{p}` is replaced by the project. */
  send(service: Service, path: string, { method = "GET", body, query }: Call = {}): Promise<Answer> {
    return client(this.services.endpoints[service]).sendRequest({
      method,
      url: path.replace("{p}", PROJECT),
      contentType: "application/json",
      pathParams: {},
      queryParams: query ?? {},
      headers: {},
      ...(body ? { data: body } : {}),
    });
  }

  jobs(path: string, body: object, method: Call["method"] = "POST"): Promise<Answer> {
    return this.send("drs", `/v3/{p}/jobs${path}`, { method, body });
  }

  eip(name = "task"): Eip {
    return this.world.huaweicloud.eips.allocate({ region: REGION, name });
  }

  /** Body of a new task that migrates into the RDS instance. */
  newJob(change: object = {}): object {
    return {
      name: "ferry-shop",
      db_use_type: "migration",
      engine_type: "mysql",
      job_direction: "up",
      net_type: "eip",
      bind_eip: true,
      node_type: "high",
      task_type: "FULL_INCR_TRANS",
      customize_sutnet_id: this.subnet.id,
      source_endpoint: { db_type: "mysql" },
      target_endpoint: { db_type: "mysql", region: REGION, inst_id: this.rds.id, project_id: PROJECT },
      ...change,
    };
  }

  /** A task in CONFIGURATION. */
  async configured(change: object = {}): Promise<string> {
    const made = await this.jobs("/batch-creation", { jobs: [this.newJob(change)] });
    await this.until(made.results[0].id, "CONFIGURATION");
    return made.results[0].id;
  }

  /** A task in FULL_TRANSFER_STARTED, and its mover. */
  async running(change: object = {}): Promise<{ id: string; mover: ScriptedMover }> {
    const id = await this.configured(change);
    await this.prechecked(id);
    await this.start(id);
    await this.until(id, "FULL_TRANSFER_STARTED");
    return { id, mover: this.movers.at(-1)! };
  }

  source = { db_type: "mysql", ip: "db.example.test", db_port: 3306, db_user: "ferry", db_password: "source-secret" };
  target() {
    return {
      db_type: "mysql",
      ip: this.rds.privateIp,
      db_port: 3306,
      db_user: "root",
      db_password: "target-secret",
      inst_id: this.rds.id,
    };
  }

  test(id: string, side: "so" | "ta", change: object = {}): Promise<Answer> {
    const endpoint = side === "so" ? this.source : this.target();
    return this.jobs("/batch-connection", {
      jobs: [{ id, net_type: "eip", end_point_type: side, ...endpoint, ...change }],
    });
  }

  store(id: string): Promise<Answer> {
    const jobs = [{ job_id: id, store_db_info: true, source_endpoint: this.source, target_endpoint: this.target() }];
    return this.jobs("/batch-modification", { jobs }, "PUT");
  }

  /** Runs both connection tests and the modification, and starts a precheck. */
  async beginPrecheck(id: string, precheck_mode = "forStartJob"): Promise<Answer> {
    if (precheck_mode === "forStartJob") {
      await this.test(id, "so");
      await this.test(id, "ta");
      await this.store(id);
    }
    return this.jobs("/batch-precheck", { jobs: [{ job_id: id, precheck_mode }] });
  }

  /** Runs a precheck to its end; returns its result. */
  async prechecked(id: string, precheck_mode?: string): Promise<Answer> {
    await this.beginPrecheck(id, precheck_mode);
    return vi.waitFor(async () => {
      const answer = await this.jobs("/batch-precheck-result", { jobs: [id] });
      expect(answer.results[0].process).toBe("100%");
      return answer.results[0];
    }, PATIENCE);
  }

  start(id: string, more: object = {}): Promise<Answer> {
    return this.jobs("/batch-starting", { jobs: [{ job_id: id, ...more }] });
  }

  end(id: string, delete_type: "terminate" | "force_terminate" | "delete"): Promise<Answer> {
    return this.jobs("/batch-jobs", { jobs: [{ job_id: id, delete_type }] }, "DELETE");
  }

  async detail(id: string): Promise<Answer> {
    return (await this.jobs("/batch-detail", { jobs: [id] })).results[0];
  }

  async status(id: string): Promise<string> {
    return (await this.jobs("/batch-status", { jobs: [id] })).results[0].status;
  }

  async until(id: string, status: string): Promise<void> {
    await vi.waitFor(async () => expect(await this.status(id)).toBe(status), PATIENCE);
  }

  /** Asserts that every answer so far matched the vendor's model. */
  async close(): Promise<void> {
    await this.services.close();
    await this.world.close();
    expect(this.contract.conclude()).toEqual([]);
  }
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** The vendor's client, kept from writing failed requests to the console. */
export function client(endpoint: string, keys: { accessKey?: string; secretKey?: string } = {}): HcClient {
  const http = new DefaultHttpClient({ logger: SILENT as any }, [endpoint]);
  const send = http.sendRequest.bind(http);
  http.sendRequest = (request) => send<never>(request).catch((error) => Promise.reject(withBatchCode(error)));
  const credentials = new BasicCredentials()
    .withAk(keys.accessKey ?? CREDENTIALS.accessKey)
    .withSk(keys.secretKey ?? CREDENTIALS.secretKey)
    .withProjectId(PROJECT);
  return new HcClient(http).withEndpoints([endpoint]).withCredential(credentials);
}

/** A refused batch only has the code in its first result, where the vendor's client does not look. */
function withBatchCode(error: Answer): Answer {
  const [first] = error.data?.results ?? [];
  if (!first) return error;
  expect(Object.keys(error.data).sort()).toEqual(["count", "results"]);
  return { ...error, data: { error_code: first.error_code, error_msg: first.error_msg ?? first.error_message } };
}

/** The vendor's exception for a call that must be refused. */
export async function refusal(call: Promise<unknown>): Promise<Answer> {
  const answer = await call.then(
    () => undefined,
    (error) => error,
  );
  return answer ?? expect.unreachable("the call was not refused");
}
