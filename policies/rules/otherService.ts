import type { AccessRule, Ports } from "../core/facets";
import { portsInWords, reachesDatabase, readPorts } from "../core/ports";
import type { Finding } from "../core/rule";

/** Ports that are meant for everyone. */
const WEB = [80, 443];

type Words = Pick<Finding, "title" | "needed" | "fix" | "enforcement" | "told">;

/** A network ACL is the outer of two filters. */
const BEHIND_ANOTHER: Words = {
  title: "A network ACL lets every address through",
  needed: "a network ACL limited to the migration's networks, or security groups that are closed",
  fix: "name the networks that need it; the machines' security groups are judged separately",
  told: "only you know which networks need it",
  enforcement: { baseline: "advisory", strict: "advisory" },
};

/**
 * Describes a rule whose ports do not reach the database. It is reported less strictly, because many services are meant
 * for everyone. Undefined for a rule that opens the database.
 *
 * @param towards whom the rule admits, in words
 */
export function otherService(
  { ports, layer, databases = [] }: AccessRule,
  allowed: readonly number[],
  towards: string,
): Words | undefined {
  if (layer === "subnet") return BEHIND_ANOTHER;
  if (!ports || reachesDatabase(ports, [...allowed, ...databases])) return undefined;
  return {
    title: `A rule opens ${portsInWords(ports)} to ${towards}`,
    needed: "a source that names who needs the service, unless it is for everyone",
    fix: "name the networks that need it, or leave it if it is meant for everyone",
    told: "only you know who needs the service",
    enforcement: isForEveryone(ports)
      ? { baseline: "advisory", strict: "advisory", production: "advisory" }
      : { baseline: "advisory" },
  };
}

/** Web servers and ICMP. */
export function isForEveryone(ports: Ports): boolean {
  const reading = readPorts(ports);
  if (reading.kind === "icmp") return true;
  return reading.kind === "ranges" && reading.ranges.every(([low, high]) => low === high && WEB.includes(low));
}
