import { z } from "zod";
import { anyGateway } from "../../../model/vpn/gateway";
import type { Clouds } from "../../core/clouds";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

const text = z.string().min(1);
/** What a cloud does not need is left out. */
const query = z.object({
  vpcId: text,
  subnetId: text.optional(),
  standbySubnetId: text.optional(),
  cloudSubnets: z.array(text),
  deviceAddress: text.optional(),
  customerGatewayId: text.optional(),
  gateway: anyGateway.optional(),
});

/** Whether the clouds contradict the networks and the gateway of a VPN. */
export async function lookAtVpns(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  const looks = request.vpns.map(async (given) => {
    try {
      const cloud = clouds.cloud(given);
      if (!cloud.vpn) throw new Error(`dbferry makes no VPN in ${given.cloud}`);
      findings.add(...(await cloud.vpn({ ...given, ...query.parse(given), migration: request.migration })));
    } catch (error) {
      findings.failed(given.cloud, `the VPN in ${given.region}`, error, true);
    }
  });
  await Promise.all(looks);
}
