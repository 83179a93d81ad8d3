import { z } from "zod";
import { CLOUDS } from "../../model/clouds";
import type { Problem } from "../../model/problems";
import type { Clouds } from "../core/clouds";
import { UserProblem } from "../core/failure";

const text = z.string().min(1);

/** Arguments of the function `dbferry:index:checkInstances`. What else a query says is its cloud's to read. */
const query = z.strictObject({
  instances: z.array(
    z.looseObject({
      side: z.enum(["source", "target"]),
      cloud: z.enum(CLOUDS),
      region: text,
      account: text.optional(),
      instanceId: text,
    }),
  ),
});

export async function checkInstances(clouds: Clouds, given: unknown): Promise<{ problems: Problem[] }> {
  const { instances } = query.parse(given);
  const asked = instances.map(({ side, ...instance }) => {
    const cloud = clouds.cloud(instance);
    if (cloud.instanceProblems) return cloud.instanceProblems(side, instance);
    throw new UserProblem(`${side}.instanceId: ${instance.instanceId}, in ${instance.cloud}, which dbferry cannot ask`);
  });
  return { problems: (await Promise.all(asked)).flat() };
}
