import { clone } from "./clone";
import type { Leg } from "./leg";
import { python } from "./python";
import { typescript } from "./typescript";
import { yaml } from "./yaml";

/** Languages that a migration is tried from; a new one is a file and a line. */
const LANGUAGES: Record<string, Leg> = { typescript, yaml, python };

export const BY_DEFAULT = Object.keys(LANGUAGES);

/** Everything that can be tried by name; the clone itself needs the network. */
export const LEGS: Record<string, Leg> = { ...LANGUAGES, clone };

/** Without these the package is not usable. */
export const NEEDED = ["typescript", "yaml"];
