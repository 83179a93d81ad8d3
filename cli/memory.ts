import { setFlagsFromString } from "node:v8";

/**
 * Keeps this process small, next to whatever else runs on a workstation or in a pipeline. Query results become garbage
 * at once, so the heap is collected early; the servers do the work, so code is not optimised.
 */
export function keepSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
  setFlagsFromString("--no-opt");
  setFlagsFromString("--no-maglev");
}
