import { status as codes, credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { afterEach, describe, expect, it } from "vitest";
import { EngineLog } from "../../../plugin/log";
import { service } from "../../../plugin/service";
import { fromStruct, toStruct } from "../../../plugin/struct";
import { Secret, type Values } from "../../../plugin/values";
import { dbferryPlugin } from "../../../provider/rpc/plugin";
import { runOf, SOURCE_PASSWORD, type Stage, stage, TASK } from "../support/fake";

describe("over gRPC", () => {
  const open: { forceShutdown(): void }[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.forceShutdown();
  });

  /** A stage's provider, behind real gRPC. */
  async function served(s: Stage, onEngine: (address: string) => void = () => {}): Promise<ResourceProviderClient> {
    const port = await listen((server) =>
      server.addService(ResourceProviderService as never, service(dbferryPlugin(s.handlers, { connect: onEngine }))),
    );
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    open.push({ forceShutdown: () => client.close() });
    return client;
  }

  async function listen(add: (server: Server) => void): Promise<number> {
    const server = new Server();
    add(server);
    open.push(server);
    return new Promise((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  type Unary<Q, R> = (request: Q, answer: (error: Failure | null, response: R) => void) => unknown;
  type Failure = { code: number; details: string; metadata: { get(key: string): unknown[] } };
  const ask = <Q, R>(client: ResourceProviderClient, method: Unary<Q, R>, request: Q): Promise<R> =>
    new Promise((resolve, reject) => {
      method.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
    });

  const creation = (type: string, inputs: Values) =>
    new pb.CreateRequest()
      .setUrn(`urn:pulumi:test::shop::dbferry:index:${type}::x`)
      .setType(`dbferry:index:${type}`)
      .setProperties(toStruct(inputs));

  it("performs the handshake, keeps secrets, and learns the engine's address", async () => {
    const engines: string[] = [];
    const client = await served(stage(), (address) => engines.push(address));
    const answer = await ask(
      client,
      client.handshake as Unary<pb.ProviderHandshakeRequest, pb.ProviderHandshakeResponse>,
      new pb.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:9"),
    );
    expect(answer.getAcceptSecrets()).toBe(true);
    expect(engines).toEqual(["127.0.0.1:9"]);
  });

  it("reports what exists but is not ready so that the engine keeps its id", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-1" });
    s.driver.runStates = [["fullFailed", "FULL_TRANSFER_FAILED"]];
    const client = await served(s);
    const error: Failure = await ask(
      client,
      client.create as Unary<pb.CreateRequest, pb.CreateResponse>,
      creation("TaskRun", s.handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1")).inputs),
    ).catch((thrown) => thrown);
    const packed = Status.deserializeBinary(error.metadata.get("grpc-status-details-bin")[0] as Buffer);
    const detail = pb.ErrorResourceInitFailed.deserializeBinary(packed.getDetailsList()[0]!.getValue_asU8());
    expect(packed.getDetailsList()[0]!.getTypeUrl()).toMatch(/pulumirpc\.ErrorResourceInitFailed$/);
    expect(detail.getId()).toBe("job-1");
    expect(detail.getReasonsList().join()).toContain("FULL_TRANSFER_FAILED");
    const inputs = fromStruct(detail.getInputs())!;
    expect((inputs["source"] as Values)["password"]).toEqual(new Secret(SOURCE_PASSWORD));
  });

  it("shows a user's mistake as a message only, without stack and without secrets", async () => {
    const s = stage();
    s.driver.put("configuring", { id: "job-1" });
    s.driver.tests.source = [{ ok: false, code: "", text: `Access denied for ${SOURCE_PASSWORD}` }];
    const client = await served(s);
    const error: Failure = await ask(
      client,
      client.create as Unary<pb.CreateRequest, pb.CreateResponse>,
      creation("TaskRun", s.handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1")).inputs),
    ).catch((thrown) => thrown);
    expect(error.code).toBe(codes.FAILED_PRECONDITION);
    expect(error.details).toMatch(/refuses user 'df_shop'/);
    expect(error.details).not.toMatch(/\bat .*\.ts:\d+/);
    expect(error.details).not.toContain(SOURCE_PASSWORD);
  });

  it("ends a wait at once when the engine cancels", async () => {
    const s = stage();
    s.driver.createState = [["creating", "CREATING"]];
    const client = await served(s);
    const running: Promise<Failure> = ask(
      client,
      client.create as Unary<pb.CreateRequest, pb.CreateResponse>,
      creation("ReplicationTask", TASK),
    ).then(
      () => Promise.reject(new Error("created")),
      (error) => error,
    );
    while (!s.driver.calls.includes("describe")) await new Promise((resolve) => setImmediate(resolve));
    await ask(client, client.cancel as Unary<Empty, Empty>, new Empty());
    expect((await running).details).toMatch(/cancelled/);
  });

  it("sends progress to the engine's log, ephemeral and with the resource's URN", async () => {
    const lines: { message: string; urn: string; ephemeral: boolean }[] = [];
    const log = (
      call: { request: { getMessage(): string; getUrn(): string; getEphemeral(): boolean } },
      answer: (e: null, r: Empty) => void,
    ) => {
      const { request } = call;
      lines.push({ message: request.getMessage(), urn: request.getUrn(), ephemeral: request.getEphemeral() });
      answer(null, new Empty());
    };
    const port = await listen((server) => server.addService(EngineService as never, { log } as never));
    const engine = new EngineLog();
    engine.connect(`127.0.0.1:${port}`);
    engine.log("info", "full load 42%", "urn:x", true);
    engine.log("warning", "careful", "urn:y");
    await engine.flush();
    engine.close();
    expect(lines).toEqual([
      { message: "full load 42%", urn: "urn:x", ephemeral: true },
      { message: "careful", urn: "urn:y", ephemeral: false },
    ]);
  });
});
