import type { CompareContext } from "./context";
import type { Catchup, CatchupWait } from "./settle";
import type { TableResult } from "./types";

/** Something that differed at first and is rechecked, because changes may have been in flight. */
export interface Suspect {
  /** Rechecks; true when nothing is left that may still settle. */
  recheck(settled: Catchup): Promise<boolean>;
  /** Adds proven differences, and those still changing at the last recheck, to the table's result. */
  conclude(): Promise<void>;
  /** Number of rows held in memory. */
  readonly held: number;
}

/** A table that was read once, with the suspects to recheck before its result is final. */
export interface TableSeen {
  result: TableResult;
  suspects: Suspect[];
}

/** Rows of all suspects that may be held in memory between two rechecks. */
const MOST_HELD = 20_000;

/**
 * Rechecks everything that differed, after the target has caught up, until what is left is proven or the rounds are
 * used up. All suspects wait together, so the time does not depend on how much differs.
 *
 * @param seenUntil Date.now() when the last suspect was found to differ
 */
export async function settleSuspects(
  context: CompareContext,
  settling: CatchupWait,
  suspects: readonly Suspect[],
  seenUntil: number,
  told: {
    /** Waits while the servers must rest. */
    pause: () => Promise<void>;
    /** Reports how many are settled. */
    tell: (proven: number) => void;
  },
): Promise<void> {
  const { pause, tell } = told;
  const rounds = context.input.recheck?.rounds ?? 3;
  const queue = [...suspects];
  let proven = 0;
  const lookAt = async (one: Suspect, settled: Catchup) => {
    context.rechecked += 1;
    await pause();
    if (!(await one.recheck(settled))) return false;
    await one.conclude();
    proven += 1;
    tell(proven);
    return true;
  };
  while (queue.length > 0) {
    tell(proven);
    const settled = rounds > 0 ? await settling.wait(seenUntil) : "still";
    let open: Suspect[] = [];
    let held = 0;
    while (queue.length > 0 && held < MOST_HELD) {
      const one = queue.shift()!;
      if (await lookAt(one, rounds <= 1 ? "still" : settled)) continue;
      open.push(one);
      held += one.held;
    }
    for (let round = 2; round <= rounds && open.length > 0; round += 1) {
      const again = await settling.wait();
      const left: Suspect[] = [];
      for (const one of open) if (!(await lookAt(one, again))) left.push(one);
      open = left;
    }
    for (const one of open) await one.conclude();
    proven += open.length;
  }
}
