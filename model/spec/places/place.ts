import type { z } from "zod";
import type { Cloud } from "../../clouds";
import type { Engine } from "../../engines";

/** A kind of place where a database can be: its fields in a migration as source and as target. */
export interface PlaceFacts {
  /** Display name. */
  title: string;
  /** The cloud that it is in; absent: none, or the one named in the migration (`cloud`). */
  cloud?: Cloud;
  /** Except over the public network, it lets in the task alone, by a single rule; absent: other callers too. */
  admitsOnlyTask?: true;
  /** Callers are let in through a named list of the instance: over every path, or over the public network alone; absent: over none. */
  list?: "always" | "public";
  /** Over the public network, the migration makes its public endpoint if it names none. */
  makesEndpoint?: true;
  /** Over the public network, the service whose task gets a public address of the migration's next to it. */
  addressFor?: Engine;
  /** How its owner makes it reachable over the public network; absent: the migration does, or there is nothing to do. */
  publicAccess?: string;
  /** Where a person lets the task in, because no API reaches it; absent: nowhere. */
  byHand?: string;
  /** Ids of what is charged there, in `model/prices`; absent: nothing is known about it. */
  prices?: {
    /** For data that leaves it over the public network. */
    leaving?: string;
    /** For an entry that lets a caller in. */
    entry?: string;
  };
  source: z.ZodObject;
  target: z.ZodObject;
}
