/**
 * The process that makes components, started by the provider when the first one is asked for: `construct.js <engine address>`. It is a
 * process of its own because the SDK keeps settings, handlers of stray errors and a program's state in the process that it runs in.
 */
import * as pulumi from "@pulumi/pulumi";
import { VERSION } from "../provider/version";
import { COMPONENTS } from "./components";
import { outputsOf } from "./outputs";
import { packageSchema } from "./schema";

/** How often to look whether the provider is still there. */
const ORPHAN_CHECK_MS = 500;

const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, ORPHAN_CHECK_MS).unref();

const provider: pulumi.provider.Provider = {
  version: VERSION,
  getSchema: async () => JSON.stringify(packageSchema()),
  async construct(name, type, inputs, opts) {
    const offered = COMPONENTS.get(type);
    if (!offered)
      throw new pulumi.RunError(
        `dbferry has no component '${type}'; needed: one of ${[...COMPONENTS.keys()].join(", ")}, or a version of the package that has it`,
      );
    const component = await offered.build(name, inputs as never, opts);
    return { urn: component.urn, state: outputsOf(offered.definition, component) };
  },
};

void pulumi.provider.main(provider, process.argv.slice(2));
