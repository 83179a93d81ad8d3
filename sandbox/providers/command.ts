import { runPlugin } from "../../plugin/main";
import { ProviderError } from "./handler";
import { standinPlugin } from "./plugin";
import { Standin } from "./standin";
import { remoteCommand } from "./vendors/command/remote";
import { commandSchema } from "./vendors/command/schema";

/**
 * The sandbox's plugin `pulumi-resource-command`: the engine may fetch no plugin there, and no registry has the source of
 * the real one. Its client is the system's ssh.
 */
runPlugin(
  "the sandbox's command provider",
  standinPlugin({
    version: commandSchema.version,
    standin: new Standin(
      commandSchema,
      { bridge: "dynamic", configure: () => {}, handler: () => remoteCommand, functions: {} },
      (token) => {
        throw new ProviderError(`the sandbox's command provider has no ${token}`);
      },
    ),
  }),
);
