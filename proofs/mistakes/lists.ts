import { KEYS } from "./cases/keys";
import { PHASES } from "./cases/phases";
import type { MistakeList } from "./mistake";

/** Every list of mistakes; each has a world of its own. */
export const LISTS: readonly MistakeList[] = [KEYS, PHASES];
