import * as pulumi from "@pulumi/pulumi";
import { asAddress, asBlock, normalized } from "../../model/addresses/block";
import { ENGINE_FACTS } from "../../model/engines";
import type { HostOpening } from "../../model/hostOpening";
import type { Callers, Site } from "../kits/contracts";

/** The callers as one list. */
export function blocksOf(from: Callers): pulumi.Output<string[]> {
  return pulumi.Output.isInstance(from) ? from : pulumi.output([...from]);
}

/** What a person has to open on a server's own firewall, for each caller. */
export function hostOpeningsFor(
  site: Pick<Site, "spec"> & { at: { port: number } },
  server: string,
  from: Callers,
): pulumi.Output<HostOpening[]> {
  return blocksOf(from).apply((blocks) => blocks.map((block) => openingFor(site, server, block)));
}

/** In the spelling that every tool prints. The migration creates the account. */
function openingFor(
  { spec, at }: Pick<Site, "spec"> & { at: { port: number } },
  server: string,
  block: string,
): HostOpening {
  const from = asAddress(normalized(block));
  const operators = (spec.operator?.addresses ?? []).map((address) => normalized(asBlock(address)));
  const over = spec.path === "vpn" ? " through the VPN" : "";
  const reason = operators.includes(normalized(block))
    ? `the machine that runs dbferry for the migration ${spec.name} connects to the database`
    : `the task of the migration ${spec.name} in ${ENGINE_FACTS[spec.engine].title} connects to the database${over}`;
  return { server, from, port: at.port, reason, until: spec.expires };
}
