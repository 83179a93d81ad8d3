import { z } from "zod";
import { cloud } from "../../../model/spec/choices";
import type { Clouds } from "../../core/clouds";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

const text = z.string().min(1);
const end = z.strictObject({ vpcId: text, subnetId: text, privateIp: text });
const connection = z.strictObject({
  ...{ cloud, region: text, account: text.optional() },
  ...{
    source: end,
    target: end,
    sourceNetwork: text,
    targetNetwork: text,
    id: text.optional(),
    made: z.array(text).default([]),
  },
});

/** Whether the clouds can connect the networks that the migration connects. */
export async function lookAtConnections(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  const looks = request.connections.map(async (given) => {
    const query = connection.parse(given);
    const what = `the connection of ${query.source.vpcId} and ${query.target.vpcId}`;
    try {
      const { connectionProblems } = clouds.cloud(query);
      if (!connectionProblems) throw new Error(`dbferry cannot inspect networks of ${query.cloud}`);
      const found = await connectionProblems({ ...query, migration: request.migration, stateId: clouds.stateId });
      findings.add(...found);
    } catch (error) {
      findings.failed(query.cloud, what, error, true);
    }
  });
  await Promise.all(looks);
}
