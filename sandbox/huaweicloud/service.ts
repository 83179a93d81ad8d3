import { randomBytes } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { z } from "zod";
import { installCallFaults, troubled } from "../callFaults";
import { Tracker } from "../wire/tracker";
import { type Verdicts, verdictsOf } from "../wire/verdicts";
import type { KeyRing } from "../world/keyRing";
import type { World } from "../world/world";
import { ApiError, type ErrorShape, gatewayShape, Refusal } from "./errors";
import { type AccessKeyPair, verifySignature } from "./signature";

export interface HuaweiCredentials extends AccessKeyPair {
  projectId: string;
  region: string;
}

/** The validated input of a handler. */
export interface Call<Body, Query> {
  params: Record<string, string>;
  query: Query;
  body: Body;
  requestId: string;
}

export interface Answer {
  status: number;
  /** Absent for 204. */
  body?: unknown;
}

export interface Route<Body, Query> {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** E.g. "/v3/:projectId/jobs". */
  path: string;
  /** Strict schema of the JSON body; absent: the call has none. */
  body?: z.ZodType<Body>;
  /** Strict schema of the query; absent: the call has none. */
  query?: z.ZodType<Query>;
  /** For API versions whose error format differs from that of their service. */
  errors?: ErrorStyle;
  handle(call: Call<Body, Query>): Answer | Promise<Answer>;
}

/** How a service refuses bad requests. The codes are the vendor's. */
export interface ErrorStyle {
  shape: ErrorShape;
  /** Reports all `problems` at once, e.g. "jobs[0].name: ..." */
  invalid(problems: BodyProblem[]): Refusal;
  wrongProject(): Refusal;
}

export interface BodyProblem {
  path: string;
  kind: "unknown" | "missing" | "invalid" | "refused";
  detail: string;
}

const NO_QUERY = z.strictObject({}) as unknown as z.ZodType<never>;

/**
 * One service on its own port, as every service of the cloud has its own host. Calls are validated in the gateway's
 * order: signature (401), project (403), then query and body (400).
 */
export class Service {
  private readonly app: FastifyInstance;
  /** The verdicts on each call's query and body fields, by `METHOD /path` with `{}` for path parameters. */
  readonly verdicts = new Map<string, { query: Verdicts; body: Verdicts }>();

  /** @param name "drs", "vpc" */
  constructor(
    readonly name: string,
    private readonly style: ErrorStyle,
    private readonly credentials: HuaweiCredentials,
    private readonly world: Pick<World, "calls" | "exchanges" | "faults">,
    keys: KeyRing,
  ) {
    this.app = Fastify({
      genReqId: newRequestId,
      requestIdHeader: false,
      forceCloseConnections: true,
      routerOptions: { ignoreTrailingSlash: true },
    });
    installCallFaults(this.app, "huaweicloud", world, `/${name}`);
    installGateway(this.app, keys);
    this.app.addHook("onSend", async (request, reply, payload) => {
      reply.header("x-request-id", request.id);
      this.tell(request, reply.statusCode, payload);
    });
  }

  add<Body = unknown, Query = unknown>(route: Route<Body, Query>): void {
    const style = route.errors ?? this.style;
    const query = route.query ?? (NO_QUERY as z.ZodType<Query>);
    this.verdicts.set(actionOf(route.method, route.path), { query: verdictsOf(query), body: verdictsOf(route.body) });
    this.app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const watched = this.world.exchanges.watched ? new Tracker() : undefined;
        TRACKERS.set(request, watched);
        const parsed = <T>(schema: z.ZodType<T>, value: unknown, root: string): T => {
          const result = parse(schema, value, root, style);
          return watched ? watched.watch(result) : result;
        };
        try {
          const params = request.params as Record<string, string>;
          this.checkProject(request, params, style);
          const answer = await route.handle({
            params,
            query: parsed(query, request.query, "query"),
            // Like the gateway, ignores the body of a call that has none.
            body: route.body ? parsed(route.body, readJson(request, style), "") : (undefined as Body),
            requestId: request.id,
          });
          return answer.status === 204 ? reply.code(204).send() : reply.code(answer.status).send(answer.body);
        } catch (error) {
          if (error instanceof Refusal) {
            throw new ApiError(error.status, style.shape(error.code, error.message, request.id));
          }
          throw error;
        }
      },
    });
  }

  /** Its base URL, without a trailing slash, as required by the official Node SDK. */
  listen(): Promise<string> {
    return this.app.listen({ host: "127.0.0.1", port: 0 });
  }

  close(): Promise<void> {
    return this.app.close();
  }

  private tell(request: FastifyRequest, status: number, payload: unknown): void {
    const path = request.routeOptions.url;
    if (path) this.world.calls.add(`huaweicloud ${request.method} /${this.name}${path}`);
    if (!this.world.exchanges.watched || troubled.has(request)) return;
    const tracker = TRACKERS.get(request);
    this.world.exchanges.add({
      service: `huaweicloud ${this.name}`,
      action: path ? actionOf(request.method, path) : undefined,
      status,
      body: typeof payload === "string" && payload !== "" ? JSON.parse(payload) : undefined,
      ...(tracker ? { given: this.implemented(request, tracker.given), read: tracker.read } : {}),
    });
  }

  /** Paths of the request's fields that have an effect. */
  private implemented(request: FastifyRequest, given: ReadonlySet<string>): ReadonlySet<string> {
    const verdicts = this.verdicts.get(actionOf(request.method, request.routeOptions.url ?? ""));
    const idle = (path: string) => [verdicts?.query, verdicts?.body].some((one) => one?.get(path) === "no effect");
    return new Set([...given].filter((path) => !idle(path)));
  }

  private checkProject(request: FastifyRequest, params: Record<string, string>, style: ErrorStyle): void {
    const header = request.headers["x-project-id"];
    const asked = [params["projectId"], header].filter((id): id is string => typeof id === "string");
    if (asked.some((id) => id !== this.credentials.projectId)) throw style.wrongProject();
  }
}

const TRACKERS = new WeakMap<FastifyRequest, Tracker | undefined>();

/** The name of a call in the vendors' models. */
function actionOf(method: string, path: string): string {
  return `${method} ${path.replace(/:\w+/g, "{}")}`;
}

/** Gateway functions of an instance: raw bodies, request ids, signatures, unknown paths, errors. */
function installGateway(app: FastifyInstance, keys: KeyRing): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  const authenticate = async (request: FastifyRequest) => {
    const verdict = verifySignature(
      { method: request.method, target: request.raw.url ?? "/", headers: request.headers, body: rawBody(request) },
      keys,
      Date.now(),
    );
    if (verdict.ok) return;
    const message = `Incorrect IAM authentication information: ${verdict.reason}`;
    throw new ApiError(401, gatewayShape("APIGW.0301", message, request.id));
  };
  app.addHook("preHandler", authenticate);
  app.setNotFoundHandler({ preHandler: authenticate }, async (request, reply) => {
    const message = `The sandbox does not implement ${request.method} ${request.url.split("?")[0]}; docs/sandbox.md lists what it implements.`;
    await reply.code(NOT_IMPLEMENTED.status).send(gatewayShape(NOT_IMPLEMENTED.code, message, request.id));
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply: FastifyReply) => {
    if (error instanceof ApiError) return reply.code(error.status).send(error.body);
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
    return reply.code(status).send(gatewayShape("APIGW.0302", error.message, request.id));
  });
}

/**
 * The response to a call that is not simulated. Not 404, the gateway's response for unknown paths: the cloud may have
 * this one, and clients that see 404 forget the resource. No client knows this code.
 */
const NOT_IMPLEMENTED = { status: 400, code: "Sandbox.NotImplemented" };

/** Request ids in the vendor's format: 32 hexadecimal digits. */
export function newRequestId(): string {
  return randomBytes(16).toString("hex");
}

function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function readJson(request: FastifyRequest, style: ErrorStyle): unknown {
  const text = rawBody(request).toString("utf8");
  if (text === "") throw style.invalid([{ path: "body", kind: "missing", detail: "the request has no body" }]);
  try {
    return JSON.parse(text);
  } catch {
    throw style.invalid([{ path: "body", kind: "invalid", detail: "not JSON" }]);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, root: string, style: ErrorStyle): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue): BodyProblem[] => {
    const path = pathText(root, issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, kind: "unknown", detail: "unknown" }));
    }
    if (issue.code === "invalid_type" && issue.expected === "never")
      return [{ path, kind: "refused", detail: issue.message }];
    const missing = issue.code === "invalid_type" && issue.input === undefined && /undefined/.test(issue.message);
    return [{ path: path || "body", kind: missing ? "missing" : "invalid", detail: issue.message }];
  });
  throw style.invalid(problems);
}

function pathText(root: string, path: PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text ? `${text}.${String(part)}` : String(part);
  }, root);
}
