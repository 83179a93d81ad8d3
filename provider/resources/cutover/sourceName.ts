import { changeOf, judge, movedText, type NameSeen, unprovenText } from "../../../model/hostNames";
import type { Outcome } from "../../../mysql/check";
import type { HostNames } from "../../core/hostNames";

const NEEDED = "the source's name has the address that it had when the task was configured";

const ACCEPT = "If the task is known to read the server that the gates looked at, accept this gate: cutover.exemptions";

/**
 * Whether the task and the gates look at the same server, as far as the source's name shows it.
 * @param seen when the task was configured
 * @param host at which this machine reaches the source
 */
export function sourceNameGate(names: HostNames, seen: NameSeen, host: string): () => Promise<Outcome> {
  const unproven = (found: string, remedy: string): Outcome => ({
    status: "undetermined",
    found,
    needed: NEEDED,
    remedy: `${remedy}. ${ACCEPT}`,
  });
  return async () => {
    const change = changeOf(seen, judge(await names.answers(seen.name)));
    if (change.kind === "moved")
      return unproven(
        `${seen.name} had the address ${seen.address} (${seen.at}), and now has ${change.to}`,
        movedText(seen, change.to),
      );
    if (change.kind === "unproven") return unproven(unprovenText(seen.name, change.why), change.why.fix);
    // Where this machine finds the source by the same name, both must get to the same server.
    const here = isSameName(host, seen.name) ? ((await names.here(seen.name)) ?? []) : undefined;
    if (here?.length === 0)
      return unproven(
        `this machine gets no address for ${seen.name}, by which it reaches the source: the gates may have looked at another server than the task reads`,
        `run it again, or set source.connect to ${seen.address}, with its port`,
      );
    if (here?.some((address) => address !== seen.address))
      return unproven(
        `this machine gets ${here.join(", ")} for ${seen.name}, and public resolvers ${seen.address}: the gates may have looked at another server than the task reads`,
        `correct this machine's resolver or hosts file, or set source.connect to ${seen.address}, with its port`,
      );
    return {
      status: "pass",
      found: `${seen.name} has the address ${seen.address}, as at ${seen.at}`,
      needed: NEEDED,
    };
  };
}

function isSameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/\.$/, ""));
  return a === b;
}
