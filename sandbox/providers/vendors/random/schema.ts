import type { Properties, PropertySpec, ProviderSchema } from "../../schema/types";

const kind = { type: "boolean", default: true, replace: true } satisfies PropertySpec;
const least = { type: "integer", default: 0, replace: true } satisfies PropertySpec;

/** random_password: every change makes another one. */
const password: Properties = {
  length: { type: "integer", required: true, always: true, replace: true, min: 1 },
  keepers: { type: { map: "string" }, replace: true },
  lower: kind,
  upper: kind,
  numeric: kind,
  special: kind,
  overrideSpecial: { type: "string", replace: true },
  minLower: least,
  minUpper: least,
  minNumeric: least,
  minSpecial: least,
  result: { type: "string", output: true, always: true, secret: true },
  bcryptHash: { type: "string", output: true, always: true, secret: true },
};

/** The one resource of the provider that dbferry uses, in the version that its component names. */
export const randomSchema: ProviderSchema = {
  name: "random",
  version: "4.21.2",
  config: {},
  resources: { "random:index/randomPassword:RandomPassword": password },
  functions: {},
  types: {},
};
