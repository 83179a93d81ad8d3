import { z } from "zod";
import { describeOwner, readMark } from "../../model/expiry";
import { isStateId, writtenId } from "../../model/ownership";
import type { Problem } from "../../model/problems";
import { cloud, engine } from "../../model/spec/choices";
import type { Clouds } from "../core/clouds";
import { UserProblem } from "../core/failure";
import { isOver } from "../core/states";
import type { TaskInfo } from "../core/task";
import { taskLocation } from "../resources/shared";
import type { FunctionType } from "./function";
import { problem } from "./problem";

const text = z.string().min(1);

/** Other fields of a query are validated by its cloud. */
const inputs = z.strictObject({
  migration: text.describe("name of the migration"),
  engine: engine.describe("service that moves the data"),
  at: taskLocation,
  task: text.optional().describe("name of its task"),
  taskId: text
    .optional()
    .describe("id of its task, if the state has it: while that one is not over, no other one is looked for"),
  stateId: text.optional().describe("the id in the stack's state: a resource with another id belongs to somebody else"),
  stack: text.optional().describe("path of the calling stack, as in a mark: organization/project/stack"),
  adopt: z
    .record(z.string(), z.string())
    .default({})
    .describe("ids of what to take over regardless of its mark, by key"),
  queries: z
    .array(z.looseObject({ key: text, kind: text, cloud, region: text, account: text.optional() }))
    .describe("key, kind, cloud and region of each thing to look for, and what identifies ours"),
});

export const findLeftovers = {
  description:
    "Searches the clouds, by mark, for what an update of a migration created without recording it, and for what another stack created " +
    "in its place. Read-only.",
  inputs,
  outputs: z.object({
    found: z.record(z.string(), z.string()).describe("ids of what was found, by the keys of the queries"),
    problems: z.array(problem).describe("conflicting resources of other stacks; empty if there are none"),
  }),
  async call(clouds: Clouds, given: unknown): Promise<{ found: Record<string, string>; problems: Problem[] }> {
    const { migration, engine, at, task, taskId, stateId, stack, adopt, queries } = inputs.parse(given);
    const find = async (name: string): Promise<TaskInfo[]> => {
      const driver = clouds.driver(engine, at);
      if (name !== task || taskId === undefined) return driver.find(name);
      const known = await driver.describe(taskId);
      // If that one is over, another will be created, whose name may belong to somebody else by now.
      return known && !isOver(known.state) ? [known] : driver.find(name);
    };
    // Several queries need the same tasks.
    const lookups = new Map<string, Promise<TaskInfo[]>>();
    const tasks = async (name: string) => {
      const found = lookups.get(name) ?? find(name);
      lookups.set(name, found);
      return (await found).filter(({ state }) => !isOver(state));
    };
    const found = queries.map(async ({ key, ...rest }) => {
      const cloud = clouds.cloud(rest);
      if (!cloud.leftover)
        throw new UserProblem(
          `${rest.kind} in ${rest.cloud}: dbferry cannot search for it there; look in that cloud's console for what an earlier run left`,
        );
      const id = await cloud.leftover({ ...rest, migration, stateId, tasks });
      return id === undefined ? [] : [[key, id] as const];
    });
    const [pairs, others] = await Promise.all([
      Promise.all(found),
      task && stateId ? taken(await tasks(task), { stateId, stack }, adopt["task"]) : [],
    ]);
    return { found: Object.fromEntries(pairs.flat()), problems: others };
  },
} satisfies FunctionType;

/**
 * Tasks of this name whose mark names another state. One without a mark is judged when the task is created, or is
 * already in the state.
 */
function taken(
  tasks: readonly TaskInfo[],
  { stateId, stack }: { stateId: string; stack?: string },
  adopted: string | undefined,
): Problem[] {
  const keeper = keeperOf(stack);
  return tasks.flatMap(({ id, name, description, vendorState }) => {
    const mark = readMark(description);
    if (mark?.state === undefined || mark.state === stateId || id === adopted) return [];
    const anew = `choose another name; or, if no stack uses that task any more, adopt it: adopt.task: ${id}`;
    return [
      {
        path: "name",
        seen: `the task '${name}' (${id}, ${vendorState}), ${describeOwner(mark)}; it is not touched`,
        needed: "a name that no other migration uses",
        // The engine creates another default provider, with another id, for each version of a generated SDK.
        fix:
          keeper && mark.stack === stack && isStateId(mark.state)
            ? `if this stack created it with an earlier version of a generated SDK: pulumi config set dbferry:stateId ${writtenId(mark.state, keeper)}; otherwise ${anew}`
            : anew,
      },
    ];
  });
}

/** The last parts of a stack's path; undefined where shortening (`stackPath`) has cut them. */
function keeperOf(path: string | undefined): { project: string; stack: string } | undefined {
  const [, project, stack] = /^.*\/([^/]+)\/([^/]+)$/.exec(path ?? "") ?? [];
  return project && stack ? { project, stack } : undefined;
}
