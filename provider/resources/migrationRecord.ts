import { z } from "zod";
import { CLOUDS } from "../../model/clouds";
import { PHASES } from "../../model/phase";
import type { Plain, ResourceType } from "../core/resource";
import { mayEnd, refuseLive } from "./ending";
import { engine, whenLive } from "./shared";

const inputs = z.strictObject({
  migration: z.string().min(1).describe("name of the migration"),
  phase: z.enum(PHASES).describe("the phase that was reached: everything else of it stands before this is recorded"),
  taskId: z.string().optional().describe("the vendor's id of the task; kept once it is known"),
  engine,
  at: z
    .strictObject({ cloud: z.enum(CLOUDS), region: z.string().min(1), account: z.string().min(1).optional() })
    .optional()
    .describe("cloud, region and account that the task works in"),
  fixed: z
    .record(z.string(), z.string())
    .default({})
    .describe("what the task was made with, by dotted path: what cannot change while it moves data"),
  whenLive,
});
type Inputs = z.output<typeof inputs>;

export const migrationRecord: ResourceType<Inputs> = {
  name: "MigrationRecord",
  description:
    "How far a migration has come. It is written when everything else of a phase stands, from the first to the last, so that a later update knows " +
    "what was reached; and it is the first that a destroy removes: while the task moves data, that is refused before anything else is gone.",
  schema: inputs,
  secrets: [],
  replaceOn: [],
  ignore: ["whenLive", "engine", "at"],
  outputs: {
    phase: { type: "string", description: "the phase that was reached" },
    fixed: { type: "object", description: "what the task was made with, by dotted path" },
    taskId: { type: "string", description: "the vendor's id of the task, also after its end", optional: true },
    since: { type: "string", description: "when a phase was first reached, ISO 8601 UTC" },
    reachedAt: { type: "string", description: "when this phase was reached, ISO 8601 UTC" },
  },

  foresee: ({ phase, fixed }) => ({ phase, fixed }),

  async create(ctx, given) {
    const now = ctx.now().toISOString();
    return { id: given.migration, outputs: recorded(given, { since: now, reachedAt: now }) };
  },

  read: async (_ctx, old) => ({ id: old.id, outputs: old.outputs }),

  update: async (ctx, old, given) => {
    const again = old.outputs["phase"] === given.phase;
    return recorded(given, {
      ...old.outputs,
      ...(again ? {} : { reachedAt: ctx.now().toISOString() }),
    });
  },

  async delete(ctx, { inputs: was }) {
    const over = was.phase === "done" || was.phase === "cancelled";
    if (over || was.taskId === undefined || mayEnd(ctx, was.whenLive, was.whenLive)) return;
    const driver = ctx.clouds.driver(was.engine, was.at);
    const task = await driver.describe(was.taskId);
    if (task) refuseLive(ctx, driver, task, was.whenLive);
  },
};

function recorded({ phase, fixed, taskId }: Inputs, before: Plain): Plain {
  return {
    phase,
    fixed,
    taskId: taskId ?? before["taskId"],
    since: before["since"],
    reachedAt: before["reachedAt"],
  };
}
