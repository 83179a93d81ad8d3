import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Secret, UNKNOWN, type Values } from "../../../plugin/values";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import type { HuaweicloudServices } from "../../../sandbox/huaweicloud";
import { startHuaweicloud } from "../../../sandbox/huaweicloud";
import { Clock } from "../../../sandbox/world/clock";
import { bundlePlugin, Plugin, refused } from "./plugin";

const credentials = { accessKey: "HWAK", secretKey: "huawei-secret", projectId: "p".repeat(32), region: "cn-north-4" };
const EIP = "huaweicloud:index/vpcEip:VpcEip";
const RULE = "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule";
const ACCOUNT = "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount";

/** The parameter exactly as in the generated SDK. */
const sdk = JSON.parse(readFileSync(resolve(__dirname, "../../../scripts/codegen/schemas/huaweicloud.json"), "utf8"));
const parameter = JSON.parse(Buffer.from(sdk.parameterization.parameter, "base64").toString("utf8"));

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let world: SandboxWorld;
let services: HuaweicloudServices;
let plugin: Plugin;
let group: string;

beforeAll(async () => {
  bundle = await bundlePlugin("terraform-provider.ts");
});
afterAll(() => bundle.dispose());

beforeEach(async () => {
  world = newWorld(new Clock(200));
  group = world.huaweicloud.securityGroups.add({ region: credentials.region, name: "target" }).id;
  services = await startHuaweicloud({ world, credentials, servers: { setReplicationFilter: async () => {} } });
  plugin = await Plugin.start(bundle.file);
  await plugin.parameterize("huaweicloud", "1.97.1", parameter);
});
afterEach(async () => {
  await plugin.stop();
  await services.close();
});

const config = (): Values => ({
  accessKey: credentials.accessKey,
  secretKey: new Secret(credentials.secretKey),
  projectId: credentials.projectId,
  region: credentials.region,
  skipCheckWebsiteType: "true",
  endpoints: JSON.stringify(services.endpoints),
});

const eip: Values = {
  name: "dbferry-shop",
  publicip: { type: "5_bgp" },
  bandwidth: { shareType: "PER", name: "dbferry-shop", size: 5, chargeMode: "traffic" },
  tags: { "migrate-id": "shop" },
  description: "for a while",
};
const rule = (): Values => ({
  securityGroupId: group,
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
  remoteIpPrefix: "10.0.0.8/32",
  action: "allow",
  description: "dbferry",
});

describe("parameterization", () => {
  test("accepts the generated SDK's value and then has its schema", async () => {
    expect(await plugin.parameterize("huaweicloud", "1.97.1", parameter)).toEqual({
      name: "huaweicloud",
      version: "1.97.1",
    });
    const schema = await plugin.schema();
    expect(Object.keys(schema["resources"]!).sort()).toEqual(Object.keys(sdk.resources).sort());
    expect(schema["resources"]?.[EIP]).toMatchObject({ requiredInputs: ["bandwidth", "publicip"] });
  });

  test.each([
    [
      "a provider it does not have",
      "huaweicloud",
      "1.97.1",
      { remote: { url: "x/y/aws", version: "1.97.1" } },
      'its parameter is for "aws"',
    ],
    [
      "another version",
      "huaweicloud",
      "1.0.0",
      { remote: { url: "x/y/huaweicloud", version: "1.0.0" } },
      "1.97.1, the program uses 1.0.0",
    ],
    [
      "a resource it does not have",
      "huaweicloud",
      "1.97.1",
      { ...parameter, includes: ["huaweicloud_obs_bucket"] },
      "huaweicloud_obs_bucket",
    ],
  ])("refuses %s", async (_what, name, version, value, text) => {
    expect((await refused(plugin.parameterize(name, version, value))).message).toContain(text);
  });

  test("leaves out what the SDK was not generated with", async () => {
    await plugin.parameterize("huaweicloud", "1.97.1", { ...parameter, includes: ["huaweicloud_vpc_eip"] });
    expect((await refused(plugin.check(RULE, rule()))).message).toContain("unrecognized resource type");
    expect((await plugin.check(EIP, eip)).failures).toEqual([]);
  });

  test("must come first", async () => {
    const bare = await Plugin.start(bundle.file);
    expect((await refused(bare.configure(config()))).message).toContain("must be parameterized");
    await bare.stop();
  });
});

describe("configuration", () => {
  test("is validated against the real schema, and refused without region or keys in the vendor's words", async () => {
    expect(await plugin.checkConfig(config())).toEqual([]);
    expect(await plugin.checkConfig({ maxRetries: JSON.stringify("many") })).toEqual([
      expect.stringContaining("maxRetries"),
    ]);
    expect((await refused(plugin.configure({ accessKey: "a", secretKey: "b" }))).message).toBe(
      "region should be provided",
    );
    expect((await refused(plugin.configure({ region: "cn-north-4" }))).message).toContain(
      "AkSk or ECS agency must be provided",
    );
  });

  test("finds the project of the region if none is given", async () => {
    const { projectId: _, ...rest } = config();
    await plugin.configure(rest);
    expect((await plugin.create(EIP, eip)).state["address"]).toMatch(/^203\.0\.113\./);
  });
});

describe("inputs", () => {
  test("are validated: nested types, allowed values, combinations; defaults are not added", async () => {
    const { inputs, failures } = await plugin.check(EIP, eip);
    expect([inputs, failures]).toEqual([eip, []]);
    const bad: Values = { ...eip, publicip: { kind: "x" }, bandwidth: { shareType: "HALF", size: "5" }, period: 1 };
    expect((await plugin.check(EIP, bad)).failures).toEqual([
      expect.stringContaining('to be one of ["PER" "WHOLE"], got HALF'),
      expect.stringContaining("expected a whole number, got a string. Examine values at 'it.bandwidth.size'"),
      expect.stringContaining("Invalid or unknown key. Examine values at 'it.publicip.kind'"),
      expect.stringContaining("one of `bandwidth.id,bandwidth.name` must be specified"),
      expect.stringContaining("all of `period,period_unit` must be specified"),
    ]);
    const both: Values = { ...rule(), portRangeMin: 3306, portRangeMax: 3306 };
    expect((await plugin.check(RULE, both)).failures).toEqual(
      expect.arrayContaining([expect.stringContaining('"ports": conflicts with port_range_max')]),
    );
  });

  // In the vendor's resource_huaweicloud_vpc_eip.go, all four have ConflictsWith "publicip.0.ip_address".
  test.each([
    ["auto_pay", { autoPay: "true" }],
    ["auto_renew", { autoRenew: "true" }],
    ["period", { period: 1, periodUnit: "month" }],
    ["period_unit", { period: 1, periodUnit: "month" }],
  ])("of an EIP: %s is refused with a given address, and accepted without one", async (name, charge) => {
    const given: Values = { ...eip, ...charge, publicip: { type: "5_bgp", ipAddress: "203.0.113.7" } };
    expect((await plugin.check(EIP, given)).failures).toEqual(
      expect.arrayContaining([expect.stringContaining(`"${name}": conflicts with publicip.ip_address`)]),
    );
    expect((await plugin.check(EIP, { ...eip, ...charge })).failures).toEqual([]);
  });
});

describe("an EIP", () => {
  beforeEach(() => plugin.configure(config()));

  test("is planned, created, read, changed in place, and released", async () => {
    const preview = await plugin.create(EIP, eip, true);
    expect(preview.state).toMatchObject({ name: "dbferry-shop", address: UNKNOWN, publicip: { type: "5_bgp" } });
    expect(preview.state["bandwidth"]).toEqual({ ...(eip["bandwidth"] as Values), id: UNKNOWN });
    expect(world.huaweicloud.eips.list()).toEqual([]);

    const { id, state } = await plugin.create(EIP, eip);
    const made = world.huaweicloud.eips.get(id);
    expect(made).toMatchObject({ name: "dbferry-shop", bandwidthSize: 5, tags: { "migrate-id": "shop" } });
    expect(state).toMatchObject({
      address: made.address,
      status: "UNBOUND",
      chargingMode: "postPaid",
      description: "for a while",
      tags: { "migrate-id": "shop" },
      bandwidth: { size: 5, chargeMode: "traffic", shareType: "PER", id: made.bandwidthId },
      publicip: { type: "5_bgp", ipVersion: 4, ipAddress: made.address },
    });
    expect(await plugin.diff(EIP, id, state, eip, eip)).toEqual({});
    expect(await plugin.read(EIP, id, state, eip)).toEqual({ id, state, inputs: eip });

    const changed: Values = {
      ...eip,
      name: "renamed",
      tags: { "migrate-id": "shop", extra: "1" },
      bandwidth: { ...(eip["bandwidth"] as Values), size: 10 },
      description: "for longer",
    };
    expect(await plugin.diff(EIP, id, state, eip, changed)).toEqual({
      name: "update",
      tags: "update",
      "bandwidth.size": "update",
      description: "update",
    });
    const after = await plugin.update(EIP, id, state, changed);
    expect(world.huaweicloud.eips.get(id)).toMatchObject({
      name: "renamed",
      bandwidthSize: 10,
      tags: { "migrate-id": "shop", extra: "1" },
    });
    expect(after["address"]).toBe(made.address);
    expect(await plugin.diff(EIP, id, after, changed, changed)).toEqual({});

    await plugin.delete(EIP, id, after);
    expect(world.huaweicloud.eips.find(id)).toBeUndefined();
    expect(await plugin.read(EIP, id, after, changed)).toBeUndefined();
  });

  test("is imported without a difference to the program that created it", async () => {
    const { id, state } = await plugin.create(EIP, eip);
    const imported = (await plugin.read(EIP, id))!;
    expect(imported.state).toEqual(state);
    expect(imported.inputs).toMatchObject({ name: "dbferry-shop", publicip: { type: "5_bgp" } });
    expect(await plugin.diff(EIP, id, imported.state, imported.inputs, eip)).toEqual({});
    const other: Values = { ...eip, bandwidth: { ...(eip["bandwidth"] as Values), size: 6 } };
    expect(await plugin.diff(EIP, id, imported.state, imported.inputs, other)).toEqual({ "bandwidth.size": "update" });
    const opening = await plugin.create(RULE, rule());
    const found = (await plugin.read(RULE, opening.id))!;
    expect(await plugin.diff(RULE, opening.id, found.state, found.inputs, rule())).toEqual({});
  });

  test("is replaced when its type or its sharing changes", async () => {
    const { id, state } = await plugin.create(EIP, eip);
    expect(await plugin.diff(EIP, id, state, eip, { ...eip, publicip: { type: "5_sbgp" } })).toEqual({
      "publicip.type": "update_replace",
    });
    const region = { ...eip, region: "cn-east-3" };
    expect(await plugin.diff(EIP, id, state, eip, region)).toEqual({ region: "update_replace" });
  });

  test("shows no drift when a task has bound it", async () => {
    const { id, state } = await plugin.create(EIP, eip);
    world.huaweicloud.eips.bind(id, "jb000001", "10.0.0.8");
    const found = (await plugin.read(EIP, id, state, eip))!;
    expect(found.state).toMatchObject({ status: "BOUND", privateIp: "10.0.0.8" });
    expect(found.inputs).toEqual(eip);
    expect(await plugin.diff(EIP, id, found.state, found.inputs, eip)).toEqual({});
    expect((await refused(plugin.delete(EIP, id, found.state))).message).toContain("error deleting publicip");
    expect(world.huaweicloud.eips.find(id)).toBeDefined();
  });

  test("that the cloud refuses shows the cloud's words and is not in the state", async () => {
    const dear: Values = { ...eip, bandwidth: { shareType: "PER", name: "x", size: 4000 } };
    const { message, kept } = await refused(plugin.create(EIP, dear));
    expect(message).toMatch(/^error allocating EIP: Bad request with: \[POST http:.*publicips\], error message: \{/);
    expect(kept).toBeUndefined();
    await plugin.configure({ ...config(), secretKey: "wrong" });
    const denied = await refused(plugin.create(EIP, eip));
    expect(denied.message).toContain("Authentication failed");
    expect(denied.message).not.toContain("huawei-secret");
  });

  test("is missing from the state if an error followed its allocation, as with the real bridge", async () => {
    const { kept } = await refused(plugin.create(EIP, { ...eip, tags: { "no:colon": "1" } }));
    expect(kept).toBeUndefined();
    expect(world.huaweicloud.eips.list().map((one) => one.name)).toEqual(["dbferry-shop"]);
  });

  test("is found by the data source", async () => {
    const { state } = await plugin.create(EIP, eip);
    const found = await plugin.invoke("huaweicloud:index/getVpcEip:getVpcEip", { publicIp: state["address"]! });
    expect(found).toMatchObject({ name: "dbferry-shop", status: "UNBOUND", bandwidthSize: 5 });
    const none = await refused(plugin.invoke("huaweicloud:index/getVpcEip:getVpcEip", { publicIp: "203.0.113.250" }));
    expect(none.message).toContain("returned no results");
    const other = await refused(plugin.invoke("huaweicloud:index/getDrsJobs:getDrsJobs", { jobType: "migration" }));
    expect(other.message).toContain("does not implement this data source");
  });
});

describe("a rule of a security group", () => {
  beforeEach(() => plugin.configure(config()));

  test("opens exactly what it says, is replaced by any change, and closes again", async () => {
    const { id, state } = await plugin.create(RULE, rule());
    expect(world.huaweicloud.securityGroups.rules(group)).toEqual([
      expect.objectContaining({
        id,
        direction: "ingress",
        ports: "3306",
        remoteIpPrefix: "10.0.0.8/32",
        action: "allow",
      }),
    ]);
    expect(await plugin.diff(RULE, id, state, rule(), rule())).toEqual({});
    expect(await plugin.read(RULE, id, state, rule())).toEqual({ id, state, inputs: rule() });
    expect(await plugin.diff(RULE, id, state, rule(), { ...rule(), ports: "3307" })).toEqual({
      ports: "update_replace",
    });
    await plugin.delete(RULE, id, state);
    expect(world.huaweicloud.securityGroups.rules(group)).toEqual([]);
    await plugin.delete(RULE, id, state);
  });

  test("is created through version 1 of the API if it only has a port range", async () => {
    const { ports: _, action: __, ...rest } = rule();
    const { id } = await plugin.create(RULE, { ...rest, portRangeMin: 3306, portRangeMax: 3310 });
    expect(world.huaweicloud.securityGroups.rule(id).ports).toBe("3306-3310");
  });

  test("that exists already is refused in the cloud's words", async () => {
    await plugin.create(RULE, rule());
    const { message } = await refused(plugin.create(RULE, rule()));
    expect(message).toMatch(/^error creating Security Group rule: Resource conflict with/);
  });
});

describe("non-updatable arguments", () => {
  const before: Values = { instanceId: "i1", name: "m", password: "p", hosts: ["%"] };

  test("fail the plan, or replace if that is requested", async () => {
    await plugin.configure(config());
    const { message } = await refused(plugin.diff(ACCOUNT, "i1/m", before, before, { ...before, name: "n" }));
    expect(message).toBe('name can\'t be updated, "m" -> "n"');
    expect(await plugin.diff(ACCOUNT, "i1/m", before, before, { ...before, password: "q" })).toEqual({
      password: "update",
    });
    await plugin.configure({ ...config(), enableForceNew: "true" });
    expect(await plugin.diff(ACCOUNT, "i1/m", before, before, { ...before, name: "n" })).toEqual({
      name: "update_replace",
    });
  });
});
