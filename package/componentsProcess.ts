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

/** The process that makes components and knows the package's schema: started when first asked, ended with the provider. */
export class ComponentsProcess {
  #engine = "";
  #started: Promise<{ child: ChildProcess; client: ResourceProviderClient }> | undefined;

  /** @param bundle what the process runs */
  constructor(private readonly bundle = join(__dirname, "construct.js")) {}

  /** Told the engine's address, which the components' log goes to. */
  attach(engine: string): void {
    this.#engine = engine;
  }

  /** The package's schema. That process knows it: the provider's own stays without the SDK, which every update would load. */
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
      throw new Error(`the process that makes dbferry's components ended at once (${signal ?? code})`);
    }),
  ]);
  // Whatever else it says goes where the provider's own words go.
  lines.on("line", (line) => process.stderr.write(`${line}\n`));
  return { child, client: new ResourceProviderClient(`127.0.0.1:${first}`, credentials.createInsecure(), UNLIMITED) };
}

/** The error as it came, without what the client added to its message. */
function plainly(error: ServiceError): ServiceError {
  return Object.assign(error, { message: error.details });
}
