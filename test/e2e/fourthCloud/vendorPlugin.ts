import { runPlugin } from "../../../plugin/main";
import type { Change, Plugin } from "../../../plugin/plugin";
import { isObject, plainObject, type Values } from "../../../plugin/values";
import { call, find, type Nimbus } from "./api";

/** The fictitious vendor's provider: tubes and doors. */
const PATHS: Record<string, string> = { "nimbus:index:Tube": "/tubes", "nimbus:index:Door": "/doors" };
let nimbus: Nimbus | undefined;
const client = () => nimbus ?? Promise.reject(new Error("nimbus is not configured"));

const plugin: Plugin = {
  version: "1.0.0",
  schema: () => ({ name: "nimbus", version: "1.0.0" }),
  checkConfig: (_urn, news) => ({ inputs: news, failures: [] }),
  diffConfig: () => "same",
  configure({ api }) {
    const { DBFERRY_NIMBUS_KEY: key = "", DBFERRY_NIMBUS_SECRET: secret = "" } = process.env;
    nimbus = { url: String(api), key, secret };
  },
  check: (_call, _olds, news) => ({ inputs: news, failures: [] }),
  diff: (_call, { inputs = {} }, news) => {
    const names = [...new Set([...Object.keys(inputs), ...Object.keys(news)])].filter((name) => !name.startsWith("__"));
    const changed = names.filter((name) => JSON.stringify(inputs[name]) !== JSON.stringify(news[name]));
    return {
      changes: changed.map((path): Change => ({ path, kind: "update", replace: true })),
      deleteBeforeReplace: true,
    };
  },
  async create({ type }, inputs, preview) {
    if (preview) return { id: "", outputs: inputs };
    const made = (await call(await client(), "POST", PATHS[type]!, plainObject(inputs))) as Values;
    return { id: String(made["id"]), outputs: made };
  },
  async read({ type }, id, { inputs = {} }) {
    const seen = (await find(await client(), `${PATHS[type]}/${id}`)) as Values | undefined;
    return isObject(seen) ? { id, outputs: seen, inputs } : undefined;
  },
  update: async (_call, _id, { outputs }) => outputs,
  async delete({ type }, id) {
    await call(await client(), "DELETE", `${PATHS[type]}/${id}`);
  },
  invoke: () => Promise.reject(new Error("nimbus has no functions")),
  refusal: (error) => ({ code: 2, message: error instanceof Error ? error.message : String(error) }),
};

runPlugin("nimbus", plugin);
