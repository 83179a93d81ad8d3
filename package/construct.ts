/**
 * The process that creates components, started by the provider on first use: `construct.js <engine address>`. It is
 * separate because the SDK keeps settings, handlers of uncaught errors and program state per process.
 */
import * as pulumi from "@pulumi/pulumi";
import { VERSION } from "../provider/version";
import { COMPONENTS } from "./components";
import { outputsOf } from "./outputs";
import { packageSchema } from "./schema";

/** Interval for checking that the provider is still alive. */
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
        `dbferry has no component '${type}'; needed: one of ${[...COMPONENTS.keys()].join(", ")}, or a package version that has it`,
      );
    const component = await offered.build(name, inputs as never, opts);
    return { urn: component.urn, state: outputsOf(offered.definition, component) };
  },
};

void pulumi.provider.main(provider, process.argv.slice(2));
