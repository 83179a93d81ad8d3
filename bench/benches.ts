import { calls } from "./calls";
import { besideTableChecksum } from "./checksum";
import { comparison } from "./compare";
import { growth } from "./growth";
import { manyTables } from "./manyTables";
import type { Bench } from "./measure";
import { policies } from "./policies";
import { preflight } from "./preflight";
import { preview } from "./preview";
import { structure } from "./structure";
import { trial } from "./trial";

/** Every bench, in execution order. */
export const BENCHES: readonly Bench[] = [
  preview,
  policies,
  comparison,
  besideTableChecksum,
  structure,
  trial,
  manyTables,
  preflight,
  growth,
  calls,
];
