import { spawn, spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Secret, UNKNOWN } from "../../../plugin/values";
import type { AlicloudServices } from "../../../sandbox/alicloud";
import { startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { Clock } from "../../../sandbox/world/clock";
import { PATIENCE } from "../../support/patience";
import { bundlePlugin, Plugin, refused } from "./plugin";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };
const CONNECTION = "alicloud:rds/connection:Connection";
const INSTANCE = "alicloud:rds/instance:Instance";
const ID = "rm-source01";

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let world: SandboxWorld;
let services: AlicloudServices;
let plugin: Plugin;

beforeAll(async () => {
  bundle = await bundlePlugin("alicloud.ts");
});
afterAll(() => bundle.dispose());

beforeEach(async () => {
  world = newWorld(new Clock(200));
  world.alicloud.rds.add({ id: ID, region: "cn-hangzhou", mysql });
  services = await startAlicloud({ world, credentials });
  plugin = await Plugin.start(bundle.file);
});
afterEach(async () => {
  await plugin.stop();
  await services.close();
});

const config = () => ({
  accessKey: credentials.accessKey,
  secretKey: new Secret(credentials.secretKey),
  region: "cn-hangzhou",
  protocol: "HTTP",
  // Non-strings in the SDK's encoding.
  endpoints: JSON.stringify([{ rds: new URL(services.endpoints.rds).host }]),
});

describe("the plugin", () => {
  test("ends when the engine that started it was killed", async () => {
    const program = `const c = require("node:child_process").spawn(process.execPath, [process.argv[1]], { stdio: ["pipe", "ignore", "ignore"] });
      console.log(c.pid); setInterval(() => {}, 1000);`;
    const engine = spawn(process.execPath, ["-e", program, bundle.file], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number(await new Promise((done) => engine.stdout.once("data", (data) => done(String(data)))));
    // An exited process stays in state Z until its new parent reaps it.
    const alive = () =>
      spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
        .stdout.trim()
        .match(/^[^Z]/) !== null;
    expect(alive()).toBe(true);
    engine.kill("SIGKILL");
    await expect.poll(alive, PATIENCE).toBe(false);
  });

  test("reports its version, its schema and that it takes no parameters", async () => {
    expect(await plugin.info()).toBe("3.108.0");
    const schema = await plugin.schema();
    expect(schema["resources"]?.[CONNECTION]).toMatchObject({
      requiredInputs: ["instanceId"],
      inputProperties: { connectionPrefix: { type: "string", willReplaceOnChanges: true } },
    });
    expect((await refused(plugin.parameterize("alicloud", "1", {}))).message).toContain("takes no parameters");
  });
});

describe("configuration", () => {
  test("accepts what the real provider accepts and names what it does not know", async () => {
    expect(await plugin.checkConfig(config())).toEqual([]);
    expect(await plugin.checkConfig({ regoin: "cn-hangzhou" })).toEqual([
      "could not validate provider configuration: Invalid or unknown key. Examine values at 'aliyun.regoin'.",
    ]);
    expect(await plugin.checkConfig({ regoin: "x" }, "default_3_108_0")).toEqual([
      expect.stringContaining("`alicloud:regoin` is not a valid configuration key"),
    ]);
    expect(await plugin.checkConfig({ endpoints: JSON.stringify([{ rdss: "x" }]) })).toEqual([
      expect.stringContaining("'aliyun.endpoints[0].rdss'"),
    ]);
  });

  test("refuses to work without credentials, as the real provider does", async () => {
    const { message } = await refused(plugin.configure({ region: "cn-hangzhou" }));
    expect(message).toContain("no valid credential sources for Terraform Alibaba Cloud Provider found");
  });

  test("waits for a configuration that is not known yet", async () => {
    await plugin.configure({ accessKey: UNKNOWN, region: "cn-hangzhou" });
    const { state } = await plugin.create(CONNECTION, { instanceId: ID, port: "3306" }, true);
    expect(state["connectionString"]).toBe(UNKNOWN);
  });
});

describe("inputs", () => {
  const failures = async (type: string, inputs: Parameters<Plugin["check"]>[1]) =>
    (await plugin.check(type, inputs)).failures;

  test("get the vendor's defaults, marked as the classic bridge marks them", async () => {
    const checked = await plugin.check(CONNECTION, { instanceId: ID });
    expect(checked).toEqual({ failures: [], inputs: { instanceId: ID, port: "3306", __defaults: ["port"] } });
  });

  test.each([
    [
      "a name that is not there",
      { instanceId: ID, prefix: "x" },
      "Invalid or unknown key. Examine values at 'it.prefix'.",
    ],
    ["an output", { instanceId: ID, ipAddress: "x" }, '"ip_address" is set by the provider and cannot be given'],
    [
      "a missing argument",
      {},
      "Missing required argument. The argument \"instance_id\" is required, but no definition was found.. Examine values at 'it.instanceId'.",
    ],
    [
      "a number for a string",
      { instanceId: ID, port: 3306 },
      "expected a string, got a number. Examine values at 'it.port'.",
    ],
  ])("are refused by name for %s", async (_what, inputs, text) => {
    expect(await failures(CONNECTION, inputs)).toEqual([expect.stringContaining(text)]);
  });

  test("are checked inside lists and objects, all problems at once", async () => {
    const base = { engine: "MySQL", engineVersion: "5.6", instanceType: "mysql.n2", instanceStorage: 20 };
    const parameters = [{ name: "a" }, { name: "b", value: 1 }, { name: "c", value: "1", colour: "red" }];
    expect(await failures(INSTANCE, { ...base, parameters })).toEqual([
      expect.stringContaining("'it.parameters[0].value'"),
      expect.stringContaining("expected a string, got a number. Examine values at 'it.parameters[1].value'"),
      expect.stringContaining("Invalid or unknown key. Examine values at 'it.parameters[2].colour'"),
    ]);
    expect(await failures(INSTANCE, { ...base, instanceStorage: 20.5 })).toEqual([
      expect.stringContaining("expected a whole number"),
    ]);
    expect(await failures(INSTANCE, { ...base, modifyMode: "Replace" })).toEqual([
      expect.stringContaining('expected modify_mode to be one of ["Cover" "Append" "Delete"], got Replace'),
    ]);
  });

  test("that are not known yet pass", async () => {
    expect(await failures(CONNECTION, { instanceId: UNKNOWN, port: UNKNOWN })).toEqual([]);
  });

  test("of an unknown type are an error", async () => {
    expect((await refused(plugin.check("alicloud:rds/upgrade:Upgrade", {}))).message).toContain(
      "unrecognized resource type",
    );
  });
});

describe("a public endpoint", () => {
  const inputs = async () =>
    (await plugin.check(CONNECTION, { instanceId: ID, connectionPrefix: "dbferry-shop" })).inputs;

  beforeEach(() => plugin.configure(config()));

  test("is shown by a preview with what is not known yet, and no call is made", async () => {
    const { id, state } = await plugin.create(CONNECTION, await inputs(), true);
    expect(id).toBe("");
    expect(state).toMatchObject({ connectionPrefix: "dbferry-shop", port: "3306", connectionString: UNKNOWN });
    expect(world.alicloud.rds.get(ID).status).toBe("Running");
  });

  test("is created, read, changed, replaced with a new prefix, and released", async () => {
    const given = await inputs();
    const { id, state } = await plugin.create(CONNECTION, given);
    expect(id).toBe(`${ID}:dbferry-shop`);
    // The classic bridge keeps the id among the outputs, too.
    expect(state).toEqual({
      id,
      instanceId: ID,
      connectionPrefix: "dbferry-shop",
      port: "3306",
      connectionString: "dbferry-shop.mysql.rds.aliyuncs.com",
      ipAddress: world.alicloud.rds.get(ID).publicEndpoint?.ip,
      babelfishPort: "",
    });
    expect(world.alicloud.rds.get(ID).status).toBe("Running");

    expect(await plugin.diff(CONNECTION, id, state, given, given)).toEqual({});
    expect(await plugin.read(CONNECTION, id, state, given)).toEqual({ id, state, inputs: given });
    const imported = await plugin.read(CONNECTION, `${ID}:dbferry-shop.mysql.rds.aliyuncs.com`);
    expect(imported).toMatchObject({
      id,
      state,
      inputs: { instanceId: ID, connectionPrefix: "dbferry-shop", port: "3306" },
    });

    expect(await plugin.diff(CONNECTION, id, state, given, { ...given, connectionPrefix: "other" })).toEqual({
      connectionPrefix: "update_replace",
    });
    const moved = { ...given, port: "3307" };
    expect(await plugin.diff(CONNECTION, id, state, given, moved)).toEqual({ port: "update" });
    const after = await plugin.update(CONNECTION, id, state, moved);
    expect(after["port"]).toBe("3307");
    expect(world.alicloud.rds.get(ID).publicEndpoint?.port).toBe(3307);

    await plugin.delete(CONNECTION, id, after);
    expect(world.alicloud.rds.get(ID).publicEndpoint).toBeUndefined();
    expect(await plugin.read(CONNECTION, id, after, moved)).toBeUndefined();
    await plugin.delete(CONNECTION, id, after);
  });

  test("drifts when someone changes it behind the program's back", async () => {
    const given = await inputs();
    const { id, state } = await plugin.create(CONNECTION, given);
    world.alicloud.rds.changePublicEndpoint(ID, { port: 3310 });
    const found = (await plugin.read(CONNECTION, id, state, given))!;
    expect(found.inputs["port"]).toBe("3310");
    expect(await plugin.diff(CONNECTION, id, found.state, found.inputs, given)).toEqual({ port: "update" });
  });

  test("that exists already is refused in the vendor's words", async () => {
    await plugin.create(CONNECTION, await inputs());
    const { message, kept } = await refused(
      plugin.create(CONNECTION, { ...(await inputs()), connectionPrefix: "second" }),
    );
    expect(message).toContain("Resource alicloud_db_connection AllocateInstancePublicConnection Failed!!!");
    expect(message).toContain("Code: NetTypeExists");
    expect(message).toContain("Specified net type already existed.");
    expect(kept).toBeUndefined();
  });

  test("waits until a busy instance is free", async () => {
    world.alicloud.rds.setStatus(ID, "TRANSING");
    const creating = plugin.create(CONNECTION, await inputs());
    await expect.poll(() => world.journal.of("publicEndpoint.allocate").length, { timeout: 500 }).toBe(0);
    world.alicloud.rds.setStatus(ID, "Running");
    expect((await creating).id).toBe(`${ID}:dbferry-shop`);
  });

  test("of an instance that does not exist, or with a wrong secret, is refused with the reason", async () => {
    const unknown = await refused(plugin.create(CONNECTION, { ...(await inputs()), instanceId: "rm-nobody" }));
    expect(unknown.message).toContain("InvalidDBInstanceId.NotFound");
    await plugin.configure({ ...config(), secretKey: "wrong" });
    const { message } = await refused(plugin.create(CONNECTION, await inputs()));
    expect(message).toContain("SignatureDoesNotMatch");
    expect(message).not.toContain("alibaba-secret");
  });

  test("is kept with its id if an error follows its creation", async () => {
    const creating = refused(plugin.create(CONNECTION, await inputs()));
    await expect.poll(() => world.alicloud.rds.get(ID).status).toBe("NET_CREATING");
    await services.close();
    const { kept } = await creating;
    expect(kept).toMatchObject({ id: `${ID}:dbferry-shop`, state: { connectionPrefix: "dbferry-shop" } });
    services = await startAlicloud({ world, credentials });
  });
});

describe("an instance", () => {
  beforeEach(() => plugin.configure(config()));

  test("is imported, and its allowlist changed in its group, whatever the order", async () => {
    const imported = (await plugin.read(INSTANCE, ID))!;
    expect(imported.state).toMatchObject({
      engine: "MySQL",
      engineVersion: "5.6",
      securityIps: ["127.0.0.1"],
      status: "Running",
    });
    const { state } = imported;
    const inputs = {
      engine: "MySQL",
      engineVersion: "5.6",
      instanceType: state["instanceType"]!,
      instanceStorage: state["instanceStorage"]!,
      instanceName: state["instanceName"]!,
      vswitchId: state["vswitchId"]!,
      securityIps: ["10.0.0.1", "10.0.0.2"],
    };
    expect(await plugin.diff(INSTANCE, ID, state, inputs, inputs)).toEqual({ securityIps: "update" });
    const after = await plugin.update(INSTANCE, ID, state, inputs);
    expect([...world.alicloud.rds.get(ID).allowlists.get("default")!].sort()).toEqual(["10.0.0.1", "10.0.0.2"]);
    const turned = { ...inputs, securityIps: ["10.0.0.2", "10.0.0.1"] };
    expect(await plugin.diff(INSTANCE, ID, after, inputs, turned)).toEqual({});
    expect(await plugin.diff(INSTANCE, ID, after, inputs, { ...turned, engine: "MariaDB" })).toEqual({
      engine: "update_replace",
    });
  });

  test("is not created here", async () => {
    const inputs = { engine: "MySQL", engineVersion: "5.6", instanceType: "mysql.n2", instanceStorage: 20 };
    expect((await refused(plugin.create(INSTANCE, inputs))).message).toContain("UnsupportedOperation");
  });
});

describe("secrets", () => {
  test("are marked where the schema says so and where the inputs were secret", async () => {
    await plugin.configure(config());
    const { inputs } = await plugin.check("alicloud:rds/rdsAccount:RdsAccount", {
      dbInstanceId: ID,
      accountName: "m",
      accountPassword: "pa55",
      accountDescription: new Secret("hidden"),
    });
    expect(inputs["accountPassword"]).toEqual(new Secret("pa55"));
    const { state } = await plugin.create("alicloud:rds/rdsAccount:RdsAccount", inputs, true);
    expect([state["accountPassword"], state["accountDescription"]]).toEqual([new Secret("pa55"), new Secret("hidden")]);
  });
});
