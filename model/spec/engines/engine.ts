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
  routes: readonly EngineRoute[];
}
