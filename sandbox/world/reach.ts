import { asBlock } from "../../model/addresses/block";
import { holds, isIpv4 } from "./addresses";
import type { AlibabaRds } from "./alibabaRds";
import { comesFromPublic } from "./alibabaRds";
import { EIP_RANGE, type Eips } from "./eips";
import type { HuaweiRds } from "./huaweiRds";
import type { SecurityGroups } from "./securityGroups";
import type { AlibabaRdsInstance, Faults, HuaweiRdsInstance, Origin, Reach } from "./types";

/** The facts that decide whether packets arrive. */
export interface Facts {
  eips: Eips;
  securityGroups: SecurityGroups;
  alibabaRds: AlibabaRds;
  huaweiRds: HuaweiRds;
  faults: Faults;
}

/** The address a name leads to: an address is itself, a name is one of the instances' endpoints, else undefined. */
export function resolve(facts: Facts, host: string): string | undefined {
  if (isIpv4(host)) return host;
  const name = host.toLowerCase().replace(/\.$/, "");
  for (const { intranet, publicEndpoint } of facts.alibabaRds.list()) {
    if (intranet.host === name) return intranet.ip;
    if (publicEndpoint?.host === name) return publicEndpoint.ip;
  }
  return undefined;
}

/** Whether a caller at `origin` gets a TCP connection to `host:port`. */
export function reach(facts: Facts, origin: Origin, host: string, port: number): Reach {
  const ip = resolve(facts, host);
  if (ip === undefined) return no("dns", `${host} does not resolve: no instance has this endpoint`);
  const who = origin.vpcId ? `${origin.address} in VPC ${origin.vpcId}` : origin.address;
  if (holds(EIP_RANGE, origin.address) && !facts.eips.find(origin.address))
    return no("noRoute", `${origin.address} is nobody's EIP any more`);
  for (const instance of facts.alibabaRds.list()) {
    if (instance.publicEndpoint?.ip === ip) return toAlibabaPublic(facts, instance, origin, who, host, port);
    if (instance.intranet.ip === ip)
      return no("noRoute", `${host} (${ip}) is inside Alibaba Cloud: ${who} needs the public endpoint or a tunnel`);
  }
  // A private address means something only inside its VPC, so callers without one find nothing there.
  const target = facts.huaweiRds.list().find((one) => one.privateIp === ip && one.vpcId === origin.vpcId);
  if (target) return toHuaweiPrivate(facts, target, origin, who, port);
  return no("noRoute", `${who} has no route to ${host}`);
}

function toAlibabaPublic(
  facts: Facts,
  instance: AlibabaRdsInstance,
  origin: Origin,
  who: string,
  host: string,
  port: number,
): Reach {
  if (!comesFromPublic(origin.address))
    return no("noRoute", `${who} is a private address: it cannot reach the public endpoint ${host}`);
  if (!facts.alibabaRds.allowed(instance.id).some((entry) => holds(entry, origin.address)))
    return no(
      "allowlist",
      `No allowlist group of ${instance.id} holds ${origin.address}: add ${asBlock(origin.address)}`,
    );
  if (port !== instance.publicEndpoint?.port || refused(facts, [host, instance.publicEndpoint.ip], port))
    return no("refused", `Nothing listens at ${host}:${port}`);
  return { ok: true, server: instance.mysql };
}

function toHuaweiPrivate(facts: Facts, instance: HuaweiRdsInstance, origin: Origin, who: string, port: number): Reach {
  const group = instance.securityGroupId;
  if (facts.faults.closedSecurityGroups.has(group) || !facts.securityGroups.admits(group, origin, port))
    return no(
      "securityGroup",
      `Security group ${group} of ${instance.id} drops TCP ${port} from ${who}: it needs an ingress rule for ${asBlock(origin.address)}`,
    );
  if (port !== instance.port || refused(facts, [instance.privateIp], port))
    return no("refused", `Nothing listens at ${instance.privateIp}:${port}`);
  return { ok: true, server: instance.mysql };
}

function refused(facts: Facts, names: string[], port: number): boolean {
  return (
    facts.faults.refusedPorts.has(`:${port}`) || names.some((name) => facts.faults.refusedPorts.has(`${name}:${port}`))
  );
}

function no(why: Extract<Reach, { ok: false }>["why"], detail: string): Reach {
  return { ok: false, why, detail };
}
