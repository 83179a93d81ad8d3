import type { Settings } from "../core/rule";

/**
 * Ranges that a vendor publishes for its replication service and that are wider than an entry may otherwise be.
 * `date` is the day on which the source was read.
 */
export const VENDOR_RANGES: Settings["vendorRanges"] = [
  ...["112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16"].map((block) => ({
    block,
    source: "Alibaba Cloud DTS, address ranges to allow for a self-managed database, region Shenzhen",
    date: "2026-11-21",
  })),
  {
    block: "100.104.0.0/16",
    source: "Alibaba Cloud DTS, private address range of the service",
    date: "2026-11-21",
  },
];
