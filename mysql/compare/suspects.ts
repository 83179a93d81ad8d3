import type { Context } from "./context";
import type { Settled, Settling } from "./settle";
import type { TableResult } from "./types";

/** Something that differed at first, and is looked at again because changes may have been under way. */
export interface Suspect {
  /** Looks once more; true when nothing is left that may still settle. */
  look(settled: Settled): Promise<boolean>;
  /** Writes into its table's result what is proven, and what still moved at the last look. */
  conclude(): Promise<void>;
  /** Rows that it holds in memory. */
  readonly held: number;
}

/** A table that was read once, with what has to be looked at again before its result counts. */
export interface TableSeen {
  result: TableResult;
  suspects: Suspect[];
}

/** Rows that are held in memory between two looks, of all suspects. */
const MOST_HELD = 20_000;

/**
 * Looks at everything that differed again, after the target has caught up, until what is left is proven or the rounds are
 * used up. All wait together: how long it takes does not depend on how much differs.
 *
 * @param seenUntil when the last of them was seen to differ, as Date.now() tells it
 */
export async function settleSuspects(
  context: Context,
  settling: Settling,
  suspects: readonly Suspect[],
  seenUntil: number,
  told: {
    /** Waits while the servers must rest. */
    pause: () => Promise<void>;
    /** How many are proven. */
    tell: (proven: number) => void;
  },
): Promise<void> {
  const { pause, tell } = told;
  const rounds = context.input.recheck?.rounds ?? 3;
  const queue = [...suspects];
  let proven = 0;
  const lookAt = async (one: Suspect, settled: Settled) => {
    context.rechecked += 1;
    await pause();
    if (!(await one.look(settled))) return false;
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
