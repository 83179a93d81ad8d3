// The vendors' SDKs consist of hundreds of files. Each SDK is bundled into one file beside the bundles that need it
// and loaded on first use: inside the bundle it would slow every start, as separate files it would take a second on
// first use.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";

const SDKS = [
  {
    file: "alicloud-sdk.js",
    modules: /^@alicloud\/(rds20140815|openapi-client)$/,
    // A copy of its exports would load every one of them.
    source: `module.exports = require("@alicloud/rds20140815");
      module.exports.Config = require("@alicloud/openapi-client").Config;`,
  },
  {
    file: "alicloud-openapi.js",
    modules: /^@alicloud\/openapi-client\/dist\/client(\.js)?$/,
    source: `module.exports = require("@alicloud/openapi-client/dist/client");`,
  },
  {
    file: "huaweicloud-sdk.js",
    modules: /^@huaweicloud\/huaweicloud-sdk-core\/(HcClient|http\/DefaultHttpClient|auth\/BasicCredentials)(\.js)?$/,
    source: `module.exports = {
      ...require("@huaweicloud/huaweicloud-sdk-core/HcClient"),
      ...require("@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient"),
      ...require("@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials"),
    };`,
  },
  {
    file: "tencentcloud-sdk.js",
    modules: /^tencentcloud-sdk-nodejs-common\/tencentcloud\/common\/http\/http_connection\.js$/,
    source: `module.exports = require("tencentcloud-sdk-nodejs-common/tencentcloud/common/http/http_connection");`,
  },
];

/** Redirects a bundle's SDK imports to the files beside it. */
export const vendorSdks = {
  name: "vendor-sdks",
  setup(build) {
    for (const { file, modules } of SDKS) {
      build.onResolve({ filter: modules }, () => ({ path: `./${file}`, external: true }));
    }
  },
};

/**
 * An SDK of Alibaba Cloud lists a class for every request and answer, thousands of them, in one file, which loads them
 * all: a quarter of a second in each process. Its exports are getters, so each class can be loaded by its getter.
 */
const modelsOnFirstUse = {
  name: "models-on-first-use",
  setup(build) {
    build.onLoad({ filter: /[\\/]@alicloud[\\/][^\\/]+[\\/]dist[\\/]models[\\/]model\.js$/ }, ({ path }) => ({
      contents: byGetters(readFileSync(path, "utf8"), path),
    }));
  },
};

const LOADED = /^var (\w+) = (require\("\.\/\w+"\));\n/gm;

function byGetters(text, path) {
  const modules = new Map([...text.matchAll(LOADED)].map(([, name, load]) => [name, load]));
  const without = text.replace(LOADED, "").replace(/\breturn (\w+)\.(\w+);/g, (whole, name, member) => {
    const load = modules.get(name);
    return load ? `return ${load}.${member};` : whole;
  });
  const missed = [...modules.keys()].find((name) => new RegExp(`\\b${name}\\b`).test(without));
  if (modules.size === 0 || missed)
    throw new Error(`${path}: seen another form than a getter for each class${missed ? ` (${missed})` : ""}`);
  return without;
}

/** Writes the SDK files into the folders of the bundles that need them; returns esbuild's metadata for each. */
export async function buildVendorSdks(root, bundles) {
  const folders = [...new Set(bundles.map((bundle) => dirname(join(root, bundle))))];
  return Promise.all(
    SDKS.flatMap(({ file, source }) =>
      folders.map((folder) =>
        esbuild.build({
          stdin: { contents: source, resolveDir: root },
          absWorkingDir: root,
          outfile: join(folder, file),
          metafile: true,
          bundle: true,
          minify: true,
          platform: "node",
          target: "node22",
          format: "cjs",
          plugins: [modelsOnFirstUse],
          logLevel: "error",
        }),
      ),
    ),
  );
}
