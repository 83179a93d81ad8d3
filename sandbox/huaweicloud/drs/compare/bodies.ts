import { z } from "zod";
import { refused } from "../../../wire/verdicts";

const count = z.coerce.number().int().min(0);
const limit = count.max(1000).default(1000);

/** A sample is for other databases than MySQL, and the number of rows is not compared here. */
export const comparison = z.strictObject({
  type: z.literal("contents", { error: "contents: `lines` is not implemented, and `random` is not for MySQL" }),
  compare_object: z
    .array(z.strictObject({ db_name: z.string().min(1), table_name: z.array(z.string().min(1)).min(1).optional() }))
    .min(1),
  options: z
    .record(z.string(), z.string())
    .default({})
    .superRefine((options, issue) => {
      for (const [key, value] of Object.entries(options))
        if (!OPTIONS[key]?.includes(value)) issue.addIssue({ code: "custom", path: [key], message: `'${value}'` });
    }),
  ...refused("start_time", "compare_mode", "compare_object_with_token", "compare_task_num"),
  ...refused("compare_transformation_infos", "proportion_value"),
});
export type ComparisonRequest = z.infer<typeof comparison>;

/** `dynamic` goes on comparing what is written, which is not implemented. */
const OPTIONS: Record<string, readonly string[]> = { contentCompareType: ["static"], lobCompare: ["ignore", "length"] };

export const listQuery = z.strictObject({ limit, offset: count.default(0) });

export const detailQuery = z.strictObject({
  limit,
  offset: count.default(0),
  type: z.enum(["compare", "unCompare"]).default("compare"),
  db_name: z.string().optional(),
  target_db_name: z.string().optional(),
});
