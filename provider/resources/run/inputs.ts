import { z } from "zod";
import { readDate } from "../../../model/expiry";
import { named } from "../../../model/named";
import { acceptedWarning } from "../../../model/spec/acceptedWarning";
import { consistencyCheck } from "../../../model/spec/consistencyCheck";
import { refuseOthers, sectionInputs } from "../engineSections";
import { databases, engine, login, mode, path, refuseContradiction, tables, whenLive } from "../shared";

const hour = z.number().int().min(0).max(23);

const shape = z.strictObject({
  taskId: z.string().min(1).describe("the vendor's id, an output of ReplicationTask"),
  engine,
  path: path.default("public"),
  mode: mode.default("full+incremental"),
  source: login.describe("source with the migration account"),
  sourceAddress: z
    .ipv4()
    .optional()
    .describe(
      "an output of ReplicationTask: by it, a run that continues after the one that configured the task was lost knows whether the source's name has moved",
    ),
  target: login.describe("target with the migration account"),
  databases: databases.default("all"),
  tables,
  start: z
    .string()
    .refine((text) => text === "now" || readDate(text) !== undefined, "`now`, or an ISO 8601 instant with its zone")
    .default("now")
    .describe("`now`, or the instant at which the vendor starts the task"),
  after: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "exact names of the tasks to the same target that come first: while it is not proven that they have made room, nothing starts",
    ),
  limits: z
    .array(
      named(
        "SpeedLimit",
        "A speed limit of the full load in some hours of each day.",
        z.strictObject({
          speed: z.number().int().min(1).max(9999).describe("MB/s"),
          fromHour: hour.describe("first hour of the day, UTC"),
          toHour: hour.describe("last hour of the day, UTC"),
        }),
      ),
    )
    .max(3)
    .default([])
    .describe("speed limits of the full load by hours of the day"),
  targetReadOnly: z
    .boolean()
    .optional()
    .describe("whether the target refuses other writers while the task runs; default: if the engine supports it"),
  keepDefiner: z
    .boolean()
    .default(false)
    .describe(
      "whether views, routines, triggers and events keep the source's definer; otherwise the target's migration account becomes their definer",
    ),
  connectWindowSeconds: z
    .number()
    .min(0)
    .max(3600)
    .default(300)
    .describe("how long to retry the connection test: openings take a while to become effective"),
  afterCutover: z
    .boolean()
    .default(false)
    .describe("whether a cutover ends the task or has ended it: an ended task is then in order"),
  acceptedWarnings: z
    .array(acceptedWarning)
    .default([])
    .describe("warnings of the service's precheck that do not prevent the task from starting"),
  consistencyCheck: consistencyCheck
    .default("none")
    .describe(
      "the service's own comparison that the cutover orders: some services take it only while a task is configured",
    ),
  ...sectionInputs("run"),
  whenLive,
});
export const runInputs = shape
  .superRefine((given, ctx) => refuseOthers(given, ctx, "run"))
  .superRefine(refuseContradiction);
export type RunInputs = z.output<typeof runInputs>;
