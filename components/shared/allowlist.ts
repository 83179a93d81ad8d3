import * as pulumi from "@pulumi/pulumi";
import { allowlistGroup } from "../../model/names";
import type { Callers, Site } from "../kits/contracts";
import { mapped } from "./options";

/** A managed database, which its cloud knows by an id. */
type Instance = Pick<Site, "name" | "side" | "spec" | "ownership" | "adopt"> & {
  at: { instanceId: string; region: string; account?: string };
};

/** How the list of a migration's callers is called in the stack, and what every cloud's takes. */
export function allowlistOf({ name, side, spec, at, ownership, adopt }: Instance, from: Callers) {
  const adopted = side === "source" ? adopt["allowlist"] : undefined;
  return {
    name: side === "source" ? `${name}-allowlist` : `${name}-target-allowlist`,
    args: {
      instanceId: at.instanceId,
      region: at.region,
      account: at.account,
      group: adopted ?? mapped(ownership, (by) => allowlistGroup(spec.name, at.instanceId, by)),
      cidrs: pulumi.Output.isInstance(from) ? from : [...from],
      ...(adopted ? { adopt: adopted } : {}),
    },
  };
}
