import { ADOPTED } from "./cases/adopted";
import { CONSOLE_LISTS } from "./cases/console";
import { ELSEWHERE } from "./cases/elsewhere";
import { EXPIRED } from "./cases/expired";
import { JUDGE } from "./cases/judge";
import { KEY_LISTS } from "./cases/keys";
import { killedBy } from "./cases/killed";
import { PASSWORDS } from "./cases/passwords";
import { PHASES } from "./cases/phases";
import { REPLACED } from "./cases/replaced";
import { SETTINGS_LIST } from "./cases/settings";
import { STACKS } from "./cases/stacks";
import type { MistakeList } from "./mistake";

/** Every list of mistakes; each has its own world. */
export const lists = (seed: number): readonly MistakeList[] => [
  ...KEY_LISTS,
  ...CONSOLE_LISTS,
  PHASES,
  EXPIRED,
  PASSWORDS,
  ELSEWHERE,
  REPLACED,
  SETTINGS_LIST,
  STACKS,
  ADOPTED,
  ...[seed, seed + 1].map(killedBy),
  // Wrong on purpose, and must be detected.
  JUDGE,
];
