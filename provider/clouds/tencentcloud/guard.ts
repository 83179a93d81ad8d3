import { asBlock } from "../../../model/addresses/block";
import type { Guard, GuardLook } from "../../core/clouds";
import { coversAddress, seen } from "../lookAt";
import { isAccept, peerOf, type WirePolicy } from "./securityGroups";

/**
 * DTS reaches instances inside its own cloud, bypassing their security groups: what else blocks it is not visible from
 * here.
 */
export function serviceGuard({ login }: GuardLook): Guard {
  const where = login.instanceId ?? login.host;
  return {
    cause: `no answer from ${where} (TencentDB for MySQL) on port ${login.port}`,
    fix: `check in the vendor's console that ${where} is running and is in the task's region and account`,
    certain: false,
  };
}

/** Ingress policies of an instance's security groups, in order, and its own port; undefined: they could not be read. */
export type PoliciesOf = (instanceId: string) => Promise<{ policies: WirePolicy[]; port: number } | undefined>;

/** The instance's security groups, which apply to everybody who comes through its public endpoint. */
export async function publicGuard({ login, from, debug }: GuardLook, policiesOf: PoliciesOf): Promise<Guard> {
  const { instanceId } = login;
  const where = instanceId ?? login.host;
  const read = await seen(debug, async () => (instanceId ? policiesOf(instanceId) : undefined));
  const port = read?.port ?? "of the instance";
  const fix = `add a policy to the security group of ${where}, before all others: ingress, TCP, port ${port}, from ${asBlock(from)}, accept`;
  const reads = "securityGroup" as const;
  if (!read)
    return {
      cause: `the security group of ${where} (TencentDB for MySQL) most likely does not let in ${from}`,
      fix,
      certain: false,
      reads,
    };
  const first = read.policies.find((one) => mayFit(one, from, read.port));
  if (first && fits(first, from, read.port) && isAccept(first))
    return {
      cause: `no answer, although the security group of ${where} lets in ${from} on port ${read.port}`,
      fix: `check in the console that public access of ${where} is open, and that source.endpoint has its name and port`,
      certain: false,
      admits: true,
      reads,
    };
  if (first && !fits(first, from, read.port))
    return {
      cause: `the security group of ${where} has a policy for ${peerOf(first)} that may decide on ${from} first`,
      fix,
      certain: false,
      reads,
    };
  return {
    cause: `the security group of ${where} does not let in ${from} on port ${read.port}`,
    fix,
    certain: true,
    reads,
  };
}

/** Groups and templates stand for addresses that are not read here; a template of services, for ports. */
export function mayFit(policy: WirePolicy, from: string, port: number): boolean {
  if (isIndirect(policy)) return true;
  return fits(policy, from, port);
}

function isIndirect({ SecurityGroupId, AddressTemplate, ServiceTemplate }: WirePolicy): boolean {
  const { AddressId, AddressGroupId } = AddressTemplate ?? {};
  const { ServiceId, ServiceGroupId } = ServiceTemplate ?? {};
  return [SecurityGroupId, AddressId, AddressGroupId, ServiceId, ServiceGroupId].some(Boolean);
}

function fits(policy: WirePolicy, from: string, port: number): boolean {
  if (isIndirect(policy) || !["tcp", "all"].includes((policy.Protocol ?? "").toLowerCase())) return false;
  return holdsPort(policy.Port ?? "", port) && coversAddress([peerOf(policy)], from);
}

/** `ALL`, `3306`, `3306,3310`, `3306-3310`. */
function holdsPort(ports: string, port: number): boolean {
  if (ports.toUpperCase() === "ALL") return true;
  return ports.split(",").some((part) => {
    const [low, high] = part.split("-").map(Number);
    return port >= low! && port <= (high ?? low!);
  });
}
