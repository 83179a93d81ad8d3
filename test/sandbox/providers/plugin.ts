import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import messages from "@pulumi/pulumi/proto/provider_pb";
import statusProto from "@pulumi/pulumi/proto/status_pb";
import { build } from "esbuild";
import emptyProto from "google-protobuf/google/protobuf/empty_pb";
import structProto from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode } from "../../../plugin/struct";
import { type Values, withoutNulls } from "../../../plugin/values";

const root = resolve(__dirname, "../../..");

/** Bundles a plugin like the build does; returns the file. Remove the folder with `dispose`. */
export async function bundlePlugin(entry: string): Promise<{ file: string; dispose(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-plugin-"));
  const file = join(folder, "plugin.js");
  await build({
    entryPoints: [join(root, "sandbox/providers", entry)],
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    outfile: file,
    logLevel: "warning",
  });
  return { file, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A refused call, as the engine sees it. */
export interface Refused {
  message: string;
  /** Present when the error says that the resource was created nevertheless. */
  kept?: { id: string; state: Values };
}

/** A running plugin with the engine's calls, in plain values. */
export class Plugin {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: InstanceType<typeof services.ResourceProviderClient>,
    /** Time from process start until it reports its port. */
    readonly startMs: number,
  ) {}

  static async start(file: string, env: NodeJS.ProcessEnv = {}): Promise<Plugin> {
    const began = performance.now();
    const child = spawn(process.execPath, [file], {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout! });
    const port = await new Promise<string>((done, fail) => {
      lines.once("line", done);
      child.once("exit", (code) => fail(new Error(`the plugin ended with ${code}`)));
    });
    const startMs = performance.now() - began;
    const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    return new Plugin(child, client, startMs);
  }

  async stop(): Promise<void> {
    this.client.close();
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGKILL");
    await ended;
  }

  private call(method: string, request: any): Promise<any> {
    return new Promise((done, fail) => {
      (this.client as any)[method](request, (error: any, response: any) => (error ? fail(error) : done(response)));
    });
  }

  async info(): Promise<string> {
    return (await this.call("getPluginInfo", new emptyProto.Empty())).getVersion();
  }

  async parameterize(name: string, version: string, parameter: object): Promise<{ name: string; version: string }> {
    const value = new messages.ParameterizeRequest.ParametersValue();
    value
      .setName(name)
      .setVersion(version)
      .setValue(Buffer.from(JSON.stringify(parameter)));
    const response = await this.call("parameterize", new messages.ParameterizeRequest().setValue(value));
    return { name: response.getName(), version: response.getVersion() };
  }

  async schema(): Promise<Record<string, Record<string, object>>> {
    return JSON.parse((await this.call("getSchema", new messages.GetSchemaRequest())).getSchema());
  }

  async checkConfig(config: Values, name = "aliyun"): Promise<string[]> {
    const request = new messages.CheckRequest()
      .setUrn(`urn:pulumi:s::p::pulumi:providers:x::${name}`)
      .setNews(struct(config));
    return failuresOf(await this.call("checkConfig", request));
  }

  async configure(config: Values): Promise<void> {
    await this.call("configure", new messages.ConfigureRequest().setArgs(struct(config)).setAcceptsecrets(true));
  }

  async check(type: string, inputs: Values): Promise<{ inputs: Values; failures: string[] }> {
    const request = new messages.CheckRequest().setUrn(urn(type)).setNews(struct(inputs));
    const response = await this.call("check", request);
    return { inputs: values(response.getInputs()), failures: failuresOf(response) };
  }

  async diff(
    type: string,
    id: string,
    state: Values,
    oldInputs: Values,
    newInputs: Values,
  ): Promise<Record<string, string>> {
    const request = new messages.DiffRequest()
      .setUrn(urn(type))
      .setId(id)
      .setOlds(struct(state))
      .setOldInputs(struct(oldInputs))
      .setNews(struct(newInputs));
    const response = await this.call("diff", request);
    const kinds = Object.entries(messages.PropertyDiff.Kind);
    const detail = [...response.getDetaileddiffMap().entries()] as [
      string,
      InstanceType<typeof messages.PropertyDiff>,
    ][];
    return Object.fromEntries(
      detail.map(([path, one]) => [path, kinds.find(([, kind]) => kind === one.getKind())![0].toLowerCase()]),
    );
  }

  async create(type: string, inputs: Values, preview = false): Promise<{ id: string; state: Values }> {
    const request = new messages.CreateRequest().setUrn(urn(type)).setProperties(struct(inputs)).setPreview(preview);
    const response = await this.call("create", request);
    return { id: response.getId(), state: values(response.getProperties()) };
  }

  async read(type: string, id: string, state: Values = {}, inputs: Values = {}) {
    const request = new messages.ReadRequest()
      .setUrn(urn(type))
      .setId(id)
      .setProperties(struct(state))
      .setInputs(struct(inputs));
    const response = await this.call("read", request);
    if (!response.getId()) return undefined;
    return {
      id: response.getId() as string,
      state: values(response.getProperties()),
      inputs: values(response.getInputs()),
    };
  }

  async update(type: string, id: string, state: Values, inputs: Values, preview = false): Promise<Values> {
    const request = new messages.UpdateRequest()
      .setUrn(urn(type))
      .setId(id)
      .setOlds(struct(state))
      .setNews(struct(inputs))
      .setPreview(preview);
    return values((await this.call("update", request)).getProperties());
  }

  async delete(type: string, id: string, state: Values): Promise<void> {
    await this.call("delete", new messages.DeleteRequest().setUrn(urn(type)).setId(id).setProperties(struct(state)));
  }

  async invoke(token: string, args: Values): Promise<Values> {
    const response = await this.call("invoke", new messages.InvokeRequest().setTok(token).setArgs(struct(args)));
    return values(response.getReturn());
  }
}

/** Returns the error of a refused call. */
export async function refused(call: Promise<unknown>): Promise<Refused> {
  try {
    await call;
  } catch (error) {
    const { details, metadata } = error as { details: string; metadata: { get(name: string): Buffer[] } };
    const [status] = metadata.get("grpc-status-details-bin");
    return { message: details, ...(status ? { kept: keptIn(status) } : {}) };
  }
  throw new Error("the call was not refused");
}

function keptIn(bytes: Buffer): { id: string; state: Values } {
  const any = statusProto.Status.deserializeBinary(bytes).getDetailsList()[0]!;
  const detail = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return { id: detail.getId(), state: values(detail.getProperties()) };
}

function urn(type: string): string {
  return `urn:pulumi:stack::project::${type}::it`;
}

function struct(one: Values) {
  return structProto.Struct.fromJavaScript(encode(one) as any);
}

function values(one: { toJavaScript(): object } | undefined): Values {
  return withoutNulls(decode(one?.toJavaScript() ?? {})) as Values;
}

function failuresOf(response: any): string[] {
  return response.getFailuresList().map((failure: { getReason(): string }) => failure.getReason());
}
