import type { z } from "zod";
import type { Path } from "../../paths";

/** A way from a source to a target that dbferry can build with an engine, with the guide it comes from. */
export interface EngineRoute {
  id: string;
  source: string;
  target: string;
  path: Path;
  guide: string;
}

/** A service that moves data: what a migration says of it in a section of its own, and the ways that dbferry can build with it. */
export interface EngineFacts {
  /** For people. */
  title: string;
  /** Key of its section in the migration. */
  section: string;
  settings: z.ZodObject;
  /** What its task is made with, in the same section of `ReplicationTask`; absent: nothing of its own. */
  task?: z.ZodObject;
  /** Members of `task` of which another value needs another task. */
  fixed: readonly string[];
  /** What its task runs with, in the same section of `TaskRun`, by the same names as in `settings`; absent: nothing of its own. */
  run?: z.ZodObject;
  /** Whether it can keep other writers out of the target while its task runs. */
  readOnlyTarget: boolean;
  /** Whether it can leave views, routines, triggers and events their definer. */
  keepDefiner: boolean;
  routes: readonly EngineRoute[];
}
