import { readAddressList } from "../../../../model/addresses";
import { overlapping } from "../../../../model/addresses/overlap";
import type { Guard, GuardLook } from "../../../core/clouds";
import { coversAddress, seen } from "../../lookAt";
import { isAccept, type WireRule } from "./rules";

/** Rules for the way in to a security group; undefined: they could not be read. */
export type RulesOf = (group: string) => Promise<WireRule[] | undefined>;

/** The machine's security group: turns "timed out" into the missing rule. */
export async function machineGuard({ login, from, debug }: GuardLook, rulesOf: RulesOf): Promise<Guard> {
  const { securityGroupId: group, machineId: where = login.host, port } = login;
  const fix = `add a rule to the security group ${group ?? `of ${where}`}: ingress, TCP ${port}/${port}, from ${from}, accept`;
  const rules = await seen(debug, async () => (group ? rulesOf(group) : undefined));
  const reads = "securityGroup" as const;
  if (!rules)
    return {
      ...{ fix, certain: false, reads },
      cause: `the security group of ${where} most likely does not let in the task's address ${from} on port ${port}`,
    };
  const admitted = rules.some((rule) => isAccept(rule) && isFrom(rule, from) && concerns(rule, port));
  if (!admitted)
    return {
      ...{ fix, certain: true, reads },
      cause: `the security group ${group} of ${where} does not let in the task's address ${from} on port ${port}`,
    };
  if (rules.some((rule) => !isAccept(rule) && mayBeFrom(rule, from) && concerns(rule, port)))
    return {
      ...{ certain: false, reads },
      cause: `the security group ${group} of ${where} has rules that let in ${from} on port ${port}, and others that may drop it`,
      fix: `check the priorities of the rules of ${group}, and of the machine's other security groups`,
    };
  return {
    ...{ certain: false, admits: true as const, reads },
    cause: `no answer, although the security group ${group} lets in ${from} on port ${port}`,
    fix: `check the network ACL of the vSwitch and the machine's other security groups, and that ${where} listens on ${login.host}:${port}`,
  };
}

/** The task is in no group of the account, and prefix lists are not read: neither lets it in as far as is known. */
const isFrom = ({ SourceCidrIp }: WireRule, from: string) => !!SourceCidrIp && coversAddress([SourceCidrIp], from);

function mayBeFrom({ SourceCidrIp }: WireRule, from: string): boolean {
  return SourceCidrIp ? overlapping(blocksOf(SourceCidrIp), blocksOf(from)) !== undefined : true;
}

const blocksOf = (text: string) => readAddressList([text]).flatMap(({ blocks }) => blocks);

function concerns({ IpProtocol = "", PortRange = "" }: WireRule, port: number): boolean {
  if (!/^(tcp|all)$/i.test(IpProtocol)) return false;
  const [low = -1, high = -1] = PortRange.split("/").map(Number);
  return PortRange === "" || low === -1 || (port >= low && port <= high);
}
