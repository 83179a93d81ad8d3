import { readAddressList } from "../../../model/addresses";
import { asBlock } from "../../../model/addresses/block";
import { overlapping } from "../../../model/addresses/overlap";
import type { Guard, GuardLook } from "../../core/clouds";
import { coversAddress, seen } from "../lookAt";

export interface IngressRule {
  action: "allow" | "deny";
  /** Absent: every protocol. */
  protocol?: string;
  /** `3306`, `3306-3310`, `80,443`; absent: every port. */
  ports?: string;
  /** Absent, and no group either: everybody. */
  cidr?: string;
  fromGroup?: string;
  /** That is a group of addresses, which are not read. */
  unreadAddresses?: true;
}

/** Ingress rules of a security group; undefined without credentials or when it does not exist. */
export type RulesOf = (securityGroupId: string) => Promise<IngressRule[] | undefined>;

/** The instance's security group: turns "timed out" into the missing rule. */
export async function securityGroupGuard({ login, from, debug }: GuardLook, rulesOf: RulesOf): Promise<Guard> {
  const group = login.securityGroupId;
  const where = login.instanceId ?? login.machineId ?? login.host;
  const fix = `add a rule to the security group ${group ?? `of ${where}`}: ingress, TCP ${login.port}, from ${asBlock(from)}`;
  const rules = await seen(debug, async () => (group ? rulesOf(group) : undefined));
  if (!rules)
    return {
      cause: `the security group of ${where} most likely does not let in the task's address ${from} on port ${login.port}`,
      fix,
      certain: false,
      reads: "securityGroup",
    };
  const admitted = rules.some((rule) => admits(rule, from, login.port));
  if (admitted && rules.some((rule) => mayDeny(rule, from, login.port)))
    return {
      cause: `the security group ${group} of ${where} has rules that let in ${from} on port ${login.port}, and others that may deny it`,
      fix: `check the priorities of the deny rules of the security group ${group}`,
      certain: false,
      reads: "securityGroup",
    };
  if (admitted) {
    return {
      cause: `no answer, although the security group ${group} lets in ${from} on port ${login.port}`,
      fix: `check the network ACL of the subnet and that ${where} listens on ${login.host}:${login.port}`,
      certain: false,
      admits: true,
      reads: "securityGroup",
    };
  }
  if (rules.some((rule) => rule.action === "allow" && rule.unreadAddresses && mayFit(rule, from, login.port)))
    return {
      cause: `the security group ${group} of ${where} lets in groups of IP addresses on port ${login.port}, and no other rule of it lets in ${from}`,
      fix: `check in the console whether one of these groups contains ${from}; if none does, ${fix}`,
      certain: false,
      reads: "securityGroup",
    };
  return {
    cause: `the security group ${group} of ${where} does not let in the task's address ${from} on port ${login.port}`,
    fix,
    certain: true,
    reads: "securityGroup",
  };
}

/**
 * Whether a rule lets a caller in. The task is not in any of our groups, so rules for members of a group do not count.
 */
function admits(rule: IngressRule, from: string, port: number): boolean {
  if (rule.action !== "allow" || rule.fromGroup || !concerns(rule, port)) return false;
  return rule.cidr ? coversAddress([rule.cidr], from) : true;
}

/** Priorities are not read, and neither is which addresses a group stands for. */
function mayDeny(rule: IngressRule, from: string, port: number): boolean {
  return rule.action === "deny" && mayFit(rule, from, port);
}

/** Whether a rule applies to a caller, or may: a group stands for addresses that are not read. */
export function mayFit(rule: Omit<IngressRule, "action">, from: string, port: number): boolean {
  if (!concerns(rule, port)) return false;
  return rule.fromGroup || !rule.cidr ? true : overlapping(blocksOf(rule.cidr), blocksOf(from)) !== undefined;
}

const blocksOf = (text: string) => readAddressList([text]).flatMap(({ blocks }) => blocks);

function concerns({ protocol, ports }: Pick<IngressRule, "protocol" | "ports">, port: number): boolean {
  if (protocol && !["tcp", "6"].includes(protocol.toLowerCase())) return false;
  return !ports || holdsPort(ports, port);
}

function holdsPort(ports: string, port: number): boolean {
  return ports.split(",").some((part) => {
    const [low, high] = part.split("-").map(Number);
    return port >= low! && port <= (high ?? low!);
  });
}
