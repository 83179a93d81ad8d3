import type { FastifyInstance, FastifyRequest } from "fastify";
import type { CallFault } from "./world/types";
import type { World } from "./world/world";

/** Calls that a fault has struck: their answers are not the service's. */
export const troubled = new WeakSet<FastifyRequest>();

/**
 * Troubles of single calls, the same for every service: what is armed in `faults.calls` happens to the next call that it fits, once.
 * A call is named by cloud, method, path and, where the vendor has it apart, its action; the body can be matched as well.
 *
 * @param prefix what stands before the path in the name of a call, where a service has a port of its own: "/drs"
 *
 * Installed before the service's own hooks, so that a call that is not done is not looked at.
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
    // Nothing else looks at the call any more.
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
        // What it lies about was not in this answer: the next one that fits may have it.
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

/** For what a fault matches: `huaweicloud POST /drs/v3/…/jobs/batch-detail {"jobs":[…]}`, `alicloud POST / ModifySecurityIps`. */
function wordsOf(cloud: string, prefix: string, request: FastifyRequest): string {
  const { headers, query, body } = request;
  const action = headers["x-acs-action"] ?? headers["x-tc-action"] ?? (query as Record<string, string>)["Action"];
  const text = Buffer.isBuffer(body) ? body.toString("utf8") : "";
  return [cloud, request.method, prefix + (request.raw.url ?? "/").split("?")[0], action, text]
    .filter(Boolean)
    .join(" ");
}

/** The connection ends, or nothing comes until the caller or the sandbox ends it. */
function silence(kind: CallFault["kind"], request: FastifyRequest): Promise<void> {
  const { socket } = request.raw;
  if (kind === "reset") socket.destroy();
  return new Promise((done) => {
    if (socket.destroyed) done();
    else socket.once("close", () => done());
  });
}

/** A second answer to a call that asked once. */
function again(payload: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`;
}
