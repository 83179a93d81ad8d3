// How the pack is bundled. @pulumi/policy requires all of @pulumi/pulumi but uses only two of its modules. Requiring
// just those two avoids loading almost 600 modules and starts the pack a quarter of a second sooner.

/** The part of @pulumi/pulumi that @pulumi/policy actually uses. */
const USED =
  'exports.asset = require("@pulumi/pulumi/asset"); exports.Output = require("@pulumi/pulumi/output").Output;';

/** A server without channelz statistics: nothing reads them, and calls are a tenth cheaper without. */
const SERVER = `
const grpc = require("@grpc/grpc-js");
class Server extends grpc.Server {
  constructor(options) {
    super({ ...options, "grpc.enable_channelz": 0 });
  }
}
module.exports = { ...grpc, Server };`;

const lightSdk = {
  name: "light-sdk",
  setup(build) {
    build.onResolve({ filter: /^@pulumi\/pulumi$/ }, (args) =>
      args.importer.includes("@pulumi/policy") ? { path: args.path, namespace: "light-sdk" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "light-sdk" }, () => ({ contents: USED, resolveDir: import.meta.dirname }));
    build.onResolve({ filter: /^@grpc\/grpc-js$/ }, (args) =>
      args.importer.includes("@pulumi/policy") ? { path: args.path, namespace: "light-server" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "light-server" }, () => ({
      contents: SERVER,
      resolveDir: import.meta.dirname,
    }));
  },
};

/** esbuild options that bundle the pack; paths are relative to the repository. */
export const PACK_BUILD = {
  entryPoints: ["policies/index.ts"],
  outfile: "policies/dist/index.js",
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  // Shares one copy per process with the engine's launcher, which has already loaded these: messages are recognised by
  // their class.
  external: ["@pulumi/pulumi/*", "@pulumi/pulumi", "google-protobuf", "google-protobuf/*", "@grpc/grpc-js"],
  plugins: [lightSdk],
  logLevel: "warning",
};
