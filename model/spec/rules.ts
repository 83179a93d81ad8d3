import { CLOUDS, type Cloud, nearestRegion, REGIONS } from "../clouds";
import type { Phase } from "../phase";
import type { Problem } from "../problems";
import { legRules } from "./leg";
import { cloudOf, PLACES, type Place } from "./places";
import { adopt } from "./rules/adopt";
import { engineRules } from "./rules/engine";
import { EXEMPTION, expiry, OPENING } from "./rules/expiry";
import { host } from "./rules/host";
import { operator } from "./rules/operator";
import { peering } from "./rules/peering";
import { quoted } from "./rules/quoted";
import { addressesReadByHand } from "./rules/readByHand";
import { databases, tables } from "./rules/selection";
import { lead, order, start } from "./rules/start";
import { vpnRules } from "./rules/vpn";
import type { Migration } from "./schema";

/** Rules that need a complete, well-formed migration. Returns every problem; none hides another. */
export function rulesOf(migration: Migration, phase: Phase, now: Date): Problem[] {
  return [
    ...valueRules(migration, phase, now),
    ...engineRules(migration, phase),
    ...lead(migration, phase, now),
    ...order(migration),
    ...host(migration),
    ...peering(migration),
    ...vpnRules(migration),
    ...addressesReadByHand(migration, phase),
    ...operator(migration),
    ...adopt(migration, phase),
    ...databases(migration),
    ...tables(migration),
    ...legRules(migration, phase),
  ];
}

/** Input of `valueRules`, from a migration that may be malformed elsewhere. */
export interface Values {
  source?: { place?: unknown; cloud?: unknown; region?: unknown };
  target?: { place?: unknown; cloud?: unknown; region?: unknown };
  expires?: unknown;
  task?: { start?: unknown; plainSource?: { expires?: unknown } };
}

/**
 * Rules on individual values, reported together with schema errors. Missing and invalid values are left to the schema.
 */
export function valueRules(values: Values, phase: Phase, now: Date): Problem[] {
  return [
    ...region("source.region", values.source),
    ...region("target.region", values.target),
    ...expiry("expires", values.expires, OPENING, phase, now),
    ...expiry("task.plainSource.expires", values.task?.plainSource?.expires, EXEMPTION, phase, now),
    ...start(values, phase, now),
  ];
}

function region(path: string, side: Values["source"]): Problem[] {
  const { place, cloud: named, region: seen } = side ?? {};
  const cloud = isPlace(place) ? cloudOf({ place, ...(isCloud(named) ? { cloud: named } : {}) }) : undefined;
  if (!cloud || typeof seen !== "string" || REGIONS[cloud].includes(seen)) return [];
  const near = nearestRegion(cloud, seen);
  return [
    {
      path,
      seen: quoted(seen),
      needed: `a region of ${cloud}`,
      fix: near ? `did you mean ${near}?` : REGIONS[cloud].join(", "),
    },
  ];
}

function isPlace(place: unknown): place is Place {
  return typeof place === "string" && Object.hasOwn(PLACES, place);
}

function isCloud(cloud: unknown): cloud is Cloud {
  return (CLOUDS as readonly unknown[]).includes(cloud);
}
