/**
 * The phases of a migration, each reached by one update. What exists after each:
 *
 * - `prepare`: the network path, the public endpoint, the EIP, the accounts and the task, created but not started
 * - `migrate`: the task has passed every check and replicates
 * - `cutover`: the gates are proven, the position is recorded, the task has ended
 * - `done`: nothing temporary is left
 * - `cancelled`: the migration was abandoned; the task was ended, whatever its state, and nothing is left. It can
 *   follow any other phase
 */
export const PHASES = ["prepare", "migrate", "cutover", "done", "cancelled"] as const;
export type Phase = (typeof PHASES)[number];

/**
 * What a phase requires. Everything is derived from the phase alone, so that a program's structure never depends on
 * outputs.
 */
export interface PhasePlan {
  /** The temporary openings, accounts and the task exist. */
  openings: boolean;
  /** The task runs. */
  run: boolean;
  /** The cutover is proven and recorded. */
  cutover: boolean;
}

export function planOf(phase: Phase): PhasePlan {
  return {
    openings: phase !== "done" && phase !== "cancelled",
    run: phase === "migrate" || phase === "cutover",
    cutover: phase === "cutover" || phase === "done",
  };
}
