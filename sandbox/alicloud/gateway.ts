import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Exchange } from "../world/exchanges";
import type { KeyRing } from "../world/keyRing";
import type { World } from "../world/world";
import { errors, RpcError } from "./errors";
import { Parameters, type ParameterTable } from "./parameters";
import { authenticate, type WireRequest } from "./signature";

/** A nonce must not be reused within this time. */
const NONCE_MS = 15 * 60 * 1000;

/** A service behind the gateway. */
export interface Product {
  /** The vendor's product code: "Rds". */
  code: string;
  version: string;
  host: string;
  /** Every simulated action, with its parameters. */
  actions: Readonly<Record<string, { parameters: ParameterTable }>>;
  /** Actions that exist in the cloud but are not simulated. */
  notImplemented?: ReadonlySet<string>;
  /** The response without RequestId. */
  run(action: string, parameters: Parameters): object | Promise<object>;
}

/** The RPC gateway in front of a service: signature, nonce, action, parameters, and errors in the vendor's format. */
export class Gateway {
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly keys: KeyRing,
    private readonly product: Product,
    private readonly world: Pick<World, "calls" | "exchanges">,
  ) {}

  install(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    app.all("/*", async (request, reply) => {
      const RequestId = randomUUID().toUpperCase();
      const exchange: Partial<Exchange> = {};
      const told = (status: number, body: object) => {
        const service = `alicloud ${this.product.code.toLowerCase()}`;
        this.world.exchanges.add({ service, action: undefined, ...exchange, status, body });
        return reply.code(status).send(body);
      };
      try {
        return told(200, { RequestId, ...(await this.answer(wire(request), exchange)) });
      } catch (error) {
        const { status, code, message } =
          error instanceof RpcError ? error : new RpcError(500, "InternalError", `Sandbox: ${text(error)}`);
        return told(status, {
          RequestId,
          HostId: this.product.host,
          Code: code,
          Message: message,
          Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=${this.product.code}&requestId=${RequestId}`,
        });
      }
    });
  }

  /** @param exchange receives what is known about the call, even if it is refused */
  private async answer(request: WireRequest, exchange: Partial<Exchange>): Promise<object> {
    if (request.path !== "/") throw errors.actionNotImplemented(request.path);
    const now = Date.now();
    const { action, version, nonce } = authenticate(request, this.keys, now);
    this.checkNonce(nonce, now);
    if (version !== this.product.version)
      throw new RpcError(400, "InvalidVersion", "Specified parameter Version is not valid.");
    const { actions } = this.product;
    const found = action !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
    const { notImplemented } = this.product;
    // Where all actions of the cloud are known, any other name does not exist.
    if (action && notImplemented && !found && !notImplemented.has(action)) {
      throw new RpcError(
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.",
      );
    }
    if (!action || !found || !["GET", "POST"].includes(request.method)) throw errors.actionNotImplemented(action ?? "");
    exchange.action = action;
    this.world.calls.add(
      this.product.code === "Rds" ? `alicloud ${action}` : `alicloud ${this.product.code} ${action}`,
    );
    const parameters = new Parameters(action, found.parameters, [...request.query, ...request.form]);
    Object.assign(exchange, { given: parameters.given, read: parameters.read });
    return this.product.run(action, parameters);
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
