import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlicloudServices } from "../../../sandbox/alicloud";
import { startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import type { HuaweicloudServices } from "../../../sandbox/huaweicloud";
import { startHuaweicloud } from "../../../sandbox/huaweicloud";
import { Clock } from "../../../sandbox/world/clock";
import { bundlePlugin } from "./plugin";

const root = resolve(__dirname, "../../..");
const aliyun = { accessKey: "LTAIsandbox", secretKey: "alibaba-s3cret", region: "cn-hangzhou" };
const huawei = { accessKey: "HWAK", secretKey: "huawei-s3cret", projectId: "p".repeat(32), region: "cn-north-4" };
const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };

/** A migration's opening, as written in a program; `wide` requests a bandwidth that the cloud refuses. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { Provider: Alicloud } = require("@pulumi/alicloud/provider");
const { Connection } = require("@pulumi/alicloud/rds/connection");
const huaweicloud = require("@pulumi/huaweicloud");
const at = JSON.parse(process.env.AT);
const aliyun = new Alicloud("aliyun", { region: "cn-hangzhou", protocol: "HTTP", endpoints: [{ rds: new URL(at.rds).host }] });
const huawei = new huaweicloud.Provider("huawei", { region: "cn-north-4", skipCheckWebsiteType: true, endpoints: at.huawei });
const endpoint = new Connection("endpoint", { instanceId: "rm-source01", connectionPrefix: "dbferry-shop" }, { provider: aliyun });
const eip = new huaweicloud.VpcEip("eip", {
  name: "dbferry-shop",
  publicip: { type: "5_bgp" },
  bandwidth: { shareType: "PER", name: "dbferry-shop", size: at.size, chargeMode: "traffic" },
  tags: { "migrate-id": "shop" },
}, { provider: huawei });
const rule = new huaweicloud.NetworkingSecgroupRule("rule", {
  securityGroupId: at.group, direction: "ingress", ethertype: "IPv4", protocol: "tcp", ports: "3306", action: "allow",
  remoteIpPrefix: pulumi.interpolate\`\${eip.address}/32\`, ...at.more,
}, { provider: huawei });
exports.host = endpoint.connectionString;
exports.address = eip.address;
`;

let folder: string;
let world: SandboxWorld;
let alicloud: AlicloudServices;
let huaweicloud: HuaweicloudServices;
let group: string;
const bundles: Awaited<ReturnType<typeof bundlePlugin>>[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-engine-"));
  for (const name of ["bin", "state", "program"]) mkdirSync(join(folder, name));
  for (const plugin of ["alicloud", "terraform-provider"]) {
    const bundle = await bundlePlugin(`${plugin}.ts`);
    bundles.push(bundle);
    const launcher = `#!/bin/sh\nexec "${process.execPath}" "${bundle.file}" "$@"\n`;
    writeFileSync(join(folder, "bin", `pulumi-resource-${plugin}`), launcher, { mode: 0o755 });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "program/node_modules"));
  writeFileSync(join(folder, "program/index.js"), PROGRAM);
  writeFileSync(join(folder, "program/package.json"), JSON.stringify({ name: "opening", main: "index.js" }));
  const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
  writeFileSync(join(folder, "program/Pulumi.yaml"), `name: opening\n${runtime}\n`);
  world = newWorld(new Clock(200));
  world.alicloud.rds.add({ id: "rm-source01", region: aliyun.region, mysql });
  group = world.huaweicloud.securityGroups.add({ region: huawei.region, name: "target" }).id;
  alicloud = await startAlicloud({ world, credentials: aliyun });
  huaweicloud = await startHuaweicloud({
    world,
    credentials: huawei,
    servers: { setReplicationFilter: async () => {} },
  });
  await pulumi("stack", "init", "dev");
});

afterAll(async () => {
  await alicloud?.close();
  await huaweicloud?.close();
  for (const bundle of bundles) bundle.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function pulumi(...args: string[]) {
  return pulumiWith({}, ...args);
}

async function pulumiWith(at: object, ...args: string[]) {
  const system = (process.env["PATH"] ?? "").split(delimiter).filter((one) => !one.includes("node_modules/.bin"));
  const path = [join(folder, "bin"), join(root, ".toolchain/bin"), join(root, "scripts/engine/bin"), ...system];
  const result = await execa("pulumi", args, {
    cwd: join(folder, "program"),
    reject: false,
    all: true,
    extendEnv: false,
    env: {
      HOME: folder,
      PATH: path.join(delimiter),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "x",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ALIBABA_CLOUD_ACCESS_KEY_ID: aliyun.accessKey,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: aliyun.secretKey,
      HW_ACCESS_KEY: huawei.accessKey,
      HW_SECRET_KEY: huawei.secretKey,
      AT: JSON.stringify({
        rds: alicloud.endpoints.rds,
        huawei: huaweicloud.endpoints,
        group,
        size: 5,
        more: {},
        ...at,
      }),
    },
  });
  return { code: result.exitCode, output: result.all };
}

async function unchanged(...args: string[]): Promise<void> {
  const { code, output } = await pulumi(...args, "--diff");
  expect(code, output).toBe(0);
}

const common = ["--stack", "dev", "--non-interactive", "--color", "never"];
const apply = ["--yes", "--skip-preview"];

test("the real engine previews, creates, keeps and removes an opening through the stand-ins", async () => {
  const preview = await pulumi("preview", ...common);
  expect(preview.output).toMatch(/\+ 6 to create/);
  expect(preview.code).toBe(0);
  expect(world.huaweicloud.eips.list()).toEqual([]);

  const up = await pulumi("up", ...common, ...apply);
  expect(up.output).toContain('host   : "dbferry-shop.mysql.rds.aliyuncs.com"');
  expect(up.code).toBe(0);
  const [eip] = world.huaweicloud.eips.list();
  expect(world.huaweicloud.securityGroups.rules(group).map((rule) => rule.remoteIpPrefix)).toEqual([
    `${eip?.address}/32`,
  ]);
  expect(world.alicloud.rds.get("rm-source01").publicEndpoint?.host).toBe("dbferry-shop.mysql.rds.aliyuncs.com");

  await unchanged("up", ...common, ...apply, "--expect-no-changes");
  await unchanged("refresh", ...common, ...apply, "--expect-no-changes");
  await unchanged("preview", ...common, "--refresh", "--expect-no-changes");
  const state = readFileSync(join(folder, "state/.pulumi/stacks/opening/dev.json"), "utf8");
  expect(state).toContain(eip?.address);
  expect(state).not.toContain("s3cret");

  const wider = await pulumiWith({ size: 10, more: { ports: "3307" } }, "preview", ...common, "--diff");
  expect(wider.output).toMatch(/size\s*: 5 => 10/);
  expect(wider.output).toContain("+-huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule: (replace)");
  expect(wider.code).toBe(0);

  const destroy = await pulumi("destroy", ...common, ...apply);
  expect(destroy.code, destroy.output).toBe(0);
  expect([world.huaweicloud.eips.list(), world.huaweicloud.securityGroups.rules(group)]).toEqual([[], []]);
  expect(world.alicloud.rds.get("rm-source01").publicEndpoint).toBeUndefined();
});

test("mistakes stop in the preview, refusals of the cloud stop the update, each in the vendor's words", async () => {
  const typo = await pulumiWith({ more: { direction: "inwards", priority: "high" } }, "preview", ...common);
  expect(typo.code).not.toBe(0);
  expect(typo.output).toContain("expected a whole number, got a string. Examine values at 'rule.priority'");
  expect(typo.output).toContain('expected direction to be one of ["ingress" "egress"], got inwards');

  expect((await pulumi("destroy", ...common, ...apply)).code).toBe(0);
  const dear = await pulumiWith({ size: 4000 }, "up", ...common, ...apply);
  expect(dear.code).not.toBe(0);
  expect(dear.output).toContain("error allocating EIP: Bad request with: [POST");
  expect((await pulumi("destroy", ...common, ...apply)).code).toBe(0);
  expect(world.alicloud.rds.get("rm-source01").publicEndpoint).toBeUndefined();
});
