import { z } from "zod";
import { CLOUDS } from "../../model/clouds";
import { ENGINES } from "../../model/scenario";
import type { Clouds } from "../core/clouds";
import { UserProblem } from "../core/failure";
import type { FunctionType } from "./function";

const text = z.string().min(1);

/** What else a query says is its cloud's to read. */
const inputs = z.strictObject({
  migration: text.describe("name of the migration"),
  engine: z.enum(ENGINES).describe("service that moves the data"),
  queries: z
    .array(z.looseObject({ key: text, kind: text, cloud: z.enum(CLOUDS), region: text, account: text.optional() }))
    .describe("key, kind, cloud and region of each thing that is looked for, and what tells ours apart"),
});

export const findLeftovers = {
  description: "Looks in the clouds, by name, for what an update of a migration made and did not record. Reads only.",
  inputs,
  outputs: z.object({
    found: z.record(z.string(), z.string()).describe("ids of what was found, by the keys of the queries"),
  }),
  async call(clouds: Clouds, given: unknown): Promise<{ found: Record<string, string> }> {
    const { migration, engine, queries } = inputs.parse(given);
    const tasks = async (name: string) => {
      const tasks = await clouds.driver(engine).find(name);
      return tasks.filter(({ state }) => state !== "ended" && state !== "createFailed");
    };
    const found = queries.map(async ({ key, ...rest }) => {
      const cloud = clouds.cloud(rest);
      if (!cloud.leftover) throw new UserProblem(`${rest.kind} in ${rest.cloud}: dbferry cannot look for it there`);
      const id = await cloud.leftover({ ...rest, migration, tasks });
      return id === undefined ? [] : [[key, id] as const];
    });
    return { found: Object.fromEntries((await Promise.all(found)).flat()) };
  },
} satisfies FunctionType;
