import { z } from "zod";
import { CLOUDS } from "../../model/clouds";
import type { Problem } from "../../model/problems";
import type { Clouds } from "../core/clouds";
import { UserProblem } from "../core/failure";
import type { FunctionType } from "./function";

const text = z.string().min(1);

/** What else an instance says is its cloud's to read. */
const inputs = z.strictObject({
  instances: z
    .array(
      z.looseObject({
        side: z.enum(["source", "target"]),
        cloud: z.enum(CLOUDS),
        region: text,
        account: text.optional(),
        instanceId: text,
      }),
    )
    .describe("side, cloud, region, instanceId of each instance, and what the migration says of it"),
});

export const problem = z.object({
  path: z.string().describe("the option that it is about, such as `source.instanceId`"),
  seen: z.string().describe("what the cloud has"),
  needed: z.string().describe("what is needed"),
  fix: z.string().optional().describe("how to get there"),
});

export const checkInstances = {
  description: "Asks the clouds whether instances are there and are as a migration says. Reads only.",
  inputs,
  outputs: z.object({ problems: z.array(problem).describe("what differs; empty when nothing does") }),
  async call(clouds: Clouds, given: unknown): Promise<{ problems: Problem[] }> {
    const { instances } = inputs.parse(given);
    const asked = instances.map(({ side, ...instance }) => {
      const cloud = clouds.cloud(instance);
      if (cloud.instanceProblems) return cloud.instanceProblems(side, instance);
      throw new UserProblem(
        `${side}.instanceId: ${instance.instanceId}, in ${instance.cloud}, which dbferry cannot ask`,
      );
    });
    return { problems: (await Promise.all(asked)).flat() };
  },
} satisfies FunctionType;
