import * as pulumi from "@pulumi/pulumi";
import { asBlock } from "../../model/addresses/block";
import { markFor } from "../../model/expiry";
import { taskName } from "../../model/names";
import { planOf } from "../../model/phase";
import { isAdmittedAtSource } from "../../model/spec/admission";
import type { Admission, Callers, LeftoverQuery, Site } from "../kits/contracts";
import { locationIn } from "../shared/instances";
import { mapped, onlyBlock } from "../shared/options";
import { refusal } from "../shared/refusal";
import { HuaweicloudTargetAccess } from "./targetAccess";

const CLOUD = "huaweicloud";

/** A server behind a security group. */
type Guarded = Omit<Site, "at"> & {
  at: { region: string; account?: string; securityGroupId: string; port: number };
};

/** One rule in the server's security group lets the task in. */
export function letInByRule(site: Guarded, from: Callers): Admission {
  if (pulumi.Output.isInstance(from))
    throw refusal(
      `${site.name}-${site.side}: a security group rule holds a single block; needed: a task that connects from a single block`,
    );
  if (site.side === "target" && isAdmittedAtSource(site.spec))
    return { resources: [], admitted: pulumi.output([...from]) };
  const { parent, name, side, at, phase, adopt, temporary } = site;
  const access = new HuaweicloudTargetAccess(
    `${name}-${side}-access`,
    {
      ...temporary,
      securityGroupId: at.securityGroupId,
      taskAddress: onlyBlock(`${name}-${side}-access`, from),
      port: at.port,
      region: at.region,
      inUse: planOf(phase).run,
      adopt: adopt[`${side}Rule`],
    },
    { parent, provider: site.provider(locationIn(CLOUD, at)) },
  );
  site.need({
    kind: "securityGroupRule",
    ...locationIn(CLOUD, at),
    id: access.ruleId,
    group: at.securityGroupId,
    address: mapped(onlyBlock(`${name}-${side}-access`, from), asBlock),
    port: at.port,
  });
  return { resources: [access], admitted: pulumi.output([...from]) };
}

/** The rule that a killed update may have added. */
export function leftoverRules(site: Guarded): LeftoverQuery[] {
  if (site.side === "target" && isAdmittedAtSource(site.spec)) return [];
  const { spec, side, at, ownership } = site;
  const { securityGroupId, port } = at;
  return [
    {
      ...locationIn(CLOUD, at),
      ...{ key: `${side}Rule`, kind: "securityGroupRule", securityGroupId, port },
      description: mapped(ownership, (by) => markFor(spec.name, new Date(spec.expires), by)),
      task: taskName(spec.name),
    },
  ];
}
