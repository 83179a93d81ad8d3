import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { UserProblem } from "../core/failure";
import { Nesting } from "./nesting";
import { type Breach, breachOf, EndpointProblem, NOT_THE_VENDOR } from "./problem";

/** What an endpoint may cost. The largest real answer is a list of 500 rules, about half a megabyte. */
export interface Limits {
  /** From the call to the last byte of its answer, milliseconds. */
  deadlineMs: number;
  maxBytes: number;
  maxDepth: number;
}

export const LIMITS: Limits = { deadlineMs: 30_000, maxBytes: 4 * 1024 * 1024, maxDepth: 64 };

/** Answers of the kind "100 Continue" before the real one; they are in no limit of Node's. */
const MOST_ANNOUNCEMENTS = 10;

interface Exchange {
  /** The only origin that requests of this call go to. */
  origin: string;
  limits: Limits;
  requests: Set<ClientRequest>;
  over: boolean;
  /** Ends the call; the first reason counts. */
  fail(breach: Breach): void;
  /** Why it was ended. */
  breach?: Breach;
  /** The last failure of the connection, told when the SDK gives up. */
  network?: Breach;
}

const exchanges = new AsyncLocalStorage<Exchange>();

/**
 * Runs one call of a vendor's SDK under limits. They are put on the requests themselves, by Node's own channel for new requests:
 * what the SDKs let one configure differs, and none of them bounds time, size and destination together.
 *
 * @param origin where the call may go; nothing is sent anywhere else
 * @param call makes requests with `node:http` or `node:https`
 * @throws EndpointProblem when the endpoint broke a limit or could not be reached; else what the call throws
 */
export async function guarded<T>(
  doing: string,
  origin: string,
  call: () => Promise<T>,
  limits: Limits = LIMITS,
): Promise<T> {
  refuseUnverified(origin);
  const problem = ({ reason, fix, transient, again }: Breach) =>
    new EndpointProblem(doing, origin, reason, fix, transient, again);
  const failed = Promise.withResolvers<never>();
  const exchange: Exchange = {
    origin,
    limits,
    requests: new Set(),
    over: false,
    fail(breach) {
      exchange.breach ??= breach;
      failed.reject(problem(breach));
      for (const request of exchange.requests) request.destroy();
    },
  };
  const seconds = Math.round(limits.deadlineMs / 100) / 10;
  const late: Breach = {
    reason: `did not answer within ${seconds} s`,
    fix: NOT_THE_VENDOR,
    transient: true,
    again: false,
  };
  const timer = setTimeout(() => exchange.fail(late), limits.deadlineMs);
  const called = exchanges.run(exchange, call);
  try {
    const answer = await Promise.race([failed.promise, called]);
    if (exchange.requests.size === 0) throw new Error(`${doing}: answered without a request that was looked at`);
    return answer;
  } catch (error) {
    // What happened on the wire is the cause of whatever the SDK says.
    const cause = exchange.breach ?? exchange.network;
    throw cause ? problem(cause) : error;
  } finally {
    clearTimeout(timer);
    exchange.over = true;
    for (const request of exchange.requests) if (!request.closed) request.destroy();
    called.catch(() => {});
    failed.promise.catch(() => {});
  }
}

/** Node verifies certificates unless the environment tells it not to; then a password would go to whoever answers. */
function refuseUnverified(origin: string): void {
  if (process.env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0" || !origin.startsWith("https:")) return;
  throw new UserProblem(
    `${origin}: NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so that its certificate would not be verified; unset it, and give the CA ` +
      "of a proxy of yours by NODE_EXTRA_CA_CERTS",
  );
}

subscribe("http.client.request.created", (message) => {
  const exchange = exchanges.getStore();
  if (exchange) watch(exchange, (message as { request: ClientRequest }).request);
});

function watch(exchange: Exchange, request: ClientRequest): void {
  exchange.requests.add(request);
  // The SDK has listeners of its own, but not for what happens after it gave up.
  request.on("error", (error) => {
    exchange.network = breachOf(error);
  });
  const origin = originOf(request);
  if (exchange.over || origin !== exchange.origin) {
    exchange.fail({ reason: `led on to ${origin}, where nothing was sent`, fix: NOT_THE_VENDOR });
    return;
  }
  // Compressed answers are not asked for and not taken: a few bytes of one can become gigabytes.
  request.setHeader("accept-encoding", "identity");
  let announced = 0;
  request.on("information", () => {
    if (++announced <= MOST_ANNOUNCEMENTS) return;
    exchange.fail({ reason: "says again and again that it will answer, and does not", fix: NOT_THE_VENDOR });
  });
  request.prependOnceListener("response", (response) => judge(exchange, response));
}

function originOf(request: ClientRequest): string {
  const [, port] = /:(\d+)$/.exec(String(request.getHeader("host") ?? "")) ?? [];
  return new URL(`${request.protocol}//${bracketed(request.host)}${port ? `:${port}` : ""}`).origin;
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

function judge(exchange: Exchange, response: IncomingMessage): void {
  const { maxBytes, maxDepth } = exchange.limits;
  const limit = `more than ${Math.round(maxBytes / 1024 / 1024)} MB`;
  const refuse = (reason: string) => exchange.fail({ reason, fix: NOT_THE_VENDOR });
  // An answer that is cut off ends as an error, also when the SDK does not read any more.
  response.on("error", (error) => {
    exchange.network = breachOf(error);
  });
  exchange.network = undefined;
  const refusal = refusalOf(response, maxBytes, limit);
  if (refusal) {
    refuse(refusal);
    return;
  }
  const nesting = new Nesting();
  let bytes = 0;
  const push = response.push.bind(response);
  response.push = (chunk: Buffer | null, ...more) => {
    if (chunk === null) return push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) refuse(`sent ${limit} and was cut off`);
    else if (nesting.follow(chunk) > maxDepth) refuse(`sent JSON that is nested more than ${maxDepth} deep`);
    else return push(chunk, ...more);
    return false;
  };
}

/** What is wrong with an answer before its body. */
function refusalOf({ headers, statusCode = 0 }: IncomingMessage, maxBytes: number, limit: string): string | undefined {
  if (statusCode >= 300 && statusCode < 400) {
    return `redirects to ${visible(headers.location ?? "nowhere")} (HTTP ${statusCode}), which is not followed`;
  }
  if (statusCode === 206) return "answered a part of what was asked (HTTP 206)";
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") return `answered compressed (${visible(encoding)}), which was not asked for`;
  if (Number(headers["content-length"] ?? 0) > maxBytes) return `announced ${limit}`;
  const type = headers["content-type"];
  if (type && statusCode < 300 && !/[/+]json\b/i.test(type)) return `answered ${visible(type)}, not JSON`;
  return undefined;
}

/** A part of an answer as one short printable word. */
function visible(text: string): string {
  return JSON.stringify(text.slice(0, 120)).slice(1, -1);
}
