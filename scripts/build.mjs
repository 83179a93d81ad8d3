// Bundles every dbferry process and compiles what programs import. The Pulumi SDK stays external: there must be one
// copy per process.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as esbuild from "esbuild";
import { PACK_BUILD } from "../policies/build.mjs";
import { buildLibrary } from "./library.mjs";
import { writeLicenses } from "./licenses.mjs";
import { buildProgram } from "./program.mjs";
import { buildVendorSdks, vendorSdks } from "./vendorSdks.mjs";

const root = resolve(import.meta.dirname, "..");
const pulumi = ["@pulumi/*"];

/** entry -> bundle, with its external packages. */
const BUNDLES = [
  ["package/main.ts", "provider/dist/main.js", []],
  ["package/construct.ts", "provider/dist/construct.js", []],
  ["cli/main.ts", "cli/dist/main.js", pulumi],
  ["cli/mysql.ts", "cli/dist/mysql.js", pulumi],
  ["cli/light.ts", "cli/dist/light.js", pulumi],
  ["bench/main.ts", "bench/dist/main.js", pulumi],
  ["sandbox/main.ts", "sandbox/dist/main.js", []],
  ["sandbox/providers/alicloud.ts", "sandbox/dist/pulumi-resource-alicloud.js", []],
  ["sandbox/providers/command.ts", "sandbox/dist/pulumi-resource-command.js", []],
  ["sandbox/providers/random.ts", "sandbox/dist/pulumi-resource-random.js", []],
  ["sandbox/providers/terraform-provider.ts", "sandbox/dist/pulumi-resource-terraform-provider.js", []],
];

/** The components' process runs no program, so it needs nothing that reads, compiles or installs one. */
const PROGRAM_TOOLS =
  /@pulumi\/pulumi\/(typescript-shim|automation\/index|provider\/experimental\/index)\.js$|@npmcli\/arborist\/lib\/index\.js$/;
const withoutProgramTools = {
  name: "without-program-tools",
  setup(build) {
    build.onLoad({ filter: PROGRAM_TOOLS }, () => ({ contents: "module.exports = {};" }));
  },
};
const PLUGINS = { "provider/dist/construct.js": [vendorSdks, withoutProgramTools] };

/** Bundles that call the clouds. */
const CLOUD_BUNDLES = ["provider/dist/main.js", "cli/dist/main.js", "cli/dist/mysql.js", "bench/dist/main.js"];

const [packed, , vendors, ...bundled] = await Promise.all([
  esbuild.build({ absWorkingDir: root, ...PACK_BUILD, metafile: true }),
  buildLibrary(),
  buildVendorSdks(root, CLOUD_BUNDLES),
  ...BUNDLES.filter(([entry]) => existsSync(join(root, entry))).map(([entry, outfile, external]) =>
    esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: "node",
      target: "node22",
      format: "cjs",
      external: [...external, "esbuild", "cpu-features", "*.node"],
      // Every process keeps its source in memory, including comments and whitespace.
      minifyWhitespace: true,
      keepNames: true,
      // A dynamic import of a CommonJS file has no named exports; a require does.
      supported: { "dynamic-import": false },
      plugins: CLOUD_BUNDLES.includes(outfile) ? [vendorSdks] : (PLUGINS[outfile] ?? []),
      metafile: true,
      logLevel: "warning",
    }),
  ),
]);
// Lists the sources of everything that judges a change, so that a review detects edits to them anywhere.
for (const folder of ["policies", "provider", "cli"]) {
  const outputs = [packed, ...bundled].flatMap(({ metafile }) => Object.entries(metafile.outputs));
  const inputs = outputs
    .filter(([file]) => dirname(file) === `${folder}/dist`)
    .flatMap(([, output]) => Object.keys(output.inputs))
    .filter((path) => existsSync(join(root, path)) && !path.includes("node_modules/"));
  const sources = [...new Set(inputs)].sort().map((path) => relative(folder, path));
  writeFileSync(join(root, folder, "dist/sources.json"), `${JSON.stringify(sources, null, 1)}\n`);
}
const shipped = [packed, ...vendors, ...bundled]
  .flatMap(({ metafile }) => Object.entries(metafile.outputs))
  .filter(([file]) => /^(provider|policies|cli)\/dist\//.test(file));
writeLicenses(shipped.flatMap(([, output]) => Object.keys(output.inputs)));
buildProgram();
mkdirSync(join(root, ".toolchain"), { recursive: true });
// Programs are also bundled into this folder, and the engine's runner reads the nearest manifest.
writeFileSync(join(root, ".toolchain/package.json"), '{ "private": true, "type": "commonjs" }\n');
writeFileSync(join(root, ".toolchain/build.stamp"), new Date().toISOString());
