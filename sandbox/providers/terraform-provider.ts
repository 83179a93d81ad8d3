import { runPlugin } from "../../plugin/main";
import { parameterize } from "./parameterize";
import { standinPlugin } from "./plugin";

/**
 * The sandbox's plugin `pulumi-resource-terraform-provider`; its version is the one that the generated SDKs require.
 */
runPlugin(
  "the sandbox's terraform-provider",
  standinPlugin({ version: "1.1.3", parameterize: (args) => parameterize(args, process.env) }),
);
