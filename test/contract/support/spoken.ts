import { expect } from "vitest";
import { type AlicloudServices, startAlicloud } from "../../../sandbox/alicloud";
import { newWorld } from "../../../sandbox/clouds";
import { Clock } from "../../../sandbox/world/clock";
import { ScriptedMover } from "../../sandbox/huaweicloud/doubles";
import * as huawei from "../../sandbox/huaweicloud/stage";
import { Scripted } from "../../sandbox/tencentcloud/dtsStage";
import * as tencent from "../../sandbox/tencentcloud/stage";
import { Contract, find } from "./contract";
import type { ForeignCall, PythonClients } from "./pythonClients";
import { SERVICES } from "./services";
import { SDKS, VERSIONS } from "./stage";

/** What the Python SDK reports about a refusal. */
export class Refused extends Error {
  constructor(
    readonly status: number | null,
    readonly code: string | null,
    text: string,
  ) {
    super(text);
  }
}

/** Where a call goes, and which key signs it. */
type CallTarget = Pick<ForeignCall, "vendor" | "endpoint" | "key" | "secret" | "region" | "project" | "service">;

/** The vendors' Python SDKs in place of the Node.js clients of the clouds' stages; records answers and refusals. */
export class Speaker {
  /** "huaweicloud drs POST /v3/{}/jobs" */
  readonly answered = new Set<string>();
  readonly refused = new Set<string>();

  constructor(private readonly python: PythonClients) {}

  async say(
    side: CallTarget,
    action: string,
    change: Pick<ForeignCall, "parameters"> & { body?: unknown },
  ): Promise<any> {
    const service = `${side.vendor} ${side.service}`;
    const { models } = SERVICES[service]!;
    const key = models.flatMap(({ actions }) => Object.keys(actions)).find((one) => matches(one, action)) ?? action;
    const answer = await this.python.call({
      ...side,
      sdk: SDKS[service]!(action),
      version: VERSIONS[service],
      action,
      answer: find(models, key)?.action.answer ?? "",
      ...change,
    });
    if (answer.ok) {
      this.answered.add(`${service} ${key}`);
      return answer.body;
    }
    if (answer.code && answer.message) this.refused.add(`${service} ${key}`);
    throw new Refused(answer.status, answer.code, `${action}: ${answer.code}: ${answer.message}`);
  }

  /** Huawei Cloud's stage; its tasks move no data. */
  async huaweicloud(): Promise<huawei.Cloud> {
    const cloud = await huawei.Cloud.scripted();
    cloud.send = (service, path, { method = "GET", body, query } = {}) => {
      const { accessKey: key, secretKey: secret, region } = huawei.CREDENTIALS;
      const project = huawei.PROJECT;
      const side = { vendor: "huaweicloud", key, secret, region, project, service };
      const action = `${method} ${path.replace("{p}", project)}`;
      return this.say({ ...side, endpoint: cloud.services.endpoints[service] }, action, {
        parameters: query ?? {},
        body,
      });
    };
    return cloud;
  }

  async tencentcloud(): Promise<Scripted> {
    const scripted = await Scripted.raise();
    const { cloud } = scripted;
    const { secretId: key, secretKey: secret } = tencent.CREDENTIALS;
    cloud.call = (service, action, request = {}) => {
      const side = { vendor: "tencentcloud", key, secret, region: tencent.REGION, service };
      return this.say({ ...side, endpoint: cloud.services.endpoints[service as "vpc"] }, action, {
        parameters: {},
        body: request,
      });
    };
    return scripted;
  }

  async alicloud(): Promise<Alicloud> {
    const world = newWorld(new Clock(6000));
    const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };
    for (const id of ["rm-source", "rm-target"]) world.alicloud.rds.add({ id, region: "cn-hangzhou", mysql });
    const inVpc = { region: "cn-hangzhou", vpcId: "vpc-1", name: "db" };
    const { id: group } = world.alicloud.securityGroups.add(inVpc);
    const privateIp = "172.16.10.10";
    world.alicloud.machines.add({ ...inVpc, vswitchId: "vsw-1", securityGroupId: group, privateIp, mysql });
    for (const [id, zone] of [
      ["vsw-1", "h"],
      ["vsw-2", "i"],
    ] as const) {
      const { region, vpcId } = inVpc;
      world.alicloud.vpns.vswitches.put({ id, region, vpcId, zone: `${region}-${zone}`, cidr: "172.16.10.0/24" });
    }
    const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
    const contract = new Contract();
    contract.watch(world.exchanges);
    const movers: ScriptedMover[] = [];
    const services: AlicloudServices = await startAlicloud({
      world,
      credentials,
      createMover: () => {
        const mover = new ScriptedMover();
        movers.push(mover);
        return mover;
      },
      runPrecheck: async () => [{ item: "CHECK_SRC", state: "Warning", text: "the source is MySQL 5.6" }],
    });
    const side = {
      vendor: "alicloud",
      key: credentials.accessKey,
      secret: credentials.secretKey,
      region: "cn-hangzhou",
    };
    return {
      movers,
      group,
      call: (service, action, query = {}) => {
        const parameters = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
        return this.say({ ...side, service, endpoint: services.endpoints[service] }, action, { parameters });
      },
      async close() {
        await services.close();
        expect(contract.conclude()).toEqual([]);
      },
    };
  }
}

/** Alibaba Cloud with two instances. Its tasks move no data, and its checks report one finding that can be accepted. */
export interface Alicloud {
  movers: ScriptedMover[];
  /** Id of a machine's security group. */
  group: string;
  call(service: "rds" | "dts" | "ecs" | "vpc", action: string, query?: Record<string, unknown>): Promise<any>;
  close(): Promise<void>;
}

/** Matches "GET /v3/{}/jobs" against a call's path. */
function matches(key: string, action: string): boolean {
  return key === action || new RegExp(`^${key.replaceAll("{}", "[^/]+").replaceAll(".", "\\.")}$`).test(action);
}
