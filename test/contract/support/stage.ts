import { startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { startHuaweicloud } from "../../../sandbox/huaweicloud";
import { startTencentcloud } from "../../../sandbox/tencentcloud";
import { Clock } from "../../../sandbox/world/clock";
import { Contract, find } from "./contract";
import type { ForeignAnswer, ForeignCall, PythonClients } from "./pythonClients";
import { SERVICES } from "./services";

const PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const SERVERS = { setReplicationFilter: async () => {} };

/** SDK of each service, by name and version. Tencent Cloud's STS has no separate SDK. */
export const SDKS: Record<string, (action: string) => readonly string[]> = {
  "huaweicloud drs": (action) => ["drs", action.includes("/v5/") ? "v5" : "v3"],
  "huaweicloud vpc": (action) => [
    /publicips|bandwidths/.test(action) ? "eip" : "vpc",
    action.includes("/v3/") ? "v3" : "v2",
  ],
  "huaweicloud vpn": () => ["vpn", "v5"],
  "huaweicloud rds": () => ["rds", "v3"],
  "huaweicloud iam": () => ["iam", "v3"],
  "alicloud dts": () => ["alibabacloud_dts20200101"],
  "alicloud ecs": () => ["alibabacloud_ecs20140526"],
  "alicloud rds": () => ["alibabacloud_rds20140815"],
  "alicloud vpc": () => ["alibabacloud_vpc20160428"],
  "tencentcloud cdb": () => ["cdb"],
  "tencentcloud dts": () => ["dts"],
  "tencentcloud vpc": () => ["vpc"],
};
export const VERSIONS: Record<string, string> = {
  "alicloud dts": "2020-01-01",
  "alicloud ecs": "2014-05-26",
  "alicloud rds": "2014-08-15",
  "alicloud vpc": "2016-04-28",
  "tencentcloud cdb": "2017-03-20",
  "tencentcloud dts": "2021-12-06",
  "tencentcloud vpc": "2017-03-12",
};

export interface Implemented {
  service: string;
  action: string;
}

/** Every action that both the sandbox and the Python SDKs support. */
export const IMPLEMENTED: Implemented[] = Object.entries(SERVICES)
  .filter(([service]) => SDKS[service])
  .flatMap(([service, { models }]) =>
    models.flatMap(({ actions }) => Object.keys(actions).map((action) => ({ service, action }))),
  );

/** Empty clouds that share one secret. */
export class ContractClouds {
  private constructor(
    readonly contract: Contract,
    private readonly endpoints: Record<string, Record<string, string>>,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<ContractClouds> {
    const world: SandboxWorld = newWorld(new Clock(6000));
    const contract = new Contract();
    contract.watch(world.exchanges);
    const pair = { accessKey: "KEYSANDBOX", secretKey: "secret" };
    const running = {
      huaweicloud: await startHuaweicloud({
        world,
        servers: SERVERS,
        credentials: { ...pair, projectId: PROJECT, region: "cn-north-4" },
      }),
      alicloud: await startAlicloud({ world, credentials: { ...pair, region: "cn-hangzhou" } }),
      tencentcloud: await startTencentcloud({
        world,
        servers: SERVERS,
        credentials: { secretId: pair.accessKey, secretKey: pair.secretKey, region: "ap-guangzhou", accountId: "1" },
      }),
    };
    const endpoints = Object.fromEntries(Object.entries(running).map(([cloud, one]) => [cloud, one.endpoints]));
    return new ContractClouds(contract, endpoints, async () => {
      for (const one of Object.values(running)) await one.close();
    });
  }

  /** A call with nothing but its path parameters and the given change. */
  request({ service, action }: Implemented, change: Partial<ForeignCall> = {}): ForeignCall {
    const [vendor, name] = service.split(" ") as [string, string];
    const found = find(SERVICES[service]!.models, action);
    const path = action.replace("{}", PROJECT).replaceAll("{}", "00000000-0000-4000-8000-000000000000");
    const regions: Record<string, string> = { huaweicloud: "cn-north-4", alicloud: "cn-hangzhou" };
    return {
      vendor,
      sdk: SDKS[service]!(action),
      endpoint: this.endpoints[vendor]![name]!,
      key: "KEYSANDBOX",
      secret: "secret",
      project: PROJECT,
      region: regions[vendor] ?? "ap-guangzhou",
      service: name,
      version: VERSIONS[service],
      action: vendor === "huaweicloud" ? path : action,
      parameters: {},
      body: vendor !== "alicloud" && found?.action.body ? {} : undefined,
      answer: found?.action.answer ?? "",
      ...change,
    };
  }

  /** Adds a parameter that the vendor does not have. */
  withUnknown(implemented: Implemented): ForeignCall {
    const request = this.request(implemented);
    if (request.body !== undefined) return { ...request, body: { colour: "red" } };
    return { ...request, parameters: { colour: "red" } };
  }
}

/** What a vendor's client must read from a refusal: a code and a message, and never that the resource is gone. */
export function isRefusal(answer: ForeignAnswer): answer is Extract<ForeignAnswer, { ok: false }> {
  return !answer.ok && Boolean(answer.code) && Boolean(answer.message);
}

export type { PythonClients };
