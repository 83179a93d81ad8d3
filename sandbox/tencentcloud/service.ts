import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { Tracker } from "../wire/tracker";
import type { Exchange } from "../world/exchanges";
import type { KeyRing } from "../world/keyRing";
import type { World } from "../world/world";
import { errors, TcError } from "./errors";
import { judge, type Parameters, unflatten } from "./parameters";
import { authenticate, COMMON, type WireRequest } from "./signature";
import { type Verdicts, verdictOf } from "./verdicts";
import type { WireModel } from "./wire/model";

/** One validated call. */
export interface Call {
  parameters: Parameters;
  /** From the request; "" for a service without regions. */
  region: string;
}

/** The response without RequestId. */
export type Action = (call: Call) => object | Promise<object>;

/** A product of the cloud, on its own host. */
export interface Service {
  /** First label of its host, and the service name in a credential scope: "dts". */
  name: string;
  version: string;
  model: WireModel;
  verdicts: Verdicts;
  actions: Record<string, Action>;
  /** Actions that exist in the cloud but are not simulated. */
  others: readonly string[];
  /** Regions in which it is available; absent: it is not regional. */
  regions?: readonly string[];
}

/** Largest request body that the gateway reads. */
const MOST_BYTES = 10 * 1024 * 1024;

/**
 * The gateway in front of a service: signature, version, action, region, parameters, in this order. Every refusal by it
 * or the service is HTTP 200 with `Response.Error`.
 */
export function serve(
  service: Service,
  keys: KeyRing,
  { calls, exchanges }: Pick<World, "calls" | "exchanges">,
  beside: readonly Service[] = [],
): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: MOST_BYTES });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.all("/*", async (request, reply) => {
    const RequestId = randomUUID();
    const asked = beside.find(({ name }) => request.headers.host?.startsWith(`${name}.`)) ?? service;
    const trace = request.headers["x-tc-traceid"];
    if (typeof trace === "string") reply.header("x-tc-traceid", trace);
    const exchange: Partial<Exchange> = {};
    const told = (Response: object) => {
      // Recorded as 400, because the HTTP status is 200 even for a refusal.
      const status = "Error" in Response ? 400 : 200;
      exchanges.add({
        service: `tencentcloud ${asked.name}`,
        action: undefined,
        ...exchange,
        status,
        body: Response,
      });
      return { Response };
    };
    try {
      const watched = exchanges.watched ? new Tracker() : undefined;
      return told({ ...(await answer(asked, keys, calls, wire(request), exchange, watched)), RequestId });
    } catch (error) {
      const { code, message } =
        error instanceof TcError ? error : new TcError("InternalError", `Sandbox: ${text(error)}`);
      return told({ Error: { Code: code, Message: message }, RequestId });
    }
  });
  return app;
}

async function answer(
  service: Service,
  keys: KeyRing,
  calls: Set<string>,
  request: WireRequest,
  exchange: Partial<Exchange>,
  watched: Tracker | undefined,
): Promise<object> {
  if (request.method !== "GET" && request.method !== "POST")
    throw new TcError("UnsupportedProtocol", "The HTTP(S) request protocol is not supported: only GET and POST are.");
  if (request.path !== "/") throw new TcError("InvalidRequest", "The path of a request is `/`.");
  const { action, version, region = "" } = authenticate(request, service.name, keys, Date.now());
  if (version !== service.version)
    throw new TcError(
      "NoSuchVersion",
      `The API version \`${version}\` does not exist: ${service.name} is ${service.version}.`,
    );
  const run = Object.hasOwn(service.actions, action) ? service.actions[action] : undefined;
  if (!run && service.others.includes(action)) throw errors.notImplemented(`The action \`${action}\``);
  if (!run) throw new TcError("InvalidAction", `The request action=\`${action}\` is invalid or doesn't exist.`);
  calls.add(`tencentcloud ${service.name} ${action}`);
  exchange.action = action;
  if (service.regions) {
    if (!region) throw errors.missing("Region");
    if (!service.regions.includes(region)) throw errors.unsupportedRegion(region);
  }
  const type = service.model.actions[action]!.body;
  const parameters = judge(service, type, given(service, type, request));
  if (!watched) return run({ parameters, region });
  const seen = watched.watch(parameters);
  const implemented = [...watched.given].filter((path) => !isIdle(service, type, path));
  Object.assign(exchange, { given: new Set(implemented), read: watched.read });
  return run({ parameters: seen, region });
}

/** Whether a field of a request, such as "SrcInfo.CcnOwnerUin", or an enclosing object is known to have no effect. */
function isIdle({ model, verdicts }: Service, type: string, path: string): boolean {
  let kind = type;
  for (const name of path.replaceAll("[]", "").split(".")) {
    if (verdictOf(verdicts, kind, name) === "no effect") return true;
    kind = (model.types[kind]?.[name] ?? "").replaceAll("[]", "");
  }
  return false;
}

function given(service: Service, type: string, request: WireRequest): Record<string, unknown> {
  const signed = request.headers.authorization !== undefined;
  if (!signed || request.method === "GET") {
    const own = signed ? request.parameters : request.parameters.filter(([name]) => !COMMON.has(name));
    return unflatten(service, type, own);
  }
  const body = request.body.toString("utf8");
  if (body === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {}
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TcError("InvalidParameter", "The body of the request is not a JSON object.");
  return value as Record<string, unknown>;
}

function wire(request: FastifyRequest): WireRequest {
  const [path = "/", query = ""] = (request.raw.url ?? "/").split(/\?(.*)/s);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const isForm = /^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? "");
  const form = isForm && request.method === "POST" ? body.toString("utf8") : "";
  return {
    method: request.method,
    path,
    query,
    parameters: [...new URLSearchParams(query), ...new URLSearchParams(form)],
    headers: request.headers,
    body,
  };
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
