import * as pulumi from "@pulumi/pulumi";
import type { PlaceKit } from "../kits/contracts";
import { blocksOf, hostOpeningsFor } from "../shared/hostOpenings";

/**
 * A MySQL server outside any cloud. Only the migration account is created there; no API reaches the firewall in front
 * of it, so a person opens and closes that.
 */
export const onprem: PlaceKit<"onprem"> = {
  known: ({ at }) => ({ host: at.host, port: at.port }),

  endpoint: ({ at }) => ({ cloud: "onprem", host: pulumi.output(at.host), port: pulumi.output(at.port) }),

  letIn: (site, from) => ({
    resources: [],
    admitted: blocksOf(from),
    byHand: hostOpeningsFor(site, site.at.host, from),
  }),

  leftovers: () => [],

  instance: () => undefined,
};
