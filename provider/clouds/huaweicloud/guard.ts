import { readAddressList } from "../../../model/addresses";
import { asBlock } from "../../../model/addresses/block";
import { overlapping } from "../../../model/addresses/overlap";
import type { Guard, GuardLook } from "../../core/clouds";
import type { Login } from "../../core/taskSpec";
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

/** The security groups that apply to a server now, whatever the migration says; undefined: they are not known. */
export type GroupsOf = (login: Login) => Promise<string[] | undefined>;

const theGiven: GroupsOf = async ({ securityGroupId }) => (securityGroupId ? [securityGroupId] : undefined);

/** The server's security groups: turns "timed out" into the missing rule. */
export async function securityGroupGuard(
  { login, from, debug }: GuardLook,
  rulesOf: RulesOf,
  groupsOf: GroupsOf = theGiven,
): Promise<Guard> {
  const given = login.securityGroupId;
  const where = login.instanceId ?? login.machineId ?? login.host;
  const read = await seen(debug, () => readGroups(login, rulesOf, groupsOf));
  const { groups, rules } = read ?? { groups: given ? [given] : [], rules: [] };
  const opened = given !== undefined && groups.includes(given) ? given : (groups[0] ?? `of ${where}`);
  const fix = `add a rule to the security group ${opened}: ingress, TCP ${login.port}, from ${asBlock(from)}`;
  if (!read)
    return {
      cause: `the security group of ${where} most likely does not let in the task's address ${from} on port ${login.port}`,
      fix,
      certain: false,
      reads: "securityGroup",
    };
  const named = groups.length === 1 ? `the security group ${opened}` : `the security groups ${groups.join(", ")}`;
  const [have, lets] = groups.length === 1 ? ["has", "lets"] : ["have", "let"];
  const admitted = rules.some((rule) => admits(rule, from, login.port));
  if (admitted && rules.some((rule) => mayDeny(rule, from, login.port)))
    return {
      cause: `${named} of ${where} ${have} rules that let in ${from} on port ${login.port}, and others that may deny it`,
      fix: `check the priorities of the deny rules of ${named}`,
      certain: false,
      reads: "securityGroup",
    };
  if (admitted) {
    return {
      cause: `no answer, although ${named} ${lets} in ${from} on port ${login.port}`,
      fix: `check the network ACL of the subnet and that ${where} listens on ${login.host}:${login.port}; over a peering, dbferry doctor reads the routes`,
      certain: false,
      admits: true,
      reads: "securityGroup",
    };
  }
  if (rules.some((rule) => rule.action === "allow" && rule.unreadAddresses && mayFit(rule, from, login.port)))
    return {
      cause: `${named} of ${where} ${lets} in groups of IP addresses on port ${login.port}, and no other rule lets in ${from}`,
      fix: `check in the console whether one of these groups contains ${from}; if none does, ${fix}`,
      certain: false,
      reads: "securityGroup",
    };
  return {
    cause: `${named} of ${where} ${groups.length === 1 ? "does" : "do"} not let in the task's address ${from} on port ${login.port}`,
    fix,
    certain: true,
    reads: "securityGroup",
  };
}

/** Every one applies: what one lets in, another may deny. */
async function readGroups(
  login: Login,
  rulesOf: RulesOf,
  groupsOf: GroupsOf,
): Promise<{ groups: string[]; rules: IngressRule[] } | undefined> {
  const groups = await groupsOf(login);
  if (groups === undefined || groups.length === 0) return undefined;
  const read = await Promise.all(groups.map(rulesOf));
  return read.includes(undefined) ? undefined : { groups, rules: read.flatMap((rules) => rules ?? []) };
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
