import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { UserProblem } from "../core/failure";
import { Nesting } from "./nesting";
import { type Breach, breachOf, EndpointProblem, NOT_THE_VENDOR } from "./problem";

/** Limits for calls to an endpoint. The largest real response is a list of 500 rules, about half a megabyte. */
export interface Limits {
  /** From the call to the last byte of the response, milliseconds. */
  deadlineMs: number;
  maxBytes: number;
  maxDepth: number;
}

export const LIMITS: Limits = { deadlineMs: 30_000, maxBytes: 4 * 1024 * 1024, maxDepth: 64 };

/** Maximum number of interim responses ("100 Continue") before the real one, which none of Node's limits covers. */
const MOST_ANNOUNCEMENTS = 10;

interface Exchange {
  /** The only origin that this call's requests may go to. */
  origin: string;
  limits: Limits;
  requests: Set<ClientRequest>;
  over: boolean;
  /** Ends the call; only the first reason counts. */
  fail(breach: Breach): void;
  /** Why it was ended. */
  breach?: Breach;
  /** The last connection failure, reported when the SDK gives up. */
  network?: Breach;
}

const exchanges = new AsyncLocalStorage<Exchange>();

/**
 * Runs one call of a vendor's SDK under limits. They are applied to the requests themselves, through Node's diagnostics
 * channel for new requests, because the SDKs' options differ and none of them limits time, size and destination
 * together.
 *
 * @param origin where the call may go; nothing is sent anywhere else
 * @param call makes requests with `node:http` or `node:https`
 * @throws EndpointProblem when the endpoint exceeded a limit or could not be reached; otherwise whatever the call
 * throws
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
    reason: `did not respond within ${seconds} s`,
    fix: NOT_THE_VENDOR,
    transient: true,
    again: false,
  };
  const timer = setTimeout(() => exchange.fail(late), limits.deadlineMs);
  const called = exchanges.run(exchange, call);
  try {
    const answer = await Promise.race([failed.promise, called]);
    if (exchange.requests.size === 0) throw new Error(`${doing}: responded without an observed request`);
    return answer;
  } catch (error) {
    // The cause is what happened on the wire, whatever the SDK reports.
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

/** Node verifies certificates unless the environment disables it; then a password could go to anyone. */
function refuseUnverified(origin: string): void {
  if (process.env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0" || !origin.startsWith("https:")) return;
  throw new UserProblem(
    `${origin}: NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so its certificate would not be verified; unset it, and give the CA ` +
      "of your proxy with NODE_EXTRA_CA_CERTS",
  );
}

subscribe("http.client.request.created", (message) => {
  const exchange = exchanges.getStore();
  if (exchange) watch(exchange, (message as { request: ClientRequest }).request);
});

function watch(exchange: Exchange, request: ClientRequest): void {
  exchange.requests.add(request);
  // The SDK has its own listeners, but none for errors after it has given up.
  request.on("error", (error) => {
    exchange.network = breachOf(error);
  });
  const origin = originOf(request);
  if (exchange.over || origin !== exchange.origin) {
    exchange.fail({ reason: `redirected the request to ${origin}, where nothing was sent`, fix: NOT_THE_VENDOR });
    return;
  }
  // A new connection for each call: a second response to one call would be read as that of the next call on the
  // connection.
  request.shouldKeepAlive = false;
  request.setHeader("connection", "close");
  // Compression is neither requested nor accepted: a few compressed bytes can expand to gigabytes.
  request.setHeader("accept-encoding", "identity");
  let announced = 0;
  request.on("information", () => {
    if (++announced <= MOST_ANNOUNCEMENTS) return;
    exchange.fail({ reason: "keeps announcing a response (HTTP 1xx) without sending one", fix: NOT_THE_VENDOR });
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
  // A truncated response must end as an error, even when the SDK no longer reads it.
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
    if (bytes > maxBytes) refuse(`sent ${limit} and was disconnected`);
    else if (nesting.follow(chunk) > maxDepth) refuse(`sent JSON that is nested more than ${maxDepth} deep`);
    else return push(chunk, ...more);
    return false;
  };
}

/** What is wrong with a response before its body. */
function refusalOf({ headers, statusCode = 0 }: IncomingMessage, maxBytes: number, limit: string): string | undefined {
  if (statusCode >= 300 && statusCode < 400) {
    return `redirects to ${visible(headers.location ?? "nowhere")} (HTTP ${statusCode}), which is not followed`;
  }
  if (statusCode === 206) return "returned only part of what was requested (HTTP 206)";
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") return `compressed its response (${visible(encoding)}), which was not requested`;
  if (Number(headers["content-length"] ?? 0) > maxBytes) return `announced a response of ${limit}`;
  const type = headers["content-type"];
  if (type && statusCode < 300 && !/[/+]json\b/i.test(type)) return `returned ${visible(type)}, not JSON`;
  return undefined;
}

/** Part of a response as one short printable word. */
function visible(text: string): string {
  return JSON.stringify(text.slice(0, 120)).slice(1, -1);
}
