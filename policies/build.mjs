// How the pack is bundled. @pulumi/policy asks for the whole of @pulumi/pulumi and uses two of its modules: naming those
// two instead leaves almost 600 modules unloaded, and the pack serves a quarter of a second sooner.

/** What @pulumi/policy really uses of @pulumi/pulumi. */
const USED =
  'exports.asset = require("@pulumi/pulumi/asset"); exports.Output = require("@pulumi/pulumi/output").Output;';

/** A server that keeps no statistics of its calls: nobody reads them, and each call costs a tenth less. */
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
  // One copy per process with what the engine's launcher has loaded already: the messages are told apart by their class.
  external: ["@pulumi/pulumi/*", "@pulumi/pulumi", "google-protobuf", "google-protobuf/*", "@grpc/grpc-js"],
  plugins: [lightSdk],
  logLevel: "warning",
};
