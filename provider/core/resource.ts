import type { z } from "zod";
import type { Change } from "../../plugin/plugin";
import type { Values } from "../../plugin/values";
import type { CallContext } from "./context";

/** Plain inputs of a resource after Check: defaults filled in, secrets unwrapped. */
export type Plain = Record<string, unknown>;

export interface Existing<I> {
  id: string;
  /** Inputs that the resource has now. */
  inputs: I;
  outputs: Plain;
}

/** What a resource gives back; undefined members are left out of the state. */
export interface Made {
  id: string;
  outputs: Plain;
}

export interface ReadResult extends Made {
  /** Inputs as the cloud has them now, over those recorded: where they differ there is drift. */
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
  /** Dotted paths of inputs that are secret whether or not the program said so. */
  secrets: readonly string[];
  /** Dotted paths of inputs whose change needs a new resource; the rest is updated in place. */
  replaceOn: readonly string[];
  /** Dotted paths of inputs whose change is recorded without any work. */
  ignore?: readonly string[];
  /** A replacement deletes first (the name in the cloud is taken). */
  deleteBeforeReplace?: boolean;
  /**
   * `read` looks at the cloud or the server, and says in the output `drift` what is otherwise than it should be. The engine then reads it
   * before every update, and an update has to repair what was found, or refuse.
   */
  looks?: boolean;
  /** Dotted paths of inputs that a later version added: a state without them gets them recorded, without any work. */
  later?: readonly string[];
  /** Inputs as an earlier version recorded them, with what it left unsaid. */
  earlier?(recorded: Values): Values;
  /** Fills in defaults that depend on other inputs. */
  complete?(inputs: Values): Values;
  /** Completes inputs from those of the existing resource before they are checked. */
  inherit?(news: Values, olds: Values): Values;
  /**
   * Whether a change may be made at all; asked when it is planned, so in a preview too.
   *
   * @param news inputs of which some may be unknown still
   * @throws UserProblem when it may not
   */
  allow?(ctx: CallContext, old: Existing<I>, news: Plain, changes: readonly Change[]): Promise<void>;
  /** Drift that the inputs do not show: names of outputs that call for a replacement. */
  lost?(outputs: Plain): string[];
  /** Outputs that a preview can tell already; those missing stay unknown. */
  foresee?(inputs: Partial<I>): Plain;

  create(ctx: CallContext, inputs: I): Promise<Made>;
  /** undefined: it is gone. */
  read(ctx: CallContext, old: Existing<Partial<I>>): Promise<ReadResult | undefined>;
  update(ctx: CallContext, old: Existing<I>, inputs: I): Promise<Plain>;
  /**
   * Refuses in a preview what `update` would refuse.
   *
   * @param news inputs of which some may be unknown still
   */
  foretell?(ctx: CallContext, old: Existing<I>, news: Plain): Promise<void>;
  /** @param replacedBy inputs of the resource that the same thing, by its id, belongs to from now on: what they need stays */
  delete(ctx: CallContext, old: Existing<I>, replacedBy?: I): Promise<void>;
}

/** Output of every resource that `looks`. */
export const DRIFT: OutputSpec = {
  type: "string[]",
  description: "what the last look found otherwise than it should be, in words; the next update repairs it, or refuses",
  optional: true,
};

export interface OutputSpec {
  type: "string" | "number" | "boolean" | "string[]" | z.ZodType;
  description: string;
  secret?: boolean;
  /** May be absent. */
  optional?: boolean;
}
