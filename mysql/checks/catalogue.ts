import type { Check } from "../check";
import { c01 } from "./c01-source-reachable";
import { c02 } from "./c02-target-reachable";
import { c07 } from "./c07-source-grants-full";
import { c08 } from "./c08-source-grants-incremental";
import { c10 } from "./c10-target-grants";
import { c13 } from "./c13-version";
import { c14 } from "./c14-log-bin";
import { c15 } from "./c15-binlog-format";
import { c17 } from "./c17-binlog-row-image";
import { c22 } from "./c22-server-id";
import { c24 } from "./c24-gtid-mode";
import { c44 } from "./c44-stats-on-metadata";
import { c50 } from "./c50-foreign-key-closure";
import { c57 } from "./c57-target-empty";
import { c59 } from "./c59-target-space";

/** Every check that MySQL itself can answer, in the catalogue's order. */
export const CHECKS: readonly Check[] = [c01, c02, c07, c08, c10, c13, c14, c15, c17, c22, c24, c44, c50, c57, c59];
