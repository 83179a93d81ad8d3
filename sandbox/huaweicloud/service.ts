import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
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
  /** Below the service's prefix, e.g. "/v3/:projectId/jobs". */
  path: string;
  /** Strict schema of the JSON body; absent: the call takes none. */
  body?: z.ZodType<Body>;
  /** Strict schema of the query; absent: the call takes none. */
  query?: z.ZodType<Query>;
  /** For versions of the API with another error format than their service. */
  errors?: ErrorStyle;
  handle(call: Call<Body, Query>): Answer | Promise<Answer>;
}

const noQuery = z.strictObject({});

/** How a service refuses bad requests. Codes are the vendor's. */
export interface ErrorStyle {
  shape: ErrorShape;
  /** `problems` all at once, e.g. "jobs[0].name: ..." */
  invalid(problems: BodyProblem[]): Refusal;
  wrongProject(): Refusal;
}

export interface BodyProblem {
  path: string;
  kind: "unknown" | "missing" | "invalid";
  detail: string;
}

/**
 * Adds the routes of one service under a prefix. Calls are validated in the gateway's order: signature (401), existence of the
 * API (404), project (403), then query and body (400).
 */
export class Service {
  constructor(
    private readonly app: FastifyInstance,
    private readonly prefix: string,
    private readonly style: ErrorStyle,
    private readonly credentials: HuaweiCredentials,
  ) {}

  add<Body = unknown, Query = unknown>(route: Route<Body, Query>): void {
    const style = route.errors ?? this.style;
    this.app.route({
      method: route.method,
      url: this.prefix + route.path,
      handler: async (request, reply) => {
        try {
          const params = request.params as Record<string, string>;
          this.checkProject(request, params, style);
          const answer = await route.handle({
            params,
            query: parse<Query>(route.query ?? (noQuery as unknown as z.ZodType<Query>), request.query, "query", style),
            body: route.body ? parse(route.body, readJson(request, style), "", style) : (undefined as Body), // like the gateway, ignores a body that the call does not take
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

  private checkProject(request: FastifyRequest, params: Record<string, string>, style: ErrorStyle): void {
    const header = request.headers["x-project-id"];
    const asked = [params["projectId"], header].filter((id): id is string => typeof id === "string");
    if (asked.some((id) => id !== this.credentials.projectId)) throw style.wrongProject();
  }
}

/** Gateway functions of an instance: raw bodies, request ids, signatures, unknown paths, errors. */
export function installGateway(app: FastifyInstance, keys: AccessKeyPair, calls: Set<string>): void {
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
  app.addHook("onSend", async (request, reply) => {
    if (request.routeOptions.url) calls.add(`huaweicloud ${request.method} ${request.routeOptions.url}`);
    reply.header("x-request-id", request.id);
  });
  app.setNotFoundHandler({ preHandler: authenticate }, async (request, reply) => {
    const message = "The API does not exist or has not been published in the environment";
    await reply.code(404).send(gatewayShape("APIGW.0101", message, request.id));
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply: FastifyReply) => {
    if (error instanceof ApiError) return reply.code(error.status).send(error.body);
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
    return reply.code(status).send(gatewayShape("APIGW.0302", error.message, request.id));
  });
}

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
