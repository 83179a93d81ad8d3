import { shellRemark } from "../printing/shell";
import { ProblemsError } from "../problems";
import { issueProblems } from "../spec";
import { type HostOpening, hostOpening, type Steps } from "./opening";
import { account, firewalld, iptables, nftables } from "./tools";

export type { HostOpening, Steps } from "./opening";

/** The commands of every tool, for a host that uses one of them. */
export function stepsFor(opening: HostOpening): Steps[] {
  const steps = [iptables(opening), nftables(opening), firewalld(opening), account(opening)];
  return steps.filter((one) => one !== undefined);
}

/** What to open, why, until when, and how, to hand to the administrator. @throws ProblemsError with every problem */
export function hostOpeningText(input: HostOpening): string {
  const { success, data: opening, error } = hostOpening.safeParse(input, { reportInput: true });
  if (!success) throw new ProblemsError("what to open", issueProblems(error));
  const { server, from, port, reason, until, user } = opening;
  const steps = stepsFor(opening);
  const withoutAccount = user !== undefined && !steps.some(({ tool }) => tool === "MySQL");
  return [
    shellRemark(`open on ${server}: TCP port ${port} from ${from}, and nothing else`),
    shellRemark(`why: ${reason}`),
    shellRemark(`until: ${until}`),
    shellRemark("by the one firewall that the host uses"),
    ...steps.flatMap(({ tool, open, close }) => [
      shellRemark(tool),
      ...open,
      shellRemark(`${tool}, to close it again`),
      ...close,
    ]),
    ...(withoutAccount
      ? [shellRemark(`MySQL has no account host for ${from}: create ${user} for each address that connects`)]
      : []),
    "",
  ].join("\n");
}
