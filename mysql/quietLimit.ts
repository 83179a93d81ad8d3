import type { RawError } from "./problem";

/**
 * Calls `late` when no row has arrived for this long.
 * @param limit milliseconds; 0: none
 */
export function quietLimit(limit: number, late: (error: RawError) => void): { heard(): void; stop(): void } {
  if (!limit) return { heard: () => {}, stop: () => {} };
  let heardAt = performance.now();
  const check = () => {
    const left = heardAt + limit - performance.now();
    if (left > 0) timer = setTimeout(check, left);
    else late({ code: "PROTOCOL_SEQUENCE_TIMEOUT" });
  };
  // Restarting a timer with each row would cost more than the row.
  let timer = setTimeout(check, limit);
  return {
    heard: () => {
      heardAt = performance.now();
    },
    stop: () => clearTimeout(timer),
  };
}
