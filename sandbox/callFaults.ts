import type { FastifyInstance, FastifyRequest } from "fastify";
import type { CallFault } from "./world/types";
import type { World } from "./world/world";

/** Calls hit by a fault; the response they got did not come from the service. */
export const troubled = new WeakSet<FastifyRequest>();

/**
 * Faults for single calls, the same for every service: a fault armed in `faults.calls` fires once, on the next call
 * that it matches. A call is identified by cloud, method, path and, where the vendor sends it separately, action; the
 * body can be matched too. Installed before the service's own hooks, so that they never see a call that is not to be
 * executed.
 * @param prefix prepended to the path in the name of a call, where a service has its own port: "/drs"
 */
export function installCallFaults(
  app: FastifyInstance,
  cloud: string,
  { faults }: Pick<World, "faults">,
  prefix = "",
): void {
  const struck = new WeakMap<FastifyRequest, CallFault>();
  app.addHook("preHandler", async (request, reply) => {
    const words = wordsOf(cloud, prefix, request);
    const fault = faults.calls.find((one) => !one.fired && new RegExp(one.call, "s").test(words));
    if (!fault) return;
    fault.fired = true;
    troubled.add(request);
    if (fault.done) {
      struck.set(request, fault);
      return;
    }
    if (fault.kind === "answer") return reply.code(fault.status).send(fault.body);
    // Keeps later hooks and handlers from processing the call.
    reply.hijack();
    await silence(fault.kind, request);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const fault = struck.get(request);
    if (!fault) return payload;
    struck.delete(request);
    switch (fault.kind) {
      case "answer":
        reply.code(fault.status).removeHeader("content-length");
        return JSON.stringify(fault.body);
      case "lie": {
        const told = String(payload).replaceAll(new RegExp(fault.replace, "g"), fault.by);
        // The response did not contain the text to replace: the fault stays armed for the next matching call.
        if (told === payload) fault.fired = false;
        else reply.removeHeader("content-length");
        return told;
      }
      case "twice":
        reply.raw.once("finish", () => request.raw.socket.write(again(String(payload))));
        return payload;
      default:
        await silence(fault.kind, request);
        return payload;
    }
  });
}

/**
 * The text that a fault is matched against: `alicloud POST / ModifySecurityIps`,
 * `huaweicloud POST /drs/v3/…/jobs/batch-detail {"jobs":[…]}`.
 */
function wordsOf(cloud: string, prefix: string, request: FastifyRequest): string {
  const { headers, query, body } = request;
  const action = headers["x-acs-action"] ?? headers["x-tc-action"] ?? (query as Record<string, string>)["Action"];
  const text = Buffer.isBuffer(body) ? body.toString("utf8") : "";
  return [cloud, request.method, prefix + (request.raw.url ?? "/").split("?")[0], action, text]
    .filter(Boolean)
    .join(" ");
}

/** Closes the connection, or leaves it without a response until the caller or the sandbox closes it. */
function silence(kind: CallFault["kind"], request: FastifyRequest): Promise<void> {
  const { socket } = request.raw;
  if (kind === "reset") socket.destroy();
  return new Promise((done) => {
    if (socket.destroyed) done();
    else socket.once("close", () => done());
  });
}

/** A second response to a single request, as raw HTTP. */
function again(payload: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`;
}
