import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";

const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const PATH = "/pulumirpc.ResourceProvider/Construct";
const asIs = (bytes: Buffer) => bytes;

/**
 * The process that creates components and serves the package's schema. Started on first use, ended with the provider.
 */
export class ComponentsProcess {
  #engine = "";
  #started: Promise<{ child: ChildProcess; client: ResourceProviderClient }> | undefined;

  /** @param bundle the program to run */
  constructor(private readonly bundle = join(__dirname, "construct.js")) {}

  /** Called with the engine's address, for the components' log. */
  attach(engine: string): void {
    this.#engine = engine;
  }

  /** The package's schema. Served by that process so that the provider need not load the SDK in every update. */
  async schema(): Promise<object> {
    const client = await this.#client();
    return new Promise((resolve, reject) => {
      client.getSchema(new GetSchemaRequest(), (error, response) => {
        if (error) reject(plainly(error));
        else resolve(JSON.parse(response.getSchema()));
      });
    });
  }

  async construct(request: Buffer): Promise<Buffer> {
    const client = await this.#client();
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest<Buffer, Buffer>(PATH, asIs, asIs, request, (error, response) => {
        if (error) reject(plainly(error));
        else resolve(response!);
      });
    });
  }

  async #client(): Promise<ResourceProviderClient> {
    this.#started ??= start(this.bundle, this.#engine);
    return (await this.#started).client;
  }

  async stop(): Promise<void> {
    const started = await this.#started?.catch(() => undefined);
    started?.client.close();
    started?.child.kill();
  }
}

async function start(bundle: string, engine: string) {
  const child = spawn(process.execPath, [bundle, engine], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    once(child, "exit").then(([code, signal]) => {
      throw new Error(`the process that creates dbferry's components ended at startup (${signal ?? code})`);
    }),
  ]);
  // All other output is forwarded to the provider's standard error.
  lines.on("line", (line) => process.stderr.write(`${line}\n`));
  return { child, client: new ResourceProviderClient(`127.0.0.1:${first}`, credentials.createInsecure(), UNLIMITED) };
}

/** The original error, without the prefix that the gRPC client adds to its message. */
function plainly(error: ServiceError): ServiceError {
  return Object.assign(error, { message: error.details });
}
