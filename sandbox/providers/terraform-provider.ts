import { parameterize } from "./parameterize";
import { serve } from "./runtime/serve";

/** The plugin `pulumi-resource-terraform-provider` of the sandbox: the version is the one that the generated SDKs ask for. */
serve({ version: "1.1.3", parameterize: (args) => parameterize(args, process.env) });
