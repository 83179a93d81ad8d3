import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { execa } from "execa";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Stage } from "../../../proofs/package/stage";
import { root } from "../harness";

/** A program's imports, by part of the package. */
const PROGRAM = `
import { HuaweicloudTaskEip, Migration, type MigrationArgs } from "dbferry";
import { Provider as Huaweicloud, Vpc } from "dbferry/huaweicloud";
import { migrate, type MigrationInput } from "dbferry/program";
import { AllowlistEntry, Provider } from "dbferry/provider";
import { Vpc as TencentVpc } from "dbferry/tencentcloud";
import type * as pulumi from "@pulumi/pulumi";

const migration: MigrationInput = {
  name: "shop",
  owner: "dba@example.com",
  expires: "2026-12-15T00:00:00Z",
  engine: "drs",
  source: { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-bp1x", databases: "all", admin: { user: "dba" } },
  target: {
    place: "huaweicloud-rds",
    region: "cn-north-4",
    instanceId: "0f1e2d",
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    securityGroupId: "sg-1",
    privateIp: "192.168.10.5",
    admin: { user: "root" },
  },
};
// @ts-expect-error a place that there is not
const wrong: MigrationInput = { ...migration, source: { ...migration.source, place: "moon" } };

export function make(args: MigrationArgs, provider: Huaweicloud, ours: Provider): pulumi.Output<string> {
  const shop = new Migration("shop", args);
  const gtid: pulumi.Output<string | undefined> = shop.gtid;
  const eip = new HuaweicloudTaskEip(
    "shop",
    { eipName: "dbferry-shop", region: "cn-north-4", migration: "shop", expires: migration.expires },
    { provider },
  );
  new AllowlistEntry("shop", { cloud: "alicloud", instanceId: "rm-1", region: "cn-hangzhou", group: "shop", cidrs: [eip.cidr] }, { provider: ours });
  // @ts-expect-error an address is text
  new AllowlistEntry("shop", { cloud: "alicloud", instanceId: "rm-1", region: "cn-hangzhou", group: "shop", cidrs: [1] });
  return eip.cidr;
}
export const parts = [HuaweicloudTaskEip, Migration, Huaweicloud, Vpc, TencentVpc, migrate, AllowlistEntry, Provider];
`;

/** Compilation modes of programs: module kind and module resolution. */
const COMPILED = {
  "CommonJS in Node.js": { kind: "commonjs", module: "nodenext", moduleResolution: "nodenext" },
  "ESM in Node.js": { kind: "module", module: "nodenext", moduleResolution: "nodenext" },
  "a bundler": { kind: "module", module: "esnext", moduleResolution: "bundler" },
  "the look-up before exports maps": { kind: "commonjs", module: "commonjs", moduleResolution: "node10" },
};

describe("the package's types", () => {
  let stage: Stage;
  let folder: string;
  beforeAll(async () => {
    stage = await Stage.open(root);
    folder = join(stage.folder, "types");
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), '{ "name": "types", "private": true }');
    await npm("install", stage.tarball, "typescript", "@types/node");
  });
  afterAll(() => stage?.close());

  const npm = (...args: string[]) =>
    execa("npm", args, {
      cwd: folder,
      env: { npm_config_registry: stage.registry.url, npm_config_cache: join(stage.folder, "npm-cache") },
    });

  it("are found by every kind of import", async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(stage.tarball))));
    if (!result.types) throw new Error("the tarball has no types");
    expect(result.problems).toEqual([]);
    expect(Object.keys(result.entrypoints)).toEqual(
      expect.arrayContaining([".", "./provider", "./program", "./huaweicloud", "./tencentcloud"]),
    );
  });

  it("and the manifest say what is in the tarball", async () => {
    const file = readFileSync(stage.tarball);
    const tarball = new Uint8Array(file).buffer;
    const { messages } = await publint({ pack: { tarball } });
    expect(messages).toEqual([]);
    const { dependencies, bundledDependencies } = JSON.parse(
      readFileSync(join(folder, "node_modules/dbferry/package.json"), "utf8"),
    );
    expect(Object.values<string>(dependencies).filter((version) => !/^\d/.test(version))).toEqual([]);
    expect(bundledDependencies).toBeUndefined();
  });

  it("come with the licences of what is bundled", () => {
    const text = readFileSync(join(folder, "node_modules/dbferry/LICENSES.txt"), "utf8");
    const names = [...text.matchAll(/^-{72}\n(\S+) \S+: (.+)$/gm)].map(([, name, licence]) => [name, licence]);
    const of = Object.fromEntries(names);
    expect(of).toMatchObject({
      zod: "MIT",
      mysql2: "MIT",
      "@grpc/grpc-js": "Apache-2.0",
      "@alicloud/rds20140815": "Apache-2.0",
    });
    expect(Object.values(of)).not.toContain("not stated");
    expect(text).toContain("Permission is hereby granted, free of charge");
  });

  it.each(Object.entries(COMPILED))("are strict in a program for %s", async (_, { kind, ...compiled }) => {
    const own = join(folder, compiled.moduleResolution + kind);
    mkdirSync(own);
    const compilerOptions = {
      strict: true,
      target: "es2022",
      types: ["node"],
      outDir: "out",
      ...compiled,
      // TypeScript 6 still accepts the old resolution if its deprecation is silenced.
      ...(compiled.moduleResolution === "node10" ? { ignoreDeprecations: "6.0" } : {}),
    };
    writeFileSync(join(own, "package.json"), JSON.stringify({ type: kind }));
    writeFileSync(join(own, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    writeFileSync(join(own, "index.ts"), PROGRAM);
    const tsc = await execa("node", ["../node_modules/typescript/bin/tsc", "-p", "."], { cwd: own, reject: false });
    expect(tsc.exitCode, tsc.stdout).toBe(0);
    if (compiled.moduleResolution === "bundler") return;
    const ask = "console.log(loaded.parts.every((part) => typeof part === 'function'))";
    const load =
      kind === "module" ? 'import * as loaded from "./out/index.js";' : 'const loaded = require("./out/index.js");';
    const loaded = await execa("node", [`--input-type=${kind}`, "-e", `${load}${ask}`], { cwd: own });
    expect(loaded).toMatchObject({ stdout: "true", stderr: "" });
  });
});
