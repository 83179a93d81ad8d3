import { z } from "zod";
import { covers } from "../../../model/addresses";
import { asBlock } from "../../../model/addresses/block";
import type { Problem } from "../../../model/problems";
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
  deviceSubnets: z.array(text).optional(),
  routeTableId: text.optional(),
  deviceAddress: text.optional(),
  customerGatewayId: text.optional(),
  gateway: anyGateway.optional(),
  /** The task moves data, and what is said of its VPN cannot change any more. */
  moved: z.boolean().default(false),
});

/** Whether the clouds contradict the networks and the gateway of a VPN. */
export async function lookAtVpns(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  const looks = request.vpns.map(async (given) => {
    await lookAtCallers(clouds, request, given, findings);
    const { moved, ...asked } = query.parse(given);
    try {
      const cloud = clouds.cloud(given);
      if (!cloud.vpn) throw new Error(`dbferry makes no VPN in ${given.cloud}`);
      const { stateId } = clouds;
      const whose = { migration: request.migration, ...(stateId === undefined ? {} : { stateId }) };
      tell(findings, given, await cloud.vpn({ ...given, ...asked, ...whose }));
    } catch (error) {
      findings.failed(given.cloud, `the VPN in ${given.region}`, error, !moved);
    }
  });
  await Promise.all(looks);
}

/**
 * What there is already can always be cut over and removed: while the task moves data, the settings cannot follow what
 * somebody has changed since, which is not proven to matter.
 */
function tell(findings: Findings, given: LookAheadInputs["vpns"][number], problems: readonly Problem[]): void {
  if (!query.parse(given).moved) {
    findings.add(...problems);
    return;
  }
  for (const { path, seen, needed } of problems)
    findings.unseen(
      `whether the VPN in ${given.region} still carries the task, whose settings cannot change any more`,
      `${path}: ${seen}; needed: ${needed}`,
    );
}

/** A service that has no task in the network says from which blocks its tasks connect: the tunnels have to carry all of them. */
async function lookAtCallers(
  clouds: Clouds,
  { engine }: LookAheadInputs,
  given: LookAheadInputs["vpns"][number],
  findings: Findings,
): Promise<void> {
  const { cloud, region } = given;
  const { cloudSubnets, moved } = query.parse(given);
  try {
    const callers = await clouds.driver(engine, given).callersInside?.(region);
    const missing = (callers ?? []).filter((block) => !covers(cloudSubnets, [asBlock(block)]));
    if (missing.length === 0) return;
    tell(findings, given, [
      {
        path: "vpn.cloudSubnets",
        seen: cloudSubnets.join(", "),
        needed: `${missing.join(", ")}, from where the service's tasks in ${region} connect as well`,
        fix: "add them to vpn.cloudSubnets, so that the tunnels carry them",
      },
    ]);
  } catch (error) {
    findings.failed(cloud, `the addresses from which tasks connect through the VPN in ${region}`, error, !moved);
  }
}
