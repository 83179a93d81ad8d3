import { RETENTION } from "../data/retention";
import { VENDOR_RANGES } from "../data/vendorRanges";
import type { Settings } from "./rule";

/** Defaults for settings missing from the pack's configuration. */
export function defaultSettings(): Settings {
  return {
    ports: [3306],
    maxDays: 30,
    auditDays: RETENTION.auditDays.value,
    backupDays: RETENTION.backupDays.value,
    binlogHours: RETENTION.binlogHours.value,
    vendorRanges: [...VENDOR_RANGES],
    approvedRegions: [],
    prices: {},
    teardown: [],
  };
}
