import { z } from "zod";
import { refuseOthers, sectionInputs } from "../engineSections";
import { endpoint, engine, mode, path, whenLive } from "../shared";

const shape = z.strictObject({
  name: z
    .string()
    .min(1)
    .describe(
      "exact name of the task; an existing task of this name with this state's mark is taken over rather than created twice",
    ),
  engine,
  path: path.default("public"),
  mode: mode.default("full+incremental"),
  source: endpoint.describe("where the data is; no login: the task is only created"),
  target: endpoint.describe("where the data goes"),
  eip: z
    .strictObject({ id: z.string().min(1).describe("the vendor's id"), address: z.ipv4().describe("the address") })
    .optional()
    .describe("an unbound public address of ours that the task uses, so that it survives a retry"),
  ...sectionInputs("task"),
  description: z.string().default("").describe("carries the mark by which an audit finds the task"),
  tags: z.record(z.string(), z.string()).default({}).describe("tags of the task; none if omitted"),
  targetReadOnly: z
    .boolean()
    .optional()
    .describe("whether the target refuses other writers while the task runs; default: if the engine supports it"),
  adopt: z.string().min(1).optional().describe("id of a task to take over regardless of its mark"),
  whenLive,
});
export const taskInputs = shape.superRefine((given, ctx) => refuseOthers(given, ctx, "task"));
export type TaskInputs = z.output<typeof taskInputs>;
