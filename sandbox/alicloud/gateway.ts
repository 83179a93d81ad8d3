import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Rds } from "./action";
import { ACTIONS } from "./actions";
import { RpcError } from "./errors";
import { Parameters } from "./parameters";
import { type AccessKey, authenticate, type WireRequest } from "./signature";

const VERSION = "2014-08-15";
/** Regions that share one endpoint, `rds.aliyuncs.com`: the vendor's SDK sends calls for each of them there. */
const CENTRAL: ReadonlySet<string> = new Set([
  ...["cn-qingdao", "cn-beijing", "cn-hangzhou", "cn-shanghai", "cn-shenzhen", "cn-heyuan", "cn-hongkong"],
  ...["ap-southeast-1", "us-west-1", "us-east-1"],
]);
/** A nonce must not be reused for this long. */
const NONCE_MS = 15 * 60 * 1000;

/** The RPC gateway in front of RDS: signature, nonce, action, parameters, and errors in the vendor's format. */
export class Gateway {
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly key: AccessKey,
    private readonly rds: Rds,
  ) {}

  install(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    app.all("/*", async (request, reply) => {
      const requestId = randomUUID().toUpperCase();
      try {
        return reply.send({ RequestId: requestId, ...(await this.answer(wire(request))) });
      } catch (error) {
        const { status, code, message } =
          error instanceof RpcError ? error : new RpcError(500, "InternalError", `Sandbox: ${text(error)}`);
        return reply.code(status).send({
          RequestId: requestId,
          HostId: "rds.aliyuncs.com",
          Code: code,
          Message: message,
          Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=Rds&requestId=${requestId}`,
        });
      }
    });
  }

  private async answer(request: WireRequest): Promise<object> {
    if (request.path !== "/") {
      throw new RpcError(
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.",
      );
    }
    const now = Date.now();
    const { action, version, nonce } = authenticate(request, this.key, now);
    this.checkNonce(nonce, now);
    if (version !== VERSION) throw new RpcError(400, "InvalidVersion", "Specified parameter Version is not valid.");
    const found = action === undefined ? undefined : ACTIONS[action];
    if (!action || !found || !["GET", "POST"].includes(request.method)) {
      throw new RpcError(
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.",
      );
    }
    this.rds.world.calls.add(`alicloud ${action}`);
    const parameters = new Parameters(action, found.parameters, [...request.query, ...request.form]);
    if (parameters.get("SecurityToken")) {
      throw new RpcError(404, "InvalidSecurityToken.NotFound", "Specified SecurityToken is not found.");
    }
    return found.run(parameters, { ...this.rds, region: this.regionOf(parameters) });
  }

  /** Calls on one instance need not name its region. */
  private regionOf(parameters: Parameters): string {
    const { region, world } = this.rds;
    const asked = parameters.get("RegionId") ?? world.alicloud.rds.find(parameters.get("DBInstanceId") ?? "")?.region;
    return asked !== undefined && CENTRAL.has(region) && CENTRAL.has(asked) ? asked : region;
  }

  private checkNonce(nonce: string, now: number): void {
    for (const [old, at] of this.nonces) if (now - at > NONCE_MS) this.nonces.delete(old);
    if (this.nonces.has(nonce)) {
      throw new RpcError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    this.nonces.set(nonce, now);
  }
}

function wire(request: FastifyRequest): WireRequest {
  const [path = "/", query = ""] = (request.raw.url ?? "/").split(/\?(.*)/s);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const isForm = /^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? "");
  return {
    method: request.method,
    path,
    query: [...new URLSearchParams(query)],
    form: isForm ? [...new URLSearchParams(body.toString("utf8"))] : [],
    headers: request.headers,
    body,
  };
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
