import type { Outcome } from "../../test/e2e/harness";
import type { Facts } from "./facts";
import type { Ground } from "./ground";

/** How far the migration has progressed when the mistake is made. */
export const STAGES = ["nothing", "prepared", "running", "cutOver", "done"] as const;
export type Stage = (typeof STAGES)[number];

export type Phase = "prepare" | "migrate" | "cutover" | "done";
/** The phase in effect at a stage. */
export const PHASE_AT = {
  nothing: "prepare",
  prepared: "prepare",
  running: "migrate",
  cutOver: "cutover",
  done: "done",
} as const satisfies Record<Stage, Phase>;

/** One mistake, as data: what is written or done, which outcomes are allowed, and what a refusal must say. */
export interface Mistake {
  name: string;
  at: Stage;
  /** The mistake in the stack file; reverted afterwards. */
  // biome-ignore lint/suspicious/noExplicitAny: a mistake is made in a document that nobody has parsed yet
  write?(config: any): void;
  /** Something done elsewhere: in a console, on a server, with another stack. */
  act?(ground: Ground): Promise<void>;
  /** The command that follows, if it is not an update. */
  run?(ground: Ground): Promise<Outcome>;
  /** `either`: an update may repair it or explain what to do. */
  ends: "refused" | "repaired" | "either";
  /** The preview must refuse already; it is tested in addition to the update. */
  previewed?: boolean;
  /** What a refusal must name: the key, the value seen, the fix. */
  says?: readonly RegExp[];
  /** Text stating what is needed, for a command that answers instead of refusing. */
  needs?: RegExp;
  /** Several mistakes in one stack file: each is a case with a separate line in the refusal. */
  parts?: readonly { name: string; says: RegExp }[];
  /** Reverts effects of `act` that an update does not repair. */
  undo?(ground: Ground): Promise<void>;
  /** `undo` reverts everything, so no update is needed. */
  restored?: boolean;
  /** The migration's resources are replaced. */
  anew?: boolean;
  /** The requested phase; defaults to that of the stage. */
  phase?: Phase;
  /** The world moves on to the next stage, so this must be the last mistake of its stage. */
  goesOn?: boolean;
  /** What a success must achieve if that is not the phase; empty if it did. */
  gaps?(after: Facts, made?: Facts): string[];
  /** False claims of a success about something other than this migration; empty if there are none. */
  elsewhere?(ground: Ground): Promise<string[]>;
  /** What a success deliberately leaves, because it is somebody else's, and must mention. */
  leaves?: { gap: RegExp; says: RegExp };
  /** The engine itself refuses, in its own words: the message must be legible, and the effects are judged. */
  engineSays?: boolean;
  /** What the command is asked to remove or use: losing it is no harm, and additions to it do not count as strays. */
  asks?: RegExp;
}

/**
 * Mistakes that share a world, which passes through the stages once. Each must leave the world unchanged, which is
 * verified.
 */
export interface MistakeList {
  name: string;
  mistakes: readonly Mistake[];
}
