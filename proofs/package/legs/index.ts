import type { Leg } from "./leg";
import { python } from "./python";
import { typescript } from "./typescript";
import { yaml } from "./yaml";

/** Languages that a migration is tried from; a new one is a file and a line. */
export const LEGS: Record<string, Leg> = {
  typescript,
  yaml,
  python,
};

/** Without these the package is not usable. */
export const NEEDED = ["typescript", "yaml"];
