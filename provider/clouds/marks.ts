import type { Cloud } from "../../model/clouds";
import type { Mark } from "../../model/expiry";
import type { Opening } from "../../model/openings";
import type { KnownHere } from "../core/clouds";

/** The mark of what the state says is ours, although nothing on it does: it was adopted, or edited in the console. */
export function byState(known: KnownHere | undefined, of: Opening["kind"], id: string): Mark | undefined {
  const isOurs = known?.named.some((one) => one.isOurs && one.kind === of && one.id === id);
  return isOurs ? { id: known!.migration } : undefined;
}

type Marked = Pick<Opening, "cloud" | "region" | "migration" | "state" | "stack" | "expires">;

/** Where an opening is, and whose. */
export function marked(cloud: Cloud, region: string, { id, expires, state, stack }: Mark): Marked {
  return {
    ...{ cloud, region, migration: id },
    ...(state ? { state } : {}),
    ...(stack ? { stack } : {}),
    expires: expires?.toISOString(),
  };
}
