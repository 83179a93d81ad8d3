import type { z } from "zod";
import type { Change } from "../../plugin/plugin";
import type { Values } from "../../plugin/values";
import type { CallContext } from "./context";

/** Plain inputs of a resource after Check: defaults filled in, secrets unwrapped. */
export type Plain = Record<string, unknown>;

export interface Existing<I> {
  id: string;
  /** Current inputs of the resource. */
  inputs: I;
  outputs: Plain;
}

/** Result of a resource operation; undefined members are left out of the state. */
export interface Made {
  id: string;
  outputs: Plain;
}

export interface ReadResult extends Made {
  /** Inputs as the cloud has them now, overriding the recorded ones: a difference is drift. */
  inputs?: Plain;
}

/**
 * One resource type. The engine decides when each is called; nothing here keeps state between calls.
 * Handlers throw `UserProblem` (nothing exists), or `InitFailed` (something exists and its id must be kept).
 */
export interface ResourceType<I extends object> {
  /** Name in the token: `dbferry:index:<name>`. */
  name: string;
  description: string;
  schema: z.ZodType<I>;
  outputs: Record<string, OutputSpec>;
  /** Dotted paths of inputs that are always secret. */
  secrets: readonly string[];
  /** Dotted paths of inputs whose change requires a new resource; all others are updated in place. */
  replaceOn: readonly string[];
  /** Dotted paths of inputs whose change is only recorded. */
  ignore?: readonly string[] | ((news: Plain) => readonly string[]);
  /** A replacement deletes first, because the name in the cloud is taken. */
  deleteBeforeReplace?: boolean;
  /**
   * `read` reads the cloud or the server and reports in the output `drift` what differs from what it should be. The
   * engine then reads the resource before every update, and an update has to repair what was found, or refuse.
   */
  looks?: boolean;
  /**
   * Dotted paths of inputs that a later version added: they are added to a state without them, and nothing else
   * happens.
   */
  later?: readonly string[];
  /** Inputs as an earlier version recorded them, with what it left implicit. */
  earlier?(recorded: Values): Values;
  /** Fills in defaults that depend on other inputs. */
  complete?(inputs: Values): Values;
  /** Completes inputs from those of the existing resource before they are validated. */
  inherit?(news: Values, olds: Values): Values;
  /**
   * Whether a change is allowed; called when it is planned, so in a preview too.
   *
   * @param news inputs, some of which may still be unknown
   * @throws UserProblem when it is not
   */
  allow?(ctx: CallContext, old: Existing<I>, news: Plain, changes: readonly Change[]): Promise<void>;
  /** Drift that the inputs do not show: names of outputs that require a replacement. */
  lost?(outputs: Plain): string[];
  /** Names of inputs for which an update is due although nothing differs: it has to look before the engine goes on. */
  due?(news: Plain): string[];
  /** Outputs that a preview can already compute; the others stay unknown. */
  foresee?(inputs: Partial<I>): Plain;

  /** @param before what the state has in its place, as it was read: known where the type `looks` and is replaced */
  create(ctx: CallContext, inputs: I, before?: Existing<Partial<I>>): Promise<Made>;
  /** Undefined when it is gone. */
  read(ctx: CallContext, old: Existing<Partial<I>>): Promise<ReadResult | undefined>;
  update(ctx: CallContext, old: Existing<I>, inputs: I): Promise<Plain>;
  /**
   * Refuses in a preview what `update` would refuse.
   *
   * @param news inputs, some of which may still be unknown
   */
  foretell?(ctx: CallContext, old: Existing<I>, news: Plain): Promise<void>;
  /** @param replacedBy inputs of the resource that now owns the same id: what those need is kept */
  delete(ctx: CallContext, old: Existing<I>, replacedBy?: I): Promise<void>;
}

/** Output of every resource with `looks`. */
export const DRIFT: OutputSpec = {
  type: "string[]",
  description: "description of the drift that the last read found; the next update repairs it, or refuses to continue",
  optional: true,
};

export interface OutputSpec {
  type: "string" | "number" | "boolean" | "string[]" | z.ZodType;
  description: string;
  secret?: boolean;
  /** May be absent. */
  optional?: boolean;
}
