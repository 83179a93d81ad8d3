import type { Guard, GuardLook } from "../../../core/clouds";
import type { Login } from "../../../core/taskSpec";
import { coversAddress, seen } from "../../lookAt";
import { holdsPort, isAccept, isWhole, mayFit, type WireRule } from "./rules";

/** Rules for the way in to a security group; undefined: they could not be read. */
export type RulesOf = (group: string) => Promise<WireRule[] | undefined>;

/** The security groups that the machine has now, whatever the migration says; undefined: they are not known. */
export type GroupsOf = (login: Login) => Promise<string[] | undefined>;

/** The machine's security groups: turns "timed out" into the missing rule. */
export async function machineGuard(
  { login, from, debug }: GuardLook,
  rulesOf: RulesOf,
  groupsOf: GroupsOf,
): Promise<Guard> {
  const { securityGroupId: given, machineId: where = login.host, port } = login;
  const read = await seen(debug, () => readGroups(login, rulesOf, groupsOf));
  const groups = read?.groups ?? [];
  const opened = given && (!read || groups.includes(given)) ? given : (groups[0] ?? `of ${where}`);
  const fix = `add a rule to the security group ${opened}: ingress, TCP ${port}/${port}, from ${from}, accept`;
  const reads = "securityGroup" as const;
  if (!read)
    return {
      ...{ fix, certain: false, reads },
      cause: `the security group of ${where} most likely does not let in the task's address ${from} on port ${port}`,
    };
  const [named, have, lets] =
    groups.length === 1
      ? [`the security group ${opened}`, "has", "lets"]
      : [`the security groups ${groups.join(", ")}`, "have", "let"];
  const concerned = read.rules.filter((rule) => mayFit(rule, from, port));
  const admitting = concerned.filter((rule) => admits(rule, from, port)).map(priorityOf);
  const first = Math.min(...admitting);
  if (admitting.length > 0 && !concerned.some((rule) => !isAccept(rule) && !(priorityOf(rule) > first)))
    return {
      ...{ certain: false, admits: true as const, reads },
      cause: `no answer, although ${named} ${lets} in ${from} on port ${port}`,
      fix: `check the network ACL of the vSwitch, and that ${where} listens on ${login.host}:${port}`,
    };
  if (admitting.length > 0)
    return {
      ...{ certain: false, reads },
      cause: `${named} of ${where} ${have} rules that let in ${from} on port ${port}, and others that may drop it`,
      fix: `check the priorities of the rules of ${groups.join(", ")}`,
    };
  if (concerned.some(isAccept))
    return {
      ...{ certain: false, reads },
      cause: `${named} of ${where} ${have} rules that may let in ${from} on port ${port}: lists of prefixes and of ports, or parts of a rule, are not read`,
      fix: `check them in the console; if none lets it in, ${fix}`,
    };
  return {
    ...{ fix, certain: true, reads },
    cause: `${named} of ${where} ${groups.length === 1 ? "does" : "do"} not let in the task's address ${from} on port ${port}`,
  };
}

/** The rules of all of them count together. */
async function readGroups(
  login: Login,
  rulesOf: RulesOf,
  groupsOf: GroupsOf,
): Promise<{ groups: string[]; rules: WireRule[] } | undefined> {
  const groups = await groupsOf(login);
  if (groups === undefined || groups.length === 0) return undefined;
  const read = await Promise.all(groups.map(rulesOf));
  return read.includes(undefined) ? undefined : { groups, rules: read.flatMap((rules) => rules ?? []) };
}

function admits(rule: WireRule, from: string, port: number): boolean {
  const { IpProtocol = "", PortRange, SourceCidrIp } = rule;
  if (!isAccept(rule) || !isWhole(rule) || !/^(tcp|all)$/i.test(IpProtocol)) return false;
  return !!PortRange && holdsPort(PortRange, port) && !!SourceCidrIp && coversAddress([SourceCidrIp], from);
}

/** The lowest number comes first; of equal ones, a rule that drops. NaN: it is not known. */
const priorityOf = ({ Priority }: WireRule): number => (Priority ? Number(Priority) : Number.NaN);
