import { runPlugin } from "../../plugin/main";
import { ProviderError } from "./handler";
import { standinPlugin } from "./plugin";
import { Standin } from "./standin";
import { passwordHandler } from "./vendors/random/password";
import { randomSchema } from "./vendors/random/schema";

/**
 * The sandbox's plugin `pulumi-resource-random`: the engine may fetch no plugin there, and a VPN needs a key that nobody
 * can guess.
 */
runPlugin(
  "the sandbox's random provider",
  standinPlugin({
    version: randomSchema.version,
    standin: new Standin(
      randomSchema,
      { bridge: "classic", configure: () => {}, handler: () => passwordHandler, functions: {} },
      (token) => {
        throw new ProviderError(`the sandbox's random provider has no ${token}`);
      },
    ),
  }),
);
