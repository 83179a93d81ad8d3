import { z } from "zod";
import type { Problem } from "../../model/problems";
import type { Clouds } from "../core/clouds";

const text = z.string().min(1);

/** Arguments of the function `dbferry:index:checkInstances`. */
const query = z.strictObject({
  source: z.strictObject({ region: text, instanceId: text }),
  target: z.strictObject({
    instanceId: text,
    vpcId: text,
    subnetId: text,
    securityGroupId: text,
    privateIp: text,
    port: z.number(),
  }),
});

export async function checkInstances(clouds: Clouds, given: unknown): Promise<{ problems: Problem[] }> {
  return { problems: await clouds.instanceProblems(query.parse(given)) };
}
