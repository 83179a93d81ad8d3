import { setFlagsFromString } from "node:v8";

/**
 * Keeps this process small, beside whatever else runs on a person's machine or in a pipeline. What a statement's answer leaves is
 * garbage at once, so the heap is collected early; and the servers do the work, so code is not optimised.
 */
export function keepSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
  setFlagsFromString("--no-opt");
  setFlagsFromString("--no-maglev");
}
