import { demo } from "./demo";
import type { Bench } from "./measure";
import { policies } from "./policies";
import { preview } from "./preview";

/** Every bench, in the order in which it runs. */
export const BENCHES: readonly Bench[] = [preview, policies, demo];
