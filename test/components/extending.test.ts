import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LINES } from "../e2e/fourthCloud/project";
import { certificate } from "../support/certificate";
import { extendedBy, kitLines, MODEL_LINES } from "../support/extended";
import { NOW, smallestMigration } from "../support/smallestMigration";
import type { build as Build } from "./madeUp/program";

const root = resolve(__dirname, "../..");
const madeUp = (file: string) => join(__dirname, "madeUp", file);

const extended = extendedBy({ ...MODEL_LINES, ...kitLines(madeUp("kits")) });

describe("docs/extending.md", () => {
  const page = readFileSync(join(root, "docs/extending.md"), "utf8").split("## Optional")[0]!;

  it("names every table that the made-up cloud has a line in, and no other", () => {
    const named = [...page.matchAll(/a line in `([^`]+)`/g)].map(([, file]) => file);
    // This one is generated.
    const { "provider/sdk/provider.ts": _, ...byHand } = LINES;
    expect(named.sort()).toEqual(Object.keys(byHand).sort());
    expect(page).toContain("`provider/sdk/provider.ts`");
    expect(page).toContain(`each of the ${named.length} tables`);
  });
});

describe("a fourth cloud with a place, a path and an engine, by new files and one line in each table,", () => {
  let folder: string;
  let build: typeof Build;
  beforeAll(async () => {
    folder = mkdtempSync(join(root, ".toolchain/extended-"));
    const outfile = join(folder, "program.cjs");
    await esbuild.build({
      entryPoints: [madeUp("program.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@pulumi/*"],
      plugins: [extended],
      logLevel: "silent",
    });
    ({ build } = createRequire(__filename)(outfile));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
  afterEach(() => void vi.useRealTimers());

  const nimbus = (more: object = {}) =>
    smallestMigration((input) => {
      const place = { place: "nimbus-mysql", region: "nowhere-1", instanceId: "db-1", admin: { user: "root" } };
      input.source.ca = certificate({ name: "source CA", authority: true }).cert;
      Object.assign(input, { engine: "carrier", carrier: { wagons: 3 }, path: "tube", target: place }, more);
    });
  const twoRegions = {
    source: { place: "nimbus-mysql", region: "nowhere-2", instanceId: "db-2", admin: { user: "dba" } },
  };

  it("is composed without a change to the composition", async () => {
    const { registered } = await build(nimbus(twoRegions), "migrate", NOW);
    expect(registered.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      "shop dbferry:index:Migration",
      "shop-account dbferry:index:MysqlAccount",
      "shop-preflight dbferry:index:Preflight",
      "shop-record dbferry:index:MigrationRecord",
      "shop-run dbferry:index:TaskRun",
      "shop-source-door nimbus:index:Door",
      "shop-target-door nimbus:index:Door",
      "shop-task nimbus:index:Carrier",
      "shop-tube nimbus:index:Tube",
    ]);
    const of = (type: string) => registered.find((one) => one.type === type)!.inputs;
    expect(of("nimbus:index:Carrier")).toEqual({ wagons: 3 });
    // Blocks stay blocks, and account hosts use a notation that every MySQL version accepts.
    expect(of("nimbus:index:Door")["from"]).toEqual(["198.51.100.0/28", "203.0.113.9/32"]);
    expect(of("dbferry:index:MysqlAccount")["hosts"]).toEqual(["198.51.100.0/255.255.255.240", "203.0.113.9"]);
  });

  it("can be combined with an existing place", async () => {
    const { registered, asked } = await build(nimbus(), "prepare", NOW);
    expect(registered.map(({ type }) => type)).toContain("dbferry:index:AllowlistEntry");
    expect(asked).toMatchObject([{ cloud: "alicloud", instanceId: "rm-bp1x" }]);
  });

  it("is validated like the others", async () => {
    await expect(build(nimbus({ carrier: { wagons: 0 } }), "prepare", NOW)).rejects.toThrow(/carrier\.wagons: 0/);
    await expect(build(nimbus({ drs: {} }), "prepare", NOW)).rejects.toThrow(
      /drs: settings of drs, with engine: carrier/,
    );
    await expect(build(nimbus({ path: "public" }), "prepare", NOW)).rejects.toThrow(/by carrier over public/);
    const elsewhere = { source: { ...twoRegions.source, region: "cn-hangzhou" } };
    await expect(build(nimbus(elsewhere), "prepare", NOW)).rejects.toThrow(
      /source\.region: "cn-hangzhou"; needed: a region of nimbus/,
    );
  });
});
