import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Handlers } from "./handlers";
import { EngineLog } from "./log";
import { service } from "./service";

export interface Serving {
  port: number;
  stop(): void;
}

/** The engine sends whole states: no limit but memory. */
const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Serves the provider on a free loopback port. @param engine address of the engine's log, when it was given on the command line */
export async function serve(engine: string | undefined): Promise<Serving> {
  const log = new EngineLog();
  if (engine) log.connect(engine);
  const server = new Server(UNLIMITED);
  server.addService(
    ResourceProviderService as unknown as Parameters<Server["addService"]>[0],
    service(new Handlers(log), (address) => log.connect(address)),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    stop() {
      log.close();
      server.forceShutdown();
    },
  };
}
