import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { connect as connectHttp2, constants, type Http2Session } from "node:http2";
import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CreateRequest, type CreateResponse } from "@pulumi/pulumi/proto/provider_pb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Plugin } from "../../plugin/plugin";
import { serve } from "../../plugin/serve";

/** Far below the limit of four seconds after which a plugin stops regardless. */
const AT_ONCE_MS = 1000;

/** Node.js stores an HTTP/2 connection's session on its socket. */
function sessionOf(socket: Socket): Http2Session {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === "session")!;
  return (socket as unknown as Record<symbol, Http2Session>)[key]!;
}

describe("a plugin that receives a signal to stop", () => {
  let sockets: Socket[];
  const onSocket = (message: unknown) => sockets.push((message as { socket: Socket }).socket);
  beforeEach(() => {
    sockets = [];
    subscribe("net.server.socket", onSocket);
  });
  afterEach(() => unsubscribe("net.server.socket", onSocket));

  const plugin = (more: Partial<Plugin> = {}) => ({ version: "1", ...more }) as Plugin;

  async function stopTime(stop: () => Promise<void>): Promise<number> {
    const began = performance.now();
    await stop();
    return performance.now() - began;
  }

  it("ends at once with an idle connection", async () => {
    const { port, stop } = await serve(plugin());
    const client = connectHttp2(`http://127.0.0.1:${port}`);
    await new Promise((resolve) => client.once("remoteSettings", resolve));
    expect(await stopTime(stop)).toBeLessThan(AT_ONCE_MS);
    client.destroy();
  });

  // A broken connection looks like this: its session is destroyed, and emits `close` a few turns later.
  it("ends at once when a connection breaks at the same moment", async () => {
    for (let turns = 0; turns < 10; turns++) {
      const { port, stop } = await serve(plugin());
      const client = connectHttp2(`http://127.0.0.1:${port}`);
      client.on("error", () => {});
      await new Promise((resolve) => client.once("remoteSettings", resolve));
      sessionOf(sockets.splice(0)[0]!).destroy();
      for (let turn = 0; turn < turns; turn++) await nextTurn();
      expect(await stopTime(stop), `${turns} turns later`).toBeLessThan(AT_ONCE_MS);
      client.destroy();
    }
  });

  it("ends at once when its client disconnects at the same moment", async () => {
    for (let turns = 0; turns < 10; turns++) {
      const { port, stop } = await serve(plugin());
      const client = connectHttp2(`http://127.0.0.1:${port}`);
      await new Promise((resolve) => client.once("remoteSettings", resolve));
      client.destroy(undefined, constants.NGHTTP2_CANCEL);
      for (let turn = 0; turn < turns; turn++) await nextTurn();
      expect(await stopTime(stop), `${turns} turns later`).toBeLessThan(AT_ONCE_MS);
    }
  });

  it("answers the current call first", async () => {
    const cancelled = new AbortController();
    let begun = () => {};
    const under = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { port, stop } = await serve(
      plugin({
        cancel: () => cancelled.abort(),
        async create() {
          begun();
          await new Promise((resolve) => cancelled.signal.addEventListener("abort", resolve));
          await nextTurn();
          return { id: "made", outputs: {} };
        },
      }),
    );
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const answer = new Promise<string>((resolve, reject) => {
      client.create(new CreateRequest(), (error: Error | null, made: CreateResponse) =>
        error ? reject(error) : resolve(made.getId()),
      );
    });
    await under;
    const took = await stopTime(stop);
    expect(await answer).toBe("made");
    expect(took).toBeLessThan(AT_ONCE_MS);
    client.close();
  });
});
