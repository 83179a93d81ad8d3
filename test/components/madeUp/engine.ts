import { z } from "zod";

export const carrier = {
  title: "Nimbus Carrier",
  section: "carrier",
  settings: z.strictObject({ wagons: z.number().int().min(1).default(2) }),
  fixed: [],
  readOnlyTarget: true,
  keepDefiner: true,
  queue: "load",
  callers: { public: "its wagons", private: "its wagons", known: "its wagons are known before they leave" },
  moves: {
    accounts: "stay",
    viewsAndRoutines: "move",
    triggers: "move",
    events: "move",
    definers: "stay",
    triggersOfTables: "move",
  },
  versions: {
    pairs: { "5.6": ["5.6", "5.7", "8.0"], "5.7": ["5.7", "8.0"], "8.0": ["8.0"] },
    source: "made up",
    date: "2026-11-21",
  },
  routes: [
    { id: "nimbus-to-nimbus", source: "nimbus-mysql", target: "nimbus-mysql", path: "tube", guide: "made up" },
    { id: "alibaba-to-nimbus", source: "alicloud-rds", target: "nimbus-mysql", path: "tube", guide: "made up" },
  ],
};
