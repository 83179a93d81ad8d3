import type { Program } from "../program";
import { allPorts } from "./allPorts";
import { configuration } from "./configuration";
import { endpoints } from "./endpoints";
import { ranges } from "./ranges";
import { references } from "./references";
import { tokens } from "./tokens";
import { tooLate } from "./tooLate";
import { types } from "./types";
import { unknowns } from "./unknowns";

/**
 * Programs by the kind of slip that they attempt. The kind "a review that looks too little" uses a repository:
 * `support/lookedAt.ts`.
 */
export const SLIPS: Record<string, Record<string, Program>> = {
  tooLate,
  allPorts,
  references,
  ranges,
  types,
  tokens,
  endpoints,
  configuration,
  unknowns,
};
