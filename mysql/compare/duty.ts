import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../connect";

/** Milliseconds. A shorter pause is not worth a timer and is added to the next one. */
const LEAST_MS = 5;

type Sides = Record<"source" | "target", Pick<Db, "ranMs">>;

/**
 * Limits statements to a share of the time on each server. The time a statement took is paid for with a pause before
 * the next one only, so that pauses neither accumulate nor can be saved up.
 */
export class Duty {
  private paid: { at: number; ran: Record<"source" | "target", number> };

  constructor(
    private readonly sides: Sides,
    /** Above 0, up to 1. */
    readonly share: number,
    private readonly signal?: AbortSignal,
    private readonly clock: { now(): number; sleep(milliseconds: number): Promise<unknown> } = {
      now: () => performance.now(),
      sleep: (milliseconds) => sleep(milliseconds, undefined, { signal }),
    },
  ) {
    this.paid = this.now();
  }

  /** Milliseconds for which the busier server has worked so far. */
  get ranMs(): number {
    return Math.max(this.sides.source.ranMs, this.sides.target.ranMs);
  }

  /** Resolves when the next statement may start. */
  async rest(): Promise<void> {
    if (this.share >= 1) return;
    this.signal?.throwIfAborted();
    const { at, ran } = this.now();
    const worked = Math.max(ran.source - this.paid.ran.source, ran.target - this.paid.ran.target);
    const wait = worked / this.share - (at - this.paid.at);
    if (wait > 0 && wait < LEAST_MS) return;
    if (wait > 0) await this.clock.sleep(wait);
    this.paid = this.now();
  }

  private now(): Duty["paid"] {
    const { source, target } = this.sides;
    return { at: this.clock.now(), ran: { source: source.ranMs, target: target.ranMs } };
  }
}

/** Longest pause aimed at: the smaller the share, the smaller the chunks. */
const CYCLE_MS = 1_000;
const LEAST_CHUNK_MS = 50;

/** How long a chunk should take, unless the user chose a time. */
export function chunkMsFor(share: number, usual = 500): number {
  return Math.max(LEAST_CHUNK_MS, Math.min(usual, CYCLE_MS * share));
}
