import { clone } from "./clone";
import type { Leg } from "./leg";
import { python } from "./python";
import { typescript } from "./typescript";
import { yaml } from "./yaml";

/** Languages to run a migration from. To add one, add a file and a line here. */
const LANGUAGES: Record<string, Leg> = { typescript, yaml, python };

export const BY_DEFAULT = Object.keys(LANGUAGES);

/** Everything that can be selected by name; the clone needs the network. */
export const LEGS: Record<string, Leg> = { ...LANGUAGES, clone };

/** Without these the package is not usable. */
export const NEEDED = ["typescript", "yaml"];
