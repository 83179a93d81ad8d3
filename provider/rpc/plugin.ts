import { status } from "@grpc/grpc-js";
import { redacted } from "../../model/printing/redacted";
import { quoted, visibleLines } from "../../model/printing/visible";
import { withWays } from "../../model/ways";
import type { EngineLog } from "../../plugin/log";
import type { Plugin } from "../../plugin/plugin";
import type { Refusal } from "../../plugin/refusal";
import { secretTexts, type Value } from "../../plugin/values";
import { InitFailed, UserProblem } from "../core/failure";
import { VERSION } from "../version";
import type { Handlers } from "./handlers";

/**
 * The provider as a plugin of the engine. @param beside what is offered in addition to the resources, by layers above
 * the provider
 */
export function dbferryPlugin(
  handlers: Handlers,
  log: Pick<EngineLog, "connect">,
  beside: Pick<Plugin, "attach" | "construct" | "stop"> & Partial<Pick<Plugin, "schema">> = {},
): Plugin {
  return {
    schema: async () => (await import("../schema/index.js")).packageSchema(),
    ...beside,
    version: VERSION,
    attach: (engine) => {
      log.connect(engine);
      beside.attach?.(engine);
    },
    checkConfig: (urn, news, olds) => handlers.checkConfig(urn, news, olds),
    // A changed region or credential must never replace the provider, and with it everything it made.
    diffConfig: () => "unknown",
    configure: (args) => handlers.configure(args),
    cancel: () => handlers.cancel(),
    check: ({ type, urn }, olds, news) => handlers.check(type, olds, news, urn),
    diff: async (call, { id, inputs, outputs }, news) => {
      const known = inputs ?? outputs;
      const diff = handlers.diff(call.type, known, outputs, news);
      await handlers.allow(call, id, known, outputs, news, diff.changes);
      handlers.keep(call, id, news, diff);
      return diff;
    },
    create: (call, inputs, preview) => handlers.create(call, inputs, preview),
    read: (call, id, { inputs, outputs }) => handlers.read(call, id, inputs, outputs),
    update: async (call, id, { inputs, outputs }, news, preview) =>
      (await handlers.update(call, id, inputs ?? {}, outputs, news, preview)).outputs,
    delete: (call, id, { inputs, outputs }) => handlers.delete(call, id, inputs ?? {}, outputs),
    rereads: (type) => handlers.rereads(type),
    invoke: (token, args) => handlers.invoke(token, args),
    refusal,
  };
}

/** Contains only what the user must read, never a stack trace. */
export function refusal(error: unknown, given: readonly Value[]): Refusal {
  const text = redacted(
    error instanceof Error ? error.message : String(error),
    given.flatMap((tree) => secretTexts(tree)),
  );
  const told = visibleLines(withWays(text));
  if (error instanceof InitFailed) {
    const { id, properties, inputs } = error;
    return {
      code: status.ABORTED,
      message: told,
      exists: { id, outputs: properties, inputs, rereads: true },
    };
  }
  // The engine treats UNKNOWN and INTERNAL as "the provider may be broken", which a mistake of the user's or the
  // vendor's is not.
  if (error instanceof UserProblem) return { code: status.FAILED_PRECONDITION, message: told };
  // Only our own texts have line feeds of their own; a library's or a vendor's text is quoted.
  return { code: status.ABORTED, message: withWays(quoted(text)) };
}
