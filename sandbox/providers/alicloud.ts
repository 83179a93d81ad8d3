import { runPlugin } from "../../plugin/main";
import { CONTROL_VARIABLE, GenericHandler } from "./generic";
import { standinPlugin } from "./plugin";
import { terraformName } from "./schema/names";
import type { ProviderSchema } from "./schema/types";
import schema from "./schemas/alicloud.schema.json";
import { Standin } from "./standin";
import { alicloudVendor } from "./vendors/alicloud/vendor";

const compact = schema as unknown as ProviderSchema;

/** The sandbox's plugin `pulumi-resource-alicloud`. */
runPlugin(
  "the sandbox's alicloud provider",
  standinPlugin({
    version: compact.version,
    standin: new Standin(
      compact,
      alicloudVendor(process.env),
      (token, properties, secrets) =>
        new GenericHandler(process.env[CONTROL_VARIABLE], terraformName(token), properties, secrets),
    ),
  }),
);
