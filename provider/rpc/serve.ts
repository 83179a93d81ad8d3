import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Handlers } from "./handlers";
import { EngineLog } from "./log";
import { service } from "./service";

export interface Serving {
  port: number;
  /** Ends every wait, lets the calls under way answer, and stops; after a few seconds in any case. */
  stop(): Promise<void>;
}

/** The engine kills a provider that has not ended five seconds after it was told to. */
const STOP_LIMIT_MS = 4000;

/** The engine sends whole states: no limit but memory. */
const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Serves the provider on a free loopback port. @param engine address of the engine's log, when it was given on the command line */
export async function serve(engine: string | undefined): Promise<Serving> {
  const log = new EngineLog();
  if (engine) log.connect(engine);
  const server = new Server(UNLIMITED);
  const handlers = new Handlers(log);
  server.addService(
    ResourceProviderService as unknown as Parameters<Server["addService"]>[0],
    service(handlers, (address) => log.connect(address)),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    async stop() {
      handlers.cancel();
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, STOP_LIMIT_MS);
        server.tryShutdown(() => {
          clearTimeout(limit);
          resolve();
        });
      });
      server.forceShutdown();
      log.close();
    },
  };
}
