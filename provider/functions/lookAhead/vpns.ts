import { z } from "zod";
import type { Clouds } from "../../core/clouds";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

const text = z.string().min(1);
const end = z.strictObject({ id: text, address: text });
const query = z.object({
  vpcId: text,
  subnetId: text,
  cloudSubnets: z.array(text),
  gateway: z.object({ id: text, eip1: end, eip2: end }).optional(),
});

/** Whether the clouds contradict the networks and the gateway of a VPN. */
export async function lookAtVpns(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  const looks = request.vpns.map(async (given) => {
    try {
      const cloud = clouds.cloud(given);
      if (!cloud.vpn) throw new Error(`dbferry makes no VPN in ${given.cloud}`);
      findings.add(...(await cloud.vpn({ ...given, ...query.parse(given) })));
    } catch (error) {
      findings.failed(given.cloud, `the VPN in ${given.region}`, error, true);
    }
  });
  await Promise.all(looks);
}
