import { shellCommand, shellRemark } from "../printing/shell";
import { ProblemsError } from "../problems";
import { issueProblems } from "../spec";
import { type ByHand, type HostOpening, hostOpening, type Steps } from "./opening";
import { closeByHand } from "./ssh/steps";
import { account, firewalld, iptables, nftables } from "./tools";

export type { ByHand, HostOpening, Steps } from "./opening";

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

/** What to close, and how, for the administrator. An update that did not end may have asked for more, which nothing records. */
export function hostClosingText(openings: readonly ByHand[]): string {
  return [
    ...openings.flatMap((opening) => [
      shellRemark(`close on ${opening.server}: TCP port ${opening.port} from ${opening.from}, if it was opened`),
      ...(opening.ssh ? [shellRemark(`dbferry removes it itself ${asWhom(opening.ssh)}, should that fail:`)] : []),
      ...closings(opening).flatMap(({ tool, close }) => [shellRemark(tool), ...close]),
    ]),
    shellRemark(
      "and whatever else was opened for this migration: an update that failed may have asked for another address",
    ),
  ].join("\n");
}

/**
 * What dbferry opens itself, for the administrator: nothing of it is to be typed.
 * @param ahead it is not open yet, as far as is known
 */
export function hostOpenedText({ server, from, port, until, reason, ssh }: HostOpening, ahead: boolean): string {
  return [
    shellRemark(
      `${ahead ? "to be opened" : "opened"} by dbferry on ${server}: TCP port ${port} from ${from}, and nothing else`,
    ),
    ...(ssh ? [shellRemark(`how: ${ssh.firewall}, ${asWhom(ssh)}`)] : []),
    shellRemark(`why: ${reason}`),
    shellRemark(`until: ${until}`),
    "",
  ].join("\n");
}

/** The same on one line. */
export function hostClosingLine(opening: ByHand): string {
  const ways = closings(opening).map(({ tool, close }) => `${tool}: ${close.join("; ")}`);
  return `TCP port ${opening.port} from ${opening.from} (${ways.join(" | ")})`;
}

/** How a person checks that it is closed. */
export function hostCheckLine({ from, port }: Pick<ByHand, "from" | "port">): string {
  const command = shellCommand("dbferry", "doctor", "--rules", "rules.txt", "--address", from, "--port", String(port));
  return `(iptables-save; ip6tables-save; nft -j list ruleset) > rules.txt on the host, then: ${command}`;
}

/** A comment to paste holds no `@`. */
const asWhom = ({ login }: NonNullable<ByHand["ssh"]>) => `as ${login.replace("@", " on ")}`;

/** What dbferry has opened itself has its own mark; a person who was asked to was given the commands of every tool. */
function closings(opening: ByHand): Steps[] {
  return opening.ssh ? [closeByHand(opening, opening.ssh)] : stepsFor({ ...opening, reason: "" });
}
