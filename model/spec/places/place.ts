import type { z } from "zod";
import type { Cloud } from "../../clouds";

/** A kind of place that a database can be in: what a migration says of it as source and as target. */
export interface PlaceFacts {
  /** For people. */
  title: string;
  /** Cloud that it is in; absent: none, or the one that the migration names (`cloud`). */
  cloud?: Cloud;
  source: z.ZodObject;
  target: z.ZodObject;
}
