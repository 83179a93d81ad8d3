import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { CLOUDS } from "../../../model/clouds";
import { Alicloud } from "../../../provider/clouds/alicloud/client";
import { HuaweiClient } from "../../../provider/clouds/huaweicloud/client";
import { assumed, CALLS, needed, PURPOSES, policyOf } from "../../../provider/permissions";
import { ALIBABA_DTS_CALLS } from "../../../provider/permissions/alibabaDts";
import { ALICLOUD_CALLS } from "../../../provider/permissions/alicloud";
import { documents } from "../../../provider/permissions/document";
import { HUAWEI_CALLS } from "../../../provider/permissions/huaweicloud";

const root = resolve(__dirname, "../../..");
const load = createRequire(__filename);
const KEYS = { accessKey: "a", secretKey: "s" };

/** Sources of the code that calls clouds. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, folder, file), "utf8"));
}

describe("a call without a declaration", () => {
  it("is not made by the client of Huawei Cloud", async () => {
    const fetched = vi.fn();
    const client = new HuaweiClient({ ...KEYS, region: "cn-north-4", projectId: "p" });
    const call = client.send("vpc", "deleting a VPC", { method: "DELETE", url: "/v1/{project_id}/vpcs/{vpc_id}" });
    await expect(call).rejects.toThrow(/has no entry in provider\/permissions/);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("does not exist in the client of Alibaba Cloud", async () => {
    const client = new Alicloud({ ...KEYS });
    const call = client.call("cn-hangzhou", "deleting", (sdk) => (sdk as any).deleteDBInstance({}));
    await expect(call).rejects.toThrow(/not a function/);
  });
});

describe("a declaration without a call", () => {
  const code = [...sources("provider/clouds"), ...sources("provider/drivers")].join("\n");

  it.each(Object.keys(ALICLOUD_CALLS))("does not exist: %s", (method) => {
    expect(code).toContain(`client.${method}(`);
  });

  it.each(Object.keys(ALIBABA_DTS_CALLS))("does not exist: %s", (action) => {
    expect(code).toMatch(new RegExp(`client\\.call(<[^(]*>)?\\(\\s*"${action}"`));
  });

  it.each(Object.keys(HUAWEI_CALLS))("does not exist: %s", (name) => {
    const path = name.split(" ")[2]!;
    const batch = /jobs\/(batch-[\w-]+)$/.exec(path)?.[1];
    const words = batch ? [`"${batch}"`] : path.startsWith("/v5") ? ["/v5/{project_id}/jobs/{job_id}"] : [`"${path}"`];
    for (const word of words) expect(code).toContain(word);
  });
});

describe("the policies", () => {
  it("name the calls that the vendor's documents leave out, and no others", () => {
    expect(assumed("huaweicloud", "audit")).toEqual(["drs POST /v3/{project_id}/jobs/batch-detail"]);
    expect(assumed("huaweicloud", "clean")).toEqual(["drs POST /v3/{project_id}/jobs/batch-detail"]);
    expect(assumed("alicloud", "up")).toEqual([]);
  });

  it("only read for an audit", () => {
    for (const cloud of CLOUDS) {
      for (const permission of needed(cloud, "audit")) expect(permission).toMatch(/:(Describe\w+|get|list)$/);
    }
  });

  it("for an update without a VPN permit nothing that only a VPN needs", () => {
    expect(needed("huaweicloud", "networks")).toEqual(
      expect.arrayContaining(["vpn:vpnGateways:create", "vpc:subnets:delete", "vpc:peerings:create"]),
    );
    // A machine's network interface and the subnets of a peering are read without one, too.
    const ofNetworks = /^(vpn|er|ces):|(subnets|ports):(?!(get|list)$)/;
    expect(needed("huaweicloud", "up").filter((name) => ofNetworks.test(name))).toEqual([]);
    expect(CLOUDS.filter((cloud) => needed(cloud, "networks").length > 0)).toEqual([...CLOUDS]);
    expect(needed("alicloud", "networks")).toContain("vpc:CreateVpnGateway");
    expect(needed("alicloud", "up").filter((name) => name.startsWith("vpc:"))).toEqual([]);
  });

  it("contain every permission of every call, and no wildcard", () => {
    for (const cloud of CLOUDS) {
      for (const purpose of PURPOSES) {
        const wanted = CALLS[cloud]
          .flatMap((table) => Object.values(table))
          .filter(({ purposes }) => purposes.includes(purpose))
          .flatMap(({ needs }) => needs);
        const text = JSON.stringify(policyOf(cloud, purpose));
        for (const permission of wanted) expect(text).toContain(`"${permission}"`);
        expect(needed(cloud, purpose).join()).not.toContain("*");
      }
    }
  });

  it("of Alibaba Cloud for an update are limited to the source's instance", () => {
    const policy = policyOf("alicloud", "up", { instance: "rm-1", region: "cn-hangzhou", account: "42" });
    expect(policy["Statement"]).toEqual([
      expect.objectContaining({ Effect: "Allow", Resource: "acs:rds:cn-hangzhou:42:dbinstance/rm-1" }),
      expect.objectContaining({ Effect: "Allow", Resource: "acs:dts:cn-hangzhou:42:instance/*" }),
      // Machines and security groups, for a source on ECS.
      expect.objectContaining({
        Effect: "Allow",
        Resource: "*",
        Action: expect.arrayContaining(["ecs:DescribeInstances"]),
      }),
    ]);
  });

  it("name what the vendors' providers call for every resource that the components register", () => {
    // Every vendor resource class that a component imports, by its token.
    const imported = sources("components").flatMap((text) => [
      ...text.matchAll(/import \{ ([^}]+) \} from "(@pulumi\/(?:alicloud|huaweicloud|tencentcloud)[^"]*)"/g),
    ]);
    const types = imported.flatMap(([, names, path]) =>
      names!
        .split(", ")
        .flatMap((name) => (load(path!) as Record<string, { __pulumiType?: string }>)[name]?.__pulumiType ?? []),
    );
    const known = new Set(
      CLOUDS.flatMap((cloud) => CALLS[cloud].flatMap((table) => Object.values(table).map((call) => call.resource))),
    );
    expect(types.length).toBeGreaterThan(2);
    for (const type of types) expect(known).toContain(type);
  });
});

it("match the committed documents", () => {
  for (const [path, text] of Object.entries(documents())) {
    expect(readFileSync(join(root, "docs", path), "utf8"), `docs/${path} is old: npm run docs`).toBe(text);
  }
  const files = readdirSync(join(root, "docs/permissions")).map((file) => `permissions/${file}`);
  expect(files.sort()).toEqual(
    Object.keys(documents())
      .filter((path) => path.endsWith(".json"))
      .sort(),
  );
  expect(existsSync(join(root, "docs/permissions.md"))).toBe(true);
});
