import type { Situation } from "../situation";
import { binaryLog } from "./binaryLog";
import { connection } from "./connection";
import { definitions } from "./definitions";
import { load } from "./load";
import { objects } from "./objects";
import { schema } from "./schema";
import { settings } from "./settings";

export const SITUATIONS: readonly Situation[] = [
  ...connection,
  ...binaryLog,
  ...load,
  ...objects,
  ...schema,
  ...definitions,
  ...settings,
];
