import { createHash, createHmac } from "node:crypto";
import { Agent } from "node:http";
import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { expect, vi } from "vitest";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import {
  startTencentcloud,
  type TencentcloudEndpoints,
  type TencentcloudOptions,
  type TencentcloudServices,
} from "../../../sandbox/tencentcloud";
import { tencentcloud } from "../../../sandbox/tencentcloud/cloud";
import cdb from "../../../sandbox/tencentcloud/wire/cdb.json";
import dts from "../../../sandbox/tencentcloud/wire/dts.json";
import type { WireModel } from "../../../sandbox/tencentcloud/wire/model";
import sts from "../../../sandbox/tencentcloud/wire/sts.json";
import tag from "../../../sandbox/tencentcloud/wire/tag.json";
import vpc from "../../../sandbox/tencentcloud/wire/vpc.json";
import { Clock } from "../../../sandbox/world/clock";
import type { ServerRef } from "../../../sandbox/world/types";
import { Contract } from "../../contract/support/contract";
import { PATIENCE } from "../../support/patience";
import { differences } from "./answers";

export const REGION = "ap-guangzhou";
export const CREDENTIALS = {
  secretId: "AKIDsandbox",
  secretKey: "tencent-secret",
  region: REGION,
  accountId: "100000000001",
};
export const NOBODY: ServerRef = {
  host: "127.0.0.1",
  port: 1,
  version: "5.6.24",
  admin: { user: "x", password: "x" },
};

export type ServiceName = keyof TencentcloudEndpoints | "tag";
export const MODELS: Record<ServiceName, WireModel> = { cdb, dts, sts, tag, vpc };
const VERSIONS: Record<ServiceName, string> = {
  cdb: "2017-03-20",
  dts: "2021-12-06",
  sts: "2018-08-13",
  tag: "2018-08-13",
  vpc: "2017-03-12",
};

/** The response of the vendor's client, or its exception. */
export type Answer = any;
export type Furnished = ReturnType<typeof tencentcloud.addCustomerServer>;

export interface Client {
  secretId?: string;
  secretKey?: string;
  token?: string;
  region?: string | null;
  signMethod?: "TC3-HMAC-SHA256" | "HmacSHA1" | "HmacSHA256";
  reqMethod?: "GET" | "POST";
  version?: string;
}

/**
 * Tencent Cloud on loopback with a customer's two databases, and the vendor's own client; each answer is compared with
 * the vendor's model.
 */
export class Cloud {
  readonly contract = new Contract();

  private constructor(
    readonly world: SandboxWorld,
    readonly services: TencentcloudServices,
    readonly source: Furnished,
    readonly target: Furnished,
  ) {}

  static async raise({
    speed = 6000,
    source = NOBODY,
    target = NOBODY,
    ...options
  }: Partial<TencentcloudOptions> & { speed?: number; source?: ServerRef; target?: ServerRef } = {}): Promise<Cloud> {
    const world = (options.world as SandboxWorld | undefined) ?? newWorld(new Clock(speed));
    const furnished = [
      tencentcloud.addCustomerServer(world, "source", source),
      tencentcloud.addCustomerServer(world, "target", target),
    ];
    const services = await startTencentcloud({
      servers: { setReplicationFilter: async () => {} },
      credentials: CREDENTIALS,
      ...options,
      world,
    });
    const cloud = new Cloud(world, services, furnished[0]!, furnished[1]!);
    cloud.contract.watch(world.exchanges);
    return cloud;
  }

  /** One call by the vendor's client, signed for the vendor's host. */
  async call(service: ServiceName, action: string, request: object = {}, by: Client = {}): Promise<Answer> {
    const answer = await this.client(service, by).request(action, request);
    expect(differences(MODELS[service], MODELS[service].actions[action]!.answer, answer)).toEqual([]);
    return answer;
  }

  /** Tags are at the address of VPC, by the host that is called. */
  private endpointOf(service: ServiceName): string {
    return this.services.endpoints[service === "tag" ? "vpc" : service];
  }

  dts(action: string, request: object = {}): Promise<Answer> {
    return this.call("dts", action, request);
  }

  client(service: ServiceName, by: Client = {}): CommonClient {
    const { host } = new URL(this.endpointOf(service));
    const { secretId, secretKey, token, region = REGION, signMethod, reqMethod } = by;
    return new CommonClient(`${service}.tencentcloudapi.com`, by.version ?? VERSIONS[service], {
      credential: { ...CREDENTIALS, ...clean({ secretId, secretKey, token }) },
      ...(region === null ? {} : { region }),
      profile: {
        ...clean({ signMethod }),
        httpProfile: { protocol: "http://", agent: agentTo(host) as never, ...clean({ reqMethod }) },
      },
    });
  }

  /** A request signed by the test itself, for calls that the vendor's client would never send. */
  async raw(service: ServiceName, action: string, body: string, change: Partial<Signed> = {}): Promise<Answer> {
    const url = this.endpointOf(service);
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: signed({ service, host: new URL(url).host, action, version: VERSIONS[service], body, ...change }),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as Answer).Response;
  }

  /** Asserts that every answer so far matched the vendor's model. */
  async close(): Promise<void> {
    await this.services.close();
    expect(this.contract.conclude()).toEqual([]);
  }
}

/** Waits for what the cloud does asynchronously. */
export function until(check: () => Promise<unknown>): Promise<unknown> {
  return vi.waitFor(check, PATIENCE);
}

/** The exception for a call that must be refused. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string; requestId: string }> {
  return call.then(
    () => expect.unreachable("the call was not refused"),
    (error) => error,
  );
}

interface Signed {
  service: string;
  host: string;
  action: string;
  version: string;
  body: string;
  at: number;
  scope: string;
  signedHeaders: string[];
}

function signed({
  service,
  host,
  action,
  version,
  body,
  at = Date.now(),
  ...rest
}: Omit<Signed, "at" | "scope" | "signedHeaders"> & Partial<Signed>) {
  const timestamp = String(Math.floor(at / 1000));
  const date = new Date(at).toISOString().slice(0, 10);
  const scope = rest.scope ?? service;
  const names = rest.signedHeaders ?? ["content-type", "host"];
  const values: Record<string, string> = { "content-type": "application/json", host };
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const headers = names.map((name) => `${name}:${values[name]}\n`).join("");
  const canonical = ["POST", "/", "", headers, names.join(";"), hash(body)].join("\n");
  const toSign = ["TC3-HMAC-SHA256", timestamp, `${date}/${scope}/tc3_request`, hash(canonical)].join("\n");
  const key = hmac(hmac(hmac(`TC3${CREDENTIALS.secretKey}`, date), scope), "tc3_request");
  const signature = hmac(key, toSign).toString("hex");
  return {
    "content-type": "application/json",
    "x-tc-action": action,
    "x-tc-version": version,
    "x-tc-region": REGION,
    "x-tc-timestamp": timestamp,
    authorization: `TC3-HMAC-SHA256 Credential=${CREDENTIALS.secretId}/${date}/${scope}/tc3_request, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Connects to the sandbox whatever host is called. */
function agentTo(host: string): Agent {
  const [hostname, port] = host.split(":");
  const agent = new Agent();
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => connect({ ...options, host: hostname!, port: Number(port) }, done);
  return agent;
}

function clean<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
