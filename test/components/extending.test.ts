import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { certificate } from "../support/certificate";
import { NOW, smallestMigration } from "../support/smallestMigration";
import type { build as Build } from "./madeUp/program";

const root = resolve(__dirname, "../..");
const madeUp = (file: string) => join(__dirname, "madeUp", file);

/** The line that each table gets: after which text, from which new file. */
const LINES: Record<string, { table: string; line: string; from: string; name: string }> = {
  "model/clouds/index.ts": { table: "FACTS = {", line: "nimbus,", from: "cloud", name: "nimbus" },
  "model/spec/places/index.ts": {
    ...{ table: "PLACES = {", line: '"nimbus-mysql": nimbusMysql,', from: "place", name: "nimbusMysql" },
  },
  "model/spec/engines/index.ts": { table: "ENGINE_FACTS = {", line: "carrier,", from: "engine", name: "carrier" },
  "model/paths.ts": { table: "PATHS = [", line: '"tube",', from: "", name: "" },
  "components/kits/places.ts": {
    ...{ table: "PlaceKit<P> } = {", line: '"nimbus-mysql": nimbusMysql,', from: "kits", name: "nimbusMysql" },
  },
  "components/kits/paths.ts": {
    table: "PathKit>> = {",
    line: "get tube() { return tube; },",
    from: "kits",
    name: "tube",
  },
  "components/kits/engines.ts": {
    ...{ table: "EngineKit>> = {", line: "get carrier() { return carrier; },", from: "kits", name: "carrier" },
  },
};

/** Reads the sources as they are, with one line more in each table. */
const extended: esbuild.Plugin = {
  name: "extended",
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const added = LINES[path.slice(root.length + 1)];
      if (!added) return undefined;
      const source = readFileSync(path, "utf8");
      if (source.split(added.table).length !== 2) throw new Error(`${path}: no table '${added.table}'`);
      const use = added.from ? `import { ${added.name} } from ${JSON.stringify(madeUp(added.from))};\n` : "";
      return { contents: use + source.replace(added.table, `${added.table} ${added.line}`), loader: "ts" };
    });
  },
};

describe("a fourth cloud with a place, a path and an engine, by new files and one line in each table,", () => {
  let folder: string;
  let build: typeof Build;
  beforeAll(async () => {
    folder = mkdtempSync(join(root, ".toolchain/extended-"));
    const outfile = join(folder, "program.cjs");
    await esbuild.build({
      ...{ entryPoints: [madeUp("program.ts")], outfile, bundle: true, platform: "node", format: "cjs" },
      ...{ external: ["@pulumi/*"], plugins: [extended], logLevel: "silent" },
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

  it("is composed without a change of what composes", async () => {
    const { registered } = await build(nimbus(twoRegions), "migrate", NOW);
    expect(registered.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      "shop dbferry:index:Migration",
      "shop-account dbferry:index:MysqlAccount",
      "shop-preflight dbferry:index:Preflight",
      "shop-run dbferry:index:TaskRun",
      "shop-source-door nimbus:index:Door",
      "shop-target-door nimbus:index:Door",
      "shop-task nimbus:index:Carrier",
      "shop-tube nimbus:index:Tube",
    ]);
    const of = (type: string) => registered.find((one) => one.type === type)!.inputs;
    expect(of("nimbus:index:Carrier")).toEqual({ wagons: 3 });
    // Many blocks stay blocks, and an account has hosts that every MySQL reads.
    expect(of("nimbus:index:Door")["from"]).toEqual(["198.51.100.0/28", "203.0.113.9/32"]);
    expect(of("dbferry:index:MysqlAccount")["hosts"]).toEqual(["198.51.100.0/255.255.255.240", "203.0.113.9"]);
  });

  it("goes with a place that is there already", async () => {
    const { registered, asked } = await build(nimbus(), "prepare", NOW);
    expect(registered.map(({ type }) => type)).toContain("dbferry:index:AllowlistEntry");
    expect(asked).toMatchObject([{ cloud: "alicloud", instanceId: "rm-bp1x" }]);
  });

  it("is checked as the others are", async () => {
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
