import { RETENTION } from "../data/retention";
import { VENDOR_RANGES } from "../data/vendorRanges";
import type { Settings } from "./rule";

/** Settings that apply when the pack's configuration has none. */
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
