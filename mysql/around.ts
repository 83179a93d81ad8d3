/**
 * The migration that two servers belong to, where it is known. A remedy leaves alone what the migration made and still needs: its account, its
 * copies, a target that its task writes to, or that has become the live database.
 */
export interface Around {
  /** The account that dbferry makes on the source for the task. */
  account?: string;
  /** What the target held before anything was copied. From then on a task may have written to it. */
  before?: { readonly databases: Readonly<Record<string, { readonly stood: boolean }>> };
  /** The cutover is over: the target may be the live database. */
  cutOver?: boolean;
}

/** A task may have written to the target. */
export function mayHaveCopied(around: Around | undefined): boolean {
  return around?.before !== undefined || around?.cutOver === true;
}
