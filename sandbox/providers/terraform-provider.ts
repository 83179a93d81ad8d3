import { runPlugin } from "../../plugin/main";
import { parameterize } from "./parameterize";
import { standinPlugin } from "./plugin";

/** The plugin `pulumi-resource-terraform-provider` of the sandbox: the version is the one that the generated SDKs ask for. */
runPlugin(
  "the sandbox's terraform-provider",
  standinPlugin({ version: "1.1.3", parameterize: (args) => parameterize(args, process.env) }),
);
