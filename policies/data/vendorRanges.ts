import { shorten } from "../../model/addresses";
import { isBlock, prefixOf } from "../../model/addresses/block";
import { ENGINE_FACTS } from "../../model/engines";
import type { EngineFacts } from "../../model/engines/facts";
import { readDate } from "../../model/expiry";
import { cloudOf, type Place } from "../../model/spec/places";
import type { Settings } from "../core/rule";
import { isObject } from "../core/values";

/** Ranges that a vendor publishes for its replication service and that are wider than entries otherwise may be. */
export const VENDOR_RANGES: Settings["vendorRanges"] = Object.entries<EngineFacts>(ENGINE_FACTS).flatMap(
  ([engine, { title, wideRanges = [], routes }]) =>
    wideRanges.map(({ regions, accountsOnly, ...range }) => ({
      ...range,
      // A service writes to databases of its own cloud.
      service: {
        engine,
        title,
        cloud: cloudOf({ place: routes[0]!.target as Place }) ?? "",
        ...(regions ? { regions } : {}),
        ...(accountsOnly ? { accountsOnly } : {}),
      },
    })),
);

/** The widest range accepted as published: the widest that any vendor lists. */
export const WIDEST_RANGE = { v4: 16, v6: 48 };

/** The setting `vendorRanges`: the usable ranges, and the problems with the others. */
export function readVendorRanges(raw: unknown): {
  ranges: Settings["vendorRanges"];
  problems: { text: string; fix: string }[];
} {
  const ranges: Settings["vendorRanges"] = [];
  const problems: { text: string; fix: string }[] = [];
  (Array.isArray(raw) ? raw : []).forEach((item: unknown, index) => {
    const wrong = wrongWith(item);
    if (wrong === undefined) ranges.push(item as Settings["vendorRanges"][number]);
    else problems.push({ text: `configuration: vendorRanges[${index}] ${wrong.text}`, fix: wrong.fix });
  });
  return { ranges, problems };
}

function wrongWith(item: unknown): { text: string; fix: string } | undefined {
  if (!isObject(item)) return { text: "is not an object", fix: "write block, source and date" };
  const missing = ["block", "source", "date"].find((key) => typeof item[key] !== "string" || item[key] === "");
  if (missing) return { text: `has no ${missing}`, fix: `add ${missing}` };
  const { block, date } = item as Record<string, string>;
  if (!isBlock(block!) || !block!.includes("/"))
    return { text: `has the block "${shorten(block!)}"`, fix: "write one CIDR block, such as 120.24.0.0/16" };
  const widest = block!.includes(":") ? WIDEST_RANGE.v6 : WIDEST_RANGE.v4;
  if (prefixOf(block!) < widest)
    return {
      text: `has the block ${block}, wider than /${widest}`,
      fix: `name the published ranges, /${widest} or narrower`,
    };
  if (readDate(`${date}T00:00:00Z`) === undefined)
    return {
      text: `has the date "${shorten(date!)}"`,
      fix: "write the day on which the source was read, such as 2026-11-21",
    };
  return undefined;
}
