import * as pulumi from "@pulumi/pulumi";
import { covers } from "../../model/addresses";
import { asBlock, normalized } from "../../model/addresses/block";
import type { PlaceKit, Site } from "../kits/contracts";
import { blocksOf, hostOpeningsFor } from "../shared/hostOpenings";
import { refusal } from "../shared/refusal";

/**
 * A MySQL server outside any cloud. Only the migration account is created there; no API reaches the firewall in front
 * of it, so a person opens and closes that.
 */
export const onprem: PlaceKit<"onprem"> = {
  known: ({ at }) => ({ host: at.host, port: at.port }),

  endpoint: ({ at }) => ({ cloud: "onprem", host: pulumi.output(at.host), port: pulumi.output(at.port) }),

  letIn(site, from) {
    const admitted = blocksOf(from).apply((blocks) => carried(site, blocks));
    return { resources: [], admitted, byHand: hostOpeningsFor(site, site.at.host, admitted) };
  },

  leftovers: () => [],

  instance: () => undefined,
};

/**
 * Through a tunnel come only addresses that it carries. That of the task is known once the task exists. A service may
 * add blocks of its own later, when the settings of the VPN cannot change any more.
 * @throws pulumi.RunError for another one, before the task moves data
 */
export async function carried({ name, spec, hasMoved }: Site<"onprem">, blocks: string[]): Promise<string[]> {
  const { vpn, operator } = spec;
  if (!vpn) return blocks;
  const operators = (operator?.addresses ?? []).map((address) => normalized(asBlock(address)));
  const outside = blocks.filter(
    (block) => !operators.includes(normalized(block)) && !covers(vpn.cloudSubnets, [block]),
  );
  if (outside.length === 0) return blocks;
  const seen =
    `${name}: the task connects from ${outside.join(", ")}; needed: an address in vpn.cloudSubnets (${vpn.cloudSubnets.join(", ")}), which is all that the ` +
    "tunnels carry";
  if (!(await hasMoved())) throw refusal(`${seen}; fix: add these there, and enter the new settings on the device`);
  await pulumi.log.warn(`${seen}, and cannot change any more: the task reaches the source only from the others`);
  return blocks;
}
