import type { Engine, Path } from "../../model/scenario";
import type { Field, Outcome } from "../../test/e2e/harness";

/** A source, an engine and a path of the table of scenarios. */
export interface Cell {
  /** The table's row. */
  source: string;
  engine: Engine;
  path: Path;
  /** How it is lived through; absent: it must be refused before anything is created. */
  open?: () => Promise<Ground>;
}

/** A migration of a cell in a sandbox of its own. */
export interface Ground {
  field: Field;
  /** What a person does by what an update has printed; absent: nothing. */
  person?: { opens(printed: string): void | Promise<void>; closes(printed: string): void };
  wrong: readonly Wrong[];
}

/** A migration as a stack file has it. */
interface Spec {
  source: Record<string, unknown>;
  [key: string]: unknown;
}

/** Something wrong on purpose, and the reason that must be given for it. */
export type Wrong = { name: string; says: RegExp } & (
  | {
      /** In the stack file, before `prepare`: refused with nothing created. */
      in: "file";
      change(migration: Spec): void;
    }
  | {
      /** In the clouds or on the host, after `prepare`. */
      in: "world";
      make(): void | Promise<void>;
      /** The command that must give the reason. */
      shownBy(field: Field): Promise<Outcome>;
      /** Absent: the next update puts it right. */
      mend?(): void | Promise<void>;
    }
);

export interface CellResult {
  source: string;
  engine: string;
  path: string;
  result: "ran" | "refused" | "failed";
  /** Of a refusal, or of a failure. */
  reason: string;
  openingsLeft: number;
  /** undefined: nothing was moved. */
  rowsEqual?: boolean;
  wrongVariants: number;
  wrongExplained: number;
}
