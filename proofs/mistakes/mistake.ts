import type { Outcome } from "../../test/e2e/harness";
import type { Facts } from "./facts";
import type { Ground } from "./ground";

/** How far the migration has come when the mistake is made. */
export const STAGES = ["nothing", "prepared", "running", "cutOver", "done"] as const;
export type Stage = (typeof STAGES)[number];

export type Phase = "prepare" | "migrate" | "cutover" | "done";
/** The phase that stands at a stage. */
export const PHASE_AT = {
  nothing: "prepare",
  prepared: "prepare",
  running: "migrate",
  cutOver: "cutover",
  done: "done",
} as const satisfies Record<Stage, Phase>;

/** One mistake, as data: what is written or done, what may come of it, and what a refusal has to say. */
export interface Mistake {
  name: string;
  at: Stage;
  /** What the stack file says by mistake; taken back afterwards. */
  // biome-ignore lint/suspicious/noExplicitAny: a mistake is made in a document that nobody has parsed yet
  write?(config: any): void;
  /** What somebody does elsewhere: in a console, on a server, with another stack. */
  act?(ground: Ground): Promise<void>;
  /** The command that follows, where it is another one than an update. */
  run?(ground: Ground): Promise<Outcome>;
  /** `either`: an update may repair it, or say what to do. */
  ends: "refused" | "repaired" | "either";
  /** The refusal comes in the preview already, which is looked at before the update is tried as well. */
  previewed?: boolean;
  /** What a refusal has to name: the key, the value seen, the fix. */
  says?: readonly RegExp[];
  /** What says what is needed, of a command that answers rather than refuses. */
  needs?: RegExp;
  /** Mistakes made in one stack file at once: each is a case, whose line a refusal has to have. */
  parts?: readonly { name: string; says: RegExp }[];
  /** Takes back what `act` did and an update does not repair. */
  undo?(ground: Ground): Promise<void>;
  /** `undo` takes back all of it: no update has to. */
  restored?: boolean;
  /** What the migration has afterwards was made anew. */
  anew?: boolean;
  /** The phase that the command is asked for; default: that of the stage. */
  phase?: Phase;
  /** The world is at the next stage afterwards. The last of its stage. */
  goesOn?: boolean;
  /** What a success has to have brought, where that is not the phase; empty: it has. */
  gaps?(after: Facts, made?: Facts): string[];
  /** What a success says of something else than this migration, and is not so; empty: it is. */
  elsewhere?(ground: Ground): Promise<string[]>;
  /** What a success leaves as it is, because it is somebody else's, and says so. */
  leaves?: { gap: RegExp; says: RegExp };
  /** It is the engine that refuses, in its own words: it has to be legible, and what comes of it is judged. */
  engineSays?: boolean;
  /** What the command is asked to take away or to use: its loss is no harm, and what it adds there is no stray. */
  asks?: RegExp;
}

/** Mistakes that share a world, which goes through the stages once; each leaves it as it was, which is looked at. */
export interface MistakeList {
  name: string;
  mistakes: readonly Mistake[];
}
