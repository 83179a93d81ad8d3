import { status } from "@grpc/grpc-js";
import { runPlugin } from "../../../plugin/main";
import type { Plugin } from "../../../plugin/plugin";

/**
 * A provider that accepts every type with any inputs, so that a program can use types that no sandbox stand-in
 * supports: the pack sees the resource as the engine sends it. It creates nothing: a test that tries to create a
 * resource fails.
 */
const bare: Plugin = {
  version: "0.0.1",
  schema: () => ({}),
  checkConfig: (_urn, news) => ({ inputs: news, failures: [] }),
  diffConfig: () => "same",
  configure: () => {},
  check: (_call, _olds, news) => ({ inputs: news, failures: [] }),
  diff: () => ({ changes: [] }),
  async create(_call, inputs, preview) {
    if (preview) return { id: "", outputs: inputs };
    throw new Error("this provider makes nothing");
  },
  read: async () => undefined,
  update: async (_call, _id, _old, news) => news,
  delete: async () => {},
  invoke: async () => ({}),
  refusal: (error) => ({ code: status.UNKNOWN, message: String(error) }),
};

runPlugin("the bare provider of the tests", bare);
