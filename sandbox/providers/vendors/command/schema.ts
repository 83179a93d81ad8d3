import type { Properties, ProviderSchema } from "../../schema/types";

const connection: Properties = {
  agentSocketPath: { type: "string" },
  dialErrorLimit: { type: "integer", default: 10 },
  host: { type: "string", required: true, always: true },
  hostKey: { type: "string" },
  password: { type: "string" },
  perDialTimeout: { type: "integer", default: 15 },
  port: { type: "number", default: 22 },
  privateKey: { type: "string" },
  privateKeyPassword: { type: "string" },
  proxy: { type: "any" },
  user: { type: "string", default: "root" },
};

/** A change of anything else runs `update`, or `create` again where there is none. */
const command: Properties = {
  addPreviousOutputInEnv: { type: "boolean", default: true },
  connection: { type: { object: "command:remote:Connection" }, required: true, always: true, secret: true },
  create: { type: "string" },
  delete: { type: "string" },
  environment: { type: { map: "string" } },
  logging: { type: "string", enum: ["stdout", "stderr", "stdoutAndStderr", "none"] },
  stdin: { type: "string" },
  triggers: { type: { list: "any" }, replace: true },
  update: { type: "string" },
  stdout: { type: "string", output: true, always: true, anew: true },
  stderr: { type: "string", output: true, always: true, anew: true },
};

/** The one resource of the provider that dbferry uses, in the version that its component names. */
export const commandSchema: ProviderSchema = {
  name: "command",
  version: "1.2.1",
  config: {},
  resources: { "command:remote:Command": command },
  functions: {},
  types: { "command:remote:Connection": connection },
};
