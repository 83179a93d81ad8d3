import { status as codes, credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { afterEach, describe, expect, it } from "vitest";
import type { Config } from "../../provider/config";
import { withEnvironment } from "../../provider/config";
import { DRS_STATES, drsState } from "../../provider/drivers/drs/states";
import { wireTags } from "../../provider/drivers/drs/tasks";
import { checkConfig } from "../../provider/rpc/configuration";
import { EngineLog } from "../../provider/rpc/log";
import { service } from "../../provider/rpc/service";
import {
  fromStruct,
  markSecrets,
  plain,
  Secret,
  secretTexts,
  toStruct,
  UNKNOWN,
  type Values,
} from "../../provider/rpc/values";
import { packageSchema } from "../../provider/schema";
import { runOf, SOURCE_PASSWORD, type Stage, stage, TASK } from "./providerFake";

describe("property values", () => {
  it("come back from the wire as they went out, marks included", () => {
    const values: Values = { a: 1, b: [true, null, UNKNOWN], c: { d: new Secret({ e: "x" }) }, f: "" };
    expect(fromStruct(toStruct(values))).toEqual(values);
  });

  it("never show a secret when printed", () => {
    const tree = markSecrets({ source: { password: "hidden", host: "h" } }, [
      "source.password",
      "target.password",
      "absent",
    ]);
    expect(JSON.stringify(tree)).toBe('{"source":{"password":"[secret]","host":"h"}}');
    expect(`${(tree["source"] as Values)["password"]}`).toBe("[secret]");
    expect(plain(tree)).toEqual({ source: { password: "hidden", host: "h" } });
    expect(secretTexts(tree)).toEqual(["hidden"]);
  });
});

const URN = "urn:pulumi:test::shop::pulumi:providers:dbferry::main";

describe("the provider's configuration", () => {
  it("is checked all at once, by property path", () => {
    const news = {
      huaweicloud: JSON.stringify({ region: "eu-west-1", endpoints: { drs: "nonsense here" }, colour: "red" }),
      pollSeconds: "fast",
    };
    const { failures } = checkConfig(URN, news);
    expect(failures.map((failure) => failure.property).sort()).toEqual([
      "huaweicloud.colour",
      "huaweicloud.endpoints.drs",
      "huaweicloud.region",
      "pollSeconds",
    ]);
    expect(failures.find((failure) => failure.property === "huaweicloud.region")!.reason).toMatch(/did you mean/);
  });

  it("keeps the keys secret, as text and as an object", () => {
    const keys = { accessKey: "AK", secretKey: "SK-canary" };
    expect(checkConfig(URN, { huaweicloud: JSON.stringify(keys) }).inputs["huaweicloud"]).toBeInstanceOf(Secret);
    expect(JSON.stringify(checkConfig(URN, { huaweicloud: keys }).inputs)).not.toContain("SK-canary");
  });

  it("ignores the project's own keys in a default provider and refuses them in another", () => {
    const news = { phase: "prepare" };
    expect(checkConfig(URN.replace("main", "default_0_1_0"), news).failures).toEqual([]);
    expect(checkConfig(URN, news).failures).toEqual([{ property: "phase", reason: "no such property" }]);
  });

  it("is completed from the environment under the vendors' names, what is given going first", () => {
    const env = {
      HW_ACCESS_KEY: "hw-ak",
      HW_REGION_NAME: "ap-southeast-1",
      ALICLOUD_ACCESS_KEY: "ali-ak",
      ALIBABA_CLOUD_ACCESS_KEY_ID: "ali-ak-2",
    };
    const config: Config = { huaweicloud: { region: "eu-west-101", accessKey: undefined } };
    expect(withEnvironment(config, env)).toMatchObject({
      huaweicloud: { region: "eu-west-101", accessKey: "hw-ak" },
      alicloud: { accessKey: "ali-ak-2" },
    });
  });
});

describe("checking and comparing inputs", () => {
  const type = "dbferry:index:ReplicationTask";

  it("tells every problem at once, by property path", () => {
    const { failures } = stage().handlers.check(type, undefined, {
      ...TASK,
      name: 7,
      nodeType: "huge",
      source: { cloud: "moon" },
      extra: 1,
    });
    expect(failures.map((failure) => failure.property).sort()).toEqual([
      "extra",
      "name",
      "nodeType",
      "source.cloud",
      "source.host",
    ]);
    expect(failures.find((failure) => failure.property === "source.host")!.reason).toMatch(/missing/);
  });

  it("takes on trust in a preview what is not known yet", () => {
    const unknownEip = { ...TASK, eip: { id: UNKNOWN, address: UNKNOWN }, source: UNKNOWN };
    expect(stage().handlers.check(type, undefined, unknownEip).failures).toEqual([]);
    expect(stage().handlers.check(type, undefined, { ...unknownEip, nodeType: "huge" }).failures).toHaveLength(1);
  });

  it("fills in defaults and marks what is secret whether or not the program said so", () => {
    const { inputs } = stage().handlers.check("dbferry:index:TaskRun", undefined, runOf("job-1"));
    expect(inputs).toMatchObject({ mode: "full+incremental", whenLive: "refuse", databases: "all" });
    expect((inputs["source"] as Values)["password"]).toEqual(new Secret(SOURCE_PASSWORD));
  });

  it("replaces for what a task cannot change and updates for the rest", () => {
    const s = stage();
    const checked = (change: Values) => s.handlers.check(type, undefined, { ...TASK, ...change }).inputs;
    const diff = (change: Values) => s.handlers.diff(type, checked({}), {}, checked(change));
    expect(diff({})).toMatchObject({ changed: false, changes: [] });
    expect(diff({ description: "other", tags: { a: "b" } }).replaces).toEqual([]);
    expect(diff({ description: "other" }).changed).toBe(true);
    expect(diff({ name: "dbferry-new", nodeType: "small" }).replaces.sort()).toEqual(["name", "nodeType"]);
    expect(diff({ target: { ...(TASK["target"] as Values), instanceId: "rds-2" } }).changes).toEqual([
      { path: "target.instanceId", kind: "update", replace: true, input: true },
    ]);
    expect(diff({ eip: UNKNOWN }).replaces).toEqual(["eip"]);
  });
});

describe("previews", () => {
  it("touch nothing, and tell what is known already", async () => {
    const s = stage();
    const call = { urn: "u", type: "dbferry:index:ReplicationTask" };
    const { id, outputs } = await s.handlers.create(call, s.handlers.check(call.type, undefined, TASK).inputs, true);
    expect(id).toBe("");
    expect(outputs).toMatchObject({
      name: "dbferry-shop",
      publicIp: "203.0.113.10",
      egressCidrs: ["203.0.113.10/32"],
      taskId: UNKNOWN,
      privateIp: UNKNOWN,
    });
    const unknown = await s.handlers.create(call, { ...TASK, eip: { id: UNKNOWN, address: UNKNOWN } }, true);
    expect(unknown.outputs).toMatchObject({ publicIp: UNKNOWN, egressCidrs: UNKNOWN });
    expect(s.driver.calls).toEqual([]);
  });

  it("do not run a gate", async () => {
    const s = stage();
    const connect = { host: "h", user: "u", password: "p" };
    await s.handlers.create({ urn: "u", type: "dbferry:index:Preflight" }, { source: connect, target: connect }, true);
  });
});

describe("Huawei DRS", () => {
  it.each(["CHILD_TRANSFER_STARTED", "SOMETHING_NEW", "", "constructor", "toString"])(
    "state '%s' is not known",
    (state) => {
      expect(drsState(state)).toBe("unknown");
    },
  );

  it("knows every state that a migration task can be in", () => {
    expect(Object.values(DRS_STATES)).not.toContain("unknown");
    expect(Object.keys(DRS_STATES)).toHaveLength(22);
  });

  it("is given only tags that its API takes", () => {
    expect(wireTags({ "migrate-id": "shop", "migrate-expires": "2030-01-01T00:00:00Z" })).toEqual([
      { key: "migrate-id", value: "shop" },
    ]);
  });
});

describe("the package schema", () => {
  it("describes every resource, with secrets marked and types by reference", () => {
    const schema = packageSchema() as {
      resources: Record<string, { inputProperties: Record<string, object>; requiredInputs: string[] }>;
      types: object;
    };
    expect(Object.keys(schema.resources)).toHaveLength(6);
    const task = schema.resources["dbferry:index:ReplicationTask"]!;
    expect(task.requiredInputs.sort()).toEqual(["name", "source", "target"]);
    expect(task.inputProperties["source"]).toMatchObject({ $ref: "#/types/dbferry:index:ReplicationTaskSource" });
    expect(schema.resources["dbferry:index:MysqlAccount"]!.inputProperties["password"]).toMatchObject({ secret: true });
    expect(schema.types).toHaveProperty(["dbferry:index:TaskRunTarget"]);
  });
});

describe("over gRPC", () => {
  const open: { forceShutdown(): void }[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.forceShutdown();
  });

  /** The provider of a stage, behind real gRPC. */
  async function served(s: Stage, onEngine: (address: string) => void = () => {}): Promise<ResourceProviderClient> {
    const port = await listen((server) =>
      server.addService(ResourceProviderService as never, service(s.handlers, onEngine)),
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

  it("shakes hands, keeps secrets, and is told of the engine", async () => {
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

  it("packs what exists but is not ready so that the engine keeps its id", async () => {
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

  it("shows a user's problem as its message alone, without stack and without secrets", async () => {
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
