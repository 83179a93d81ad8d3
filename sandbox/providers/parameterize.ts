import type { ParameterizeArgs } from "../../plugin/plugin";
import { CONTROL_VARIABLE, GenericHandler } from "./generic";
import { ProviderError, type Vendor } from "./handler";
import { terraformName } from "./schema/names";
import type { ProviderSchema } from "./schema/types";
import huaweicloud from "./schemas/huaweicloud.schema.json";
import tencentcloud from "./schemas/tencentcloud.schema.json";
import { Standin } from "./standin";
import { huaweicloudVendor } from "./vendors/huaweicloud/vendor";
import { tencentcloudVendor } from "./vendors/tencentcloud/vendor";

const KNOWN: Record<string, { schema: ProviderSchema; vendor: (env: NodeJS.ProcessEnv) => Vendor }> = {
  huaweicloud: { schema: huaweicloud as unknown as ProviderSchema, vendor: huaweicloudVendor },
  tencentcloud: { schema: tencentcloud as unknown as ProviderSchema, vendor: tencentcloudVendor },
};

/** The parameter embedded in a generated SDK, in the real plugin's format. */
interface Parameter {
  remote?: { url?: string; version?: string };
  includes?: string[];
}

/**
 * The provider that a parameterization refers to.
 * @throws ProviderError when it refers to an unknown provider, version or resource
 */
export function parameterize(args: ParameterizeArgs, env: NodeJS.ProcessEnv) {
  const asked = args.kind === "value" ? fromValue(args) : fromArgs(args.args);
  const known = KNOWN[asked.name];
  if (!known) {
    throw new ProviderError(
      `the sandbox has no stand-in for the provider "${asked.name}": it has ${Object.keys(KNOWN).join(" and ")}`,
    );
  }
  const { schema } = known;
  if (asked.version && asked.version !== schema.version) {
    throw new ProviderError(
      `the sandbox has ${schema.name} ${schema.version}, the program uses ${asked.version}: generate the SDK and the sandbox's schemas again`,
    );
  }
  const names = new Set(Object.keys(schema.resources).map(terraformName));
  const dataSources = new Set(Object.keys(schema.functions).map(dataSourceName));
  const missing = (asked.includes ?? []).filter((name) => !names.has(name) && !dataSources.has(name));
  if (missing.length > 0) {
    throw new ProviderError(`the sandbox's schema of ${schema.name} does not have ${missing.join(", ")}`);
  }
  const standin = new Standin(
    schema,
    known.vendor(env),
    (token, properties, secrets) =>
      new GenericHandler(env[CONTROL_VARIABLE], terraformName(token), properties, secrets),
    asked.includes && new Set(asked.includes),
  );
  return { name: schema.name, version: schema.version, standin };
}

/** `huaweicloud:index/getRdsInstances:getRdsInstances` as `huaweicloud_rds_instances`. */
function dataSourceName(token: string): string {
  return terraformName(token).replace("_get_", "_");
}

function fromValue(args: { name: string; version: string; value: Uint8Array }) {
  let parameter: Parameter;
  try {
    parameter = JSON.parse(Buffer.from(args.value).toString("utf8")) as Parameter;
  } catch {
    throw new ProviderError("the parameter of the package is not JSON");
  }
  const remote = parameter.remote?.url?.split("/").at(-1);
  if (remote !== args.name) {
    throw new ProviderError(`the package is named "${args.name}" but its parameter is for "${remote ?? "nothing"}"`);
  }
  return { name: args.name, version: parameter.remote?.version ?? args.version, includes: parameter.includes };
}

/** `<namespace>/<name> [<version>]`, as passed by `pulumi package add`. */
function fromArgs([provider = "", version]: string[]) {
  return { name: provider.split("/").at(-1) ?? "", version, includes: undefined };
}
