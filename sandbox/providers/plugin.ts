import { status } from "@grpc/grpc-js";
import type { ParameterizeArgs, Plugin } from "../../plugin/plugin";
import type { Refusal } from "../../plugin/refusal";
import { encode } from "../../plugin/struct";
import { type Values, withoutNulls } from "../../plugin/values";
import { PartialCreate, ProviderError } from "./handler";
import { packageSpec } from "./schema/packageSpec";
import type { Standin } from "./standin";

/** What a process serves: a fixed provider, or one decided by its parameterization. */
export interface Served {
  version: string;
  standin?: Standin;
  /** @throws ProviderError when the package cannot be served */
  parameterize?(request: ParameterizeArgs): { name: string; version: string; standin: Standin };
}

/** A stand-in as a plugin of the engine. */
export function standinPlugin(served: Served): Plugin {
  let standin = served.standin;
  const ready = () => {
    if (!standin) throw new ProviderError("this provider must be parameterized before it is used");
    return standin;
  };
  return {
    version: served.version,
    schema: () => (standin ? packageSpec(standin.schema) : {}),
    parameterize(args) {
      if (!served.parameterize) throw new ProviderError("this provider takes no parameters");
      const made = served.parameterize(args);
      standin = made.standin;
      return { name: made.name, version: made.version };
    },
    checkConfig: (urn, news) => ready().checkConfig(urn, present(news)),
    diffConfig: (olds, news) => (configText(olds) === configText(news) ? "same" : "changed"),
    configure: (args) => ready().configure(present(args)),
    check: ({ urn }, _olds, news) => ready().check(urn, present(news)),
    diff: ({ urn }, { inputs = {}, outputs }, news, ignore) => ({
      changes: ready().diff(urn, present(outputs), present(inputs), present(news), ignore),
    }),
    async create({ urn }, inputs, preview) {
      if (preview) return { id: "", outputs: ready().planCreate(urn, present(inputs)) };
      const { id, state } = await ready().create(urn, present(inputs));
      return { id, outputs: state };
    },
    async read({ urn }, id, { inputs = {}, outputs }) {
      const found = await ready().read(urn, id, present(outputs), present(inputs));
      return found && { id: found.id, outputs: found.state, inputs: found.inputs };
    },
    async update({ urn }, id, { outputs }, news, preview) {
      const [state, inputs] = [present(outputs), present(news)];
      return preview ? ready().planUpdate(urn, state, inputs) : ready().update(urn, id, state, inputs);
    },
    delete: ({ urn }, id, { outputs }) => ready().delete(urn, id, present(outputs)),
    invoke: (token, args) => ready().invoke(token, present(args)),
    refusal,
  };
}

/** The vendors' providers treat null as absent. */
function present(values: Values): Values {
  return withoutNulls(values) as Values;
}

/**
 * Changed configuration never replaces the resources of these providers. The version is left out: which one the engine
 * records for a parameterized package depends on what it knows about the package, not on the configuration.
 */
function configText(config: Values): string {
  const { version: _, ...rest } = present(config);
  return JSON.stringify(Object.entries(encode(rest) as object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Like the vendors' providers: every error has the code UNKNOWN, and its text is not filtered. */
function refusal(error: unknown): Refusal {
  const message = error instanceof ProviderError ? error.message : `stand-in provider: ${stackOf(error)}`;
  if (!(error instanceof PartialCreate)) return { code: status.UNKNOWN, message };
  const { id, state } = error.existing;
  return { code: status.UNKNOWN, message, exists: { id, outputs: state } };
}

/** For a bug in the stand-in itself: includes the stack trace. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
