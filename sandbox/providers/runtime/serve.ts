import { fstatSync } from "node:fs";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import { providerService, type Served } from "./service";

/** Serves a provider as a Pulumi plugin: on a free loopback port, printed as the first line of output. */
export function serve(served: Served): void {
  const server = new Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(services.ResourceProviderService, providerService(served));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
  endWithParent();
}

/**
 * A killed engine cannot end its plugins: they notice that the engine's end of their input is closed, or that they have
 * a new parent.
 */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 500).unref();
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.on("close", () => process.exit(1)).resume();
}
