import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../model/clouds";
import { ownerMark } from "../../model/expiry";
import { allowlistGroup } from "../../model/names";
import { AllowlistEntry } from "../../provider/sdk";
import type { Admission, Callers, Site } from "../kits/contracts";
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

/** Lets callers in through an instance's security group: what is added there has the list's name as its description. */
export function admittedByGroup(
  cloud: Cloud,
  site: Instance & Pick<Site, "parent" | "temporary">,
  from: Callers,
): Admission {
  const { parent, temporary, ownership } = site;
  const { migration, expires } = temporary;
  const { name, args } = allowlistOf(site, from);
  const mark = mapped(ownership, (by) => ownerMark(migration, by));
  const entry = new AllowlistEntry(name, { cloud, ...args, migration, expires, mark }, { parent });
  return { resources: [entry], admitted: entry.cidrs };
}
