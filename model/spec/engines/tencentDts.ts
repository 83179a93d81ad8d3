import { z } from "zod";
import type { EngineFacts } from "./engine";

export const tencentDts = {
  title: "Tencent DTS",
  section: "tencentDts",
  settings: z.strictObject({}),
  fixed: [],
  readOnlyTarget: true,
  keepDefiner: false,
  routes: [],
} satisfies EngineFacts;
