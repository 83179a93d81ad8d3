import * as pulumi from "@pulumi/pulumi";
import { asAddress, asBlock, normalized } from "../../model/addresses/block";
import { ENGINE_FACTS } from "../../model/engines";
import type { HostOpening } from "../../model/hostOpening";
import type { Callers, PlaceKit, Site } from "../kits/contracts";

/**
 * A MySQL server outside any cloud. Only the migration account is created there; no API reaches the firewall in front
 * of it, so a person opens and closes that.
 */
export const onprem: PlaceKit<"onprem"> = {
  known: ({ at }) => ({ host: at.host, port: at.port }),

  endpoint: ({ at }) => ({ cloud: "onprem", host: pulumi.output(at.host), port: pulumi.output(at.port) }),

  letIn(site, from) {
    const admitted = blocksOf(from);
    return {
      resources: [],
      admitted,
      byHand: admitted.apply((blocks) => blocks.map((block) => openingFor(site, block))),
    };
  },

  leftovers: () => [],

  instance: () => undefined,
};

function blocksOf(from: Callers): pulumi.Output<string[]> {
  return pulumi.Output.isInstance(from) ? from : pulumi.output([...from]);
}

/** In the spelling that every tool prints. The migration creates the account. */
function openingFor({ spec, at }: Site<"onprem">, block: string): HostOpening {
  const from = asAddress(normalized(block));
  const operators = (spec.operator?.addresses ?? []).map((address) => normalized(asBlock(address)));
  const reason = operators.includes(normalized(block))
    ? `the machine that runs dbferry for the migration ${spec.name} connects to the database`
    : `the task of the migration ${spec.name} in ${ENGINE_FACTS[spec.engine].title} connects to the database`;
  return { server: at.host, from, port: at.port, reason, until: spec.expires };
}
