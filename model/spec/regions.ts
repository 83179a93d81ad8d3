import { ENGINE_FACTS } from "../engines";
import type { EngineFacts } from "../engines/facts";
import { locationOf } from "./places";
import type { Migration } from "./schema";

/** Regions of a migration that are not on the service's own list, each with why that leaves it open. */
export function unknownRegions({ engine, source, target }: Pick<Migration, "engine" | "source" | "target">): string[] {
  const { title, regions }: EngineFacts = ENGINE_FACTS[engine];
  const [from, home] = [locationOf(source), locationOf(target)];
  if (!regions || !home) return [];
  const named = regions.ofSource && from?.cloud === home.cloud ? [from.region, home.region] : [home.region];
  return [...new Set(named)]
    .filter((region) => !regions.listed.includes(region))
    .map((region) => `whether ${title} serves ${region}: not on its list (${regions.source}, read on ${regions.date})`);
}
