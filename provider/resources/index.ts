import type { ResourceType } from "../core/resource";
import { allowlistEntry } from "./allowlistEntry";
import { cutover } from "./cutover";
import { migrationRecord } from "./migrationRecord";
import { mysqlAccount } from "./mysqlAccount";
import { preflight } from "./preflight";
import { replicationTask } from "./replicationTask";
import { taskRun } from "./taskRun";

const all = [allowlistEntry, cutover, migrationRecord, mysqlAccount, preflight, replicationTask, taskRun];

/** Every resource type by its token. */
// biome-ignore lint/suspicious/noExplicitAny: each type checks its own inputs against its own schema
export const RESOURCES: ReadonlyMap<string, ResourceType<any>> = new Map(
  all.map((type) => [`dbferry:index:${type.name}`, type as ResourceType<object>]),
);
