import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Secret, UNKNOWN, type Values } from "../../../plugin/values";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { type ControlServer, startControl } from "../../../sandbox/control/control";
import { bundlePlugin, Plugin, refused } from "./plugin";

const RULES = "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet";
const MYSQL = "tencentcloud:index/mysqlInstance:MysqlInstance";
const GATEWAY = "tencentcloud:index/vpnGateway:VpnGateway";

const sdk = JSON.parse(readFileSync(resolve(__dirname, "../../../scripts/codegen/schemas/tencentcloud.json"), "utf8"));
const parameter = JSON.parse(Buffer.from(sdk.parameterization.parameter, "base64").toString("utf8"));

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let world: SandboxWorld;
let control: ControlServer;
let plugin: Plugin;

beforeAll(async () => {
  bundle = await bundlePlugin("terraform-provider.ts");
});
afterAll(() => bundle.dispose());

beforeEach(async () => {
  world = newWorld();
  control = await startControl(world, undefined);
  plugin = await Plugin.start(bundle.file, { DBFERRY_SANDBOX_CONTROL: control.url });
  await plugin.parameterize("tencentcloud", "1.83.25", parameter);
  await plugin.configure({ secretId: "id", secretKey: "key", region: "ap-guangzhou" });
});
afterEach(async () => {
  await plugin.stop();
  await control.close();
});

describe("resources without an API in the sandbox", () => {
  const gateway: Values = { name: "gw", vpcId: "vpc-1", zone: "ap-guangzhou-3" };

  test("are kept in the sandbox's store from creation to deletion, with what the vendor would compute", async () => {
    const { inputs, failures } = await plugin.check(GATEWAY, gateway);
    expect([inputs, failures]).toEqual([gateway, []]);
    const { id, state } = await plugin.create(GATEWAY, inputs);
    expect(state).toMatchObject({ name: "gw", bandwidth: 5, chargeType: "POSTPAID_BY_HOUR", state: "ACTIVE" });
    expect(state["publicIpAddress"]).toMatch(/^192\.0\.2\.\d+$/);
    expect(world.resources.list().map((one) => [one.type, one.id])).toEqual([["tencentcloud_vpn_gateway", id]]);
    expect(await plugin.diff(GATEWAY, id, state, gateway, gateway)).toEqual({});
    expect(await plugin.read(GATEWAY, id, state, gateway)).toEqual({ id, state, inputs: gateway });

    const wider = { ...gateway, bandwidth: 10 };
    expect(await plugin.diff(GATEWAY, id, state, gateway, wider)).toEqual({ bandwidth: "update" });
    const after = await plugin.update(GATEWAY, id, state, wider);
    expect(after).toEqual({ ...state, bandwidth: 10 });
    expect(await plugin.diff(GATEWAY, id, after, wider, { ...wider, vpcId: "vpc-2" })).toEqual({
      vpcId: "update_replace",
    });

    await plugin.delete(GATEWAY, id, after);
    expect(world.resources.list()).toEqual([]);
    expect((await refused(plugin.update(GATEWAY, id, after, gateway))).message).toContain("the sandbox answered 404");
    await plugin.delete(GATEWAY, id, after);
    expect(await plugin.read(GATEWAY, id, after, wider)).toBeUndefined();
  });

  test("keep their secrets out of the store and marked in the state", async () => {
    const inputs: Values = {
      instanceName: "db",
      memSize: 1000,
      volumeSize: 50,
      rootPassword: new Secret("pa55word"),
      tags: { note: new Secret("pa55word") },
    };
    const { id, state } = await plugin.create(MYSQL, inputs);
    expect(state).toMatchObject({ rootPassword: new Secret("pa55word"), tags: { note: new Secret("pa55word") } });
    expect(JSON.stringify(world.resources.list())).not.toContain("pa55word");
    const found = (await plugin.read(MYSQL, id, state, inputs))!;
    expect(found.state["rootPassword"]).toEqual(new Secret("pa55word"));
    expect(await plugin.diff(MYSQL, id, found.state, inputs, inputs)).toEqual({});
  });

  test("are unordered in a set, ordered in a list", async () => {
    const groups: Values = { instanceName: "db", memSize: 1000, volumeSize: 50, securityGroups: ["sg-1", "sg-2"] };
    const db = await plugin.create(MYSQL, groups);
    const turned = { ...groups, securityGroups: ["sg-2", "sg-1"] };
    expect(await plugin.diff(MYSQL, db.id, db.state, groups, turned)).toEqual({});
    const set: Values = {
      securityGroupId: "sg-1",
      ingresses: [
        { action: "ACCEPT", cidrBlock: "10.0.0.0/8", protocol: "TCP", port: "3306" },
        { action: "DROP", cidrBlock: "0.0.0.0/0", protocol: "ALL", port: "ALL" },
      ],
    };
    const { id, state } = await plugin.create(RULES, set);
    const other = { ...set, ingresses: [(set["ingresses"] as Values[])[0]!] };
    expect(await plugin.diff(RULES, id, state, set, other)).toEqual({ "ingresses[1]": "delete" });
  });
});

test("fail without credentials with the message of Tencent's provider", async () => {
  expect((await refused(plugin.configure({ region: "ap-guangzhou" }))).message).toContain(
    "Please set your `secret_id` and `secret_key`.",
  );
});

test("without a sandbox are previewed, and report what is missing on creation", async () => {
  const alone = await Plugin.start(bundle.file);
  try {
    await alone.parameterize("tencentcloud", "1.83.25", parameter);
    await alone.configure({ secretId: "id", secretKey: "key" });
    const planned = await alone.create(GATEWAY, { name: "gw" }, true);
    expect(planned.state).toMatchObject({ name: "gw", bandwidth: 5, publicIpAddress: UNKNOWN });
    expect((await refused(alone.create(GATEWAY, { name: "gw" }))).message).toContain("DBFERRY_SANDBOX_CONTROL");
  } finally {
    await alone.stop();
  }
});
