import { z } from "zod";
import type { EngineFacts } from "./engine";

export const alibabaDts = {
  title: "Alibaba DTS",
  section: "alibabaDts",
  settings: z.strictObject({}),
  fixed: [],
  readOnlyTarget: false,
  keepDefiner: false,
  routes: [],
} satisfies EngineFacts;
