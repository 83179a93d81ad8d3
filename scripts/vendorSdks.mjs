// The vendors' SDKs consist of hundreds of files. Each SDK is bundled into one file beside the bundles that need it
// and loaded on first use: inside the bundle it would slow every start, as separate files it would take a second on
// first use.
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";

const SDKS = [
  {
    file: "alicloud-sdk.js",
    modules: /^@alicloud\/(rds20140815|openapi-client)$/,
    source: `module.exports = {
      ...require("@alicloud/rds20140815"),
      Config: require("@alicloud/openapi-client").Config,
    };`,
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
          logLevel: "error",
        }),
      ),
    ),
  );
}
