import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Plugin } from "./plugin";
import { service } from "./service";

export interface Serving {
  port: number;
  /** Cancels every wait, lets calls in progress respond, and stops; within a few seconds in any case. */
  stop(): Promise<void>;
}

/** The engine kills plugins that are still running five seconds after it asked them to stop. */
const STOP_LIMIT_MS = 4000;

/** The engine sends whole states: no limit but memory. */
const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Component messages are passed through unparsed. */
const DEFINITION = {
  ...ResourceProviderService,
  construct: {
    ...ResourceProviderService.construct,
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (bytes: Buffer) => bytes,
  },
};

/**
 * Serves a plugin on a free loopback port. Manages the connections itself instead of leaving them to the gRPC server:
 * its `tryShutdown` waits forever for a session that the client destroys at the same moment, while a closed socket
 * always emits an event.
 */
export async function serve(plugin: Plugin): Promise<Serving> {
  const server = new Server(UNLIMITED);
  server.addService(DEFINITION as unknown as Parameters<Server["addService"]>[0], service(plugin));
  const grpc = server.createConnectionInjector(ServerCredentials.createInsecure());
  const open = new Set<Socket>();
  const listener = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    // A client disconnecting is not an error of the plugin.
    socket.on("error", () => socket.destroy());
    grpc.injectConnection(socket);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    async stop() {
      plugin.cancel?.();
      void plugin.stop?.();
      // Refuses new connections; resolves when the last one has closed.
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      grpc.drain(STOP_LIMIT_MS);
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, STOP_LIMIT_MS);
      });
      await Promise.race([closed, late]);
      clearTimeout(limit);
      for (const socket of open) socket.destroy();
      server.forceShutdown();
    },
  };
}
