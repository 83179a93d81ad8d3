/**
 * The migration that two servers belong to, where it is known. Remedies must not touch what the migration made and
 * still needs: its account, its copies, a target that its task writes to or that is already the live database.
 */
export interface MigrationFacts {
  /** The account that dbferry creates on the source for the task. */
  account?: string;
  /** What the target held before anything was copied. Once this is recorded, a task may have written to it. */
  before?: { readonly databases: Readonly<Record<string, { readonly stood: boolean }>> };
  /** The cutover is done: the target may be the live database. */
  cutOver?: boolean;
}

/** Whether a task may have written to the target. */
export function mayHaveCopied(around: MigrationFacts | undefined): boolean {
  return around?.before !== undefined || around?.cutOver === true;
}
