import { FACTS } from "../../clouds";
import type { CloudFacts } from "../../clouds/facts";
import { type Phase, planOf } from "../../phase";
import type { Problem } from "../../problems";
import { scenarioOf } from "../../scenario";
import { isAdmittedAtSource } from "../admission";
import { PLACES } from "../places";
import type { PlaceFacts } from "../places/place";
import type { Migration } from "../schema";
import { quoted } from "./quoted";

type Key = keyof NonNullable<Migration["adopt"]>;

/** What the migration would not take over, because it makes nothing like it. What it removes needs nothing. */
export function adopt(migration: Migration, phase: Phase): Problem[] {
  const { adopt: given = {}, engine, path } = migration;
  // The route itself is the problem then.
  if (!scenarioOf(migration) || !planOf(phase).openings) return [];
  const usable = adoptableKeys(migration);
  return Object.entries(given).flatMap(([key, value]) =>
    value === undefined || usable.includes(key as Key)
      ? []
      : [
          {
            path: `adopt.${key}`,
            seen: quoted(value),
            needed: `one of ${usable.join(", ")}: by ${engine} over ${path}, this migration makes nothing else to take over`,
            fix: "remove it",
          },
        ],
  );
}

/** The keys of what a migration makes, and can take over instead. */
export function adoptableKeys(migration: Migration): Key[] {
  const { source, target, engine, path } = migration;
  const [from, to]: PlaceFacts[] = [PLACES[source.place], PLACES[target.place]];
  const isPublic = path === "public";
  const listed = source.place === "vm" && (FACTS[source.cloud] as CloudFacts).machineLists === true;
  const makesEndpoint = isPublic && from!.makesEndpoint === true && !("endpoint" in source && source.endpoint);
  const usable: Record<Key, boolean> = {
    task: true,
    eip: isPublic && to!.addressFor === engine,
    endpoint: makesEndpoint,
    sourceRule: !isPublic && !listed && from!.admitsOnlyTask === true,
    targetRule: to!.admitsOnlyTask === true && !isAdmittedAtSource(migration),
    allowlist: listed || from!.list === "always" || (isPublic && from!.list === "public"),
    account: true,
  };
  return (Object.keys(usable) as Key[]).filter((key) => usable[key]);
}
