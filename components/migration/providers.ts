import type * as pulumi from "@pulumi/pulumi";
import { distinctLocations, type Location, locationKey } from "../../model/clouds/location";
import type { Problem } from "../../model/problems";
import { locationOf, type Migration } from "../../model/spec";
import { engineKit } from "../kits/engines";

/**
 * The form of `opts.providers`: by package, or by cloud, region and account if a migration uses more than one of a
 * cloud.
 */
export type GivenProviders = pulumi.ComponentResourceOptions["providers"];

/** The distinct regions and accounts that the migration uses, starting with that of the task's own side. */
export function locationsOf(migration: Migration): Location[] {
  const home = engineKit(migration.engine).home(migration);
  const sides = home === "target" ? [migration.target, migration.source] : [migration.source, migration.target];
  return distinctLocations(sides.flatMap((side) => locationOf(side) ?? []));
}

/** Key of a provider: the cloud's name, which is its package's name too, if it is the only one of its cloud. */
export function providerKey(at: Location, locations: readonly Location[]): string {
  const alone = locations.filter(({ cloud }) => cloud === at.cloud).length === 1;
  return alone ? at.cloud : locationKey(at);
}

/** The provider for a location; undefined: the one that children inherit by their package, or the engine's default. */
export function providerFor(
  given: GivenProviders,
  at: Location,
  locations: readonly Location[],
): pulumi.ProviderResource | undefined {
  return byKey(given)[providerKey(at, locations)];
}

/** Two regions or accounts of a cloud cannot share a provider: resources for one would be created in the other. */
export function providerProblems(given: GivenProviders, locations: readonly Location[]): Problem[] {
  const keys = locations
    .map((at) => providerKey(at, locations))
    .filter((key, index) => key !== locations[index]!.cloud);
  const missing = keys.filter((key) => !byKey(given)[key]);
  if (missing.length === 0) return [];
  return [
    {
      path: "opts.providers",
      seen: Object.keys(byKey(given)).join(", ") || "no providers by name",
      needed: `a provider for each region and account of a cloud: ${keys.join(", ")}`,
      fix: `pass providers as a map with the keys ${missing.join(", ")}`,
    },
  ];
}

/** The options without the providers that are not keyed by package, which this component assigns itself. */
export function inheritable<O extends pulumi.ComponentResourceOptions>(
  opts: O | undefined,
  locations: readonly Location[],
): O | undefined {
  const ours = locations
    .map((at) => providerKey(at, locations))
    .filter((key, index) => key !== locations[index]!.cloud);
  if (!opts?.providers || Array.isArray(opts.providers) || ours.length === 0) return opts;
  const inherited = Object.entries(opts.providers).filter(([key]) => !ours.includes(key));
  return { ...opts, providers: Object.fromEntries(inherited) };
}

function byKey(given: GivenProviders): Record<string, pulumi.ProviderResource> {
  return given && !Array.isArray(given) ? given : {};
}
