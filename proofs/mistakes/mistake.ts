import type { Outcome } from "../../test/e2e/harness";
import type { Ground } from "./ground";

/** How far the migration has come when the mistake is made. */
export const STAGES = ["nothing", "prepared", "running", "cutOver", "done"] as const;
export type Stage = (typeof STAGES)[number];

/** One mistake, as data: what is written or done, what may come of it, and what a refusal has to say. */
export interface Mistake {
  name: string;
  at: Stage;
  /** What the stack file says by mistake; taken back afterwards. */
  // biome-ignore lint/suspicious/noExplicitAny: a mistake is made in a document that nobody has parsed yet
  write?(config: any): void;
  /** What somebody does elsewhere: in a console, on a server, with another stack. */
  act?(ground: Ground): Promise<void>;
  /** The commands that follow, where they are others than a preview and an update; the outcome of the last. */
  run?(ground: Ground): Promise<Outcome>;
  /** `either`: an update may repair it, or say what to do. */
  ends: "refused" | "repaired" | "either";
  /** The refusal comes in the preview already, which is looked at before the update is tried as well. */
  previewed?: boolean;
  /** What a refusal has to name: the key, the value seen, the fix. */
  says?: readonly RegExp[];
  /** Mistakes made in one stack file at once: each is a case, whose line the refusal has to have. */
  parts?: readonly { name: string; says: RegExp }[];
  /** Takes back what `act` did and an update does not repair. */
  undo?(ground: Ground): Promise<void>;
  /** Phase that an update is asked for; default: that of the stage. */
  phase?: "prepare" | "migrate" | "cutover" | "done";
}

/** Mistakes that share a world, which goes through the stages once; each leaves it as it was, which is looked at. */
export interface MistakeList {
  name: string;
  mistakes: readonly Mistake[];
}
