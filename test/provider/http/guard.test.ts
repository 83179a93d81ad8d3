import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { guarded, LIMITS } from "../../../provider/http/guard";

const servers: Server[] = [];
const calls: string[] = [];
let first: string;
let other: string;

beforeAll(async () => {
  [first, other] = (await Promise.all(["first", "other"].map(start))) as [string, string];
});
afterAll(() => {
  for (const server of servers) server.close();
});

function start(name: string): Promise<string> {
  const server = createServer((asked, answer) => {
    calls.push(name);
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ encoding: asked.headers["accept-encoding"] }));
  });
  servers.push(server);
  return new Promise((ready) => {
    server.listen(0, "127.0.0.1", () => ready(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function get(url: string, agent?: Agent): Promise<string> {
  return new Promise((done, fail) => {
    const asked = request(url, { agent, headers: { "accept-encoding": "gzip, br" } }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => done(text)).on("error", fail);
    });
    asked.on("error", fail).end();
  });
}

describe("a guarded call", () => {
  it("reaches the given endpoint, and requests no compression", async () => {
    expect(await guarded("asking", first, () => get(first))).toBe('{"encoding":"identity"}');
  });

  it("sends nothing to another port of the same host, whatever the SDK follows", async () => {
    calls.length = 0;
    const followed = guarded("asking", first, async () => {
      await get(first);
      return get(other);
    });
    await expect(followed).rejects.toThrow(
      `asking: ${first} redirected the request to ${other}, where nothing was sent; check`,
    );
    expect(calls).toEqual(["first"]);
  });

  it("sends nothing after it has ended", async () => {
    calls.length = 0;
    const late: { send?: () => Promise<string> } = {};
    await guarded("asking", first, async () => {
      const { AsyncResource } = await import("node:async_hooks");
      const resource = new AsyncResource("later");
      late.send = () => resource.runInAsyncScope(() => get(first));
      return get(first);
    });
    await expect(late.send!()).rejects.toThrow();
    expect(calls).toEqual(["first"]);
  });

  it("is not trusted if none of its requests was seen", async () => {
    await expect(guarded("asking", first, async () => "an answer")).rejects.toThrow("without an observed request");
  });

  it("is not made if certificates would not be verified", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const made = vi.fn();
    await expect(guarded("asking", "https://127.0.0.1:1", made)).rejects.toThrow("unset it");
    expect(made).not.toHaveBeenCalled();
    vi.unstubAllEnvs();
  });

  it("ends at its deadline with a message", async () => {
    const never = () => Promise.all([get(first), new Promise(() => {})]);
    await expect(guarded("asking", first, never, { ...LIMITS, deadlineMs: 50 })).rejects.toThrow("within 0.1 s");
  });
});

it("gets its own answer when a second answer to the previous call arrives late", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answered = new WeakMap<Socket, string>();
  let count = 0;
  const server = createServer((asked, answer) => {
    const before = answered.get(asked.socket);
    if (before) asked.socket.write(before);
    count += 1;
    const text = JSON.stringify({ count });
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}`;
    answered.set(asked.socket, `${head}\r\n\r\n${text}`);
    answer.setHeader("content-type", "application/json");
    answer.end(text);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  servers.push(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers: string[] = [];
  for (let call = 1; call <= 3; call += 1) answers.push(await guarded("listing", url, () => get(url, agent)));
  expect(answers).toEqual(['{"count":1}', '{"count":2}', '{"count":3}']);
  agent.destroy();
});
