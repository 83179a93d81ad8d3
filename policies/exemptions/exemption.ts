import { readDate } from "../../model/expiry";
import { isObject } from "../core/values";

/** An exemption from a finding, as data in the pack's configuration. */
export interface PolicyExemption {
  /** Id of the rule. */
  policy: string;
  /** Name or URN of the resource; `*` matches any characters. */
  resource: string;
  /** Property that the finding is about; when absent or with `*`, it covers several. */
  finding?: string;
  reason: string;
  owner: string;
  /** ISO 8601 instant. */
  expires: string;
  ticket?: string;
}

/** An exemption that cannot be used, and the reason. */
export interface BadExemption {
  index: number;
  problem: string;
  fix: string;
}

/** JSON schema of the list, which the engine validates. Every exemption expires, above all the broad ones. */
export const EXEMPTIONS_SCHEMA = {
  type: "array",
  items: {
    type: "object",
    properties: {
      policy: { type: "string" },
      resource: { type: "string" },
      finding: { type: "string" },
      reason: { type: "string" },
      owner: { type: "string" },
      expires: { type: "string" },
      ticket: { type: "string" },
    },
    required: ["policy", "resource", "reason", "owner", "expires"],
  },
} as const;

/** Reads the list. Malformed exemptions are reported and never used. */
export function readExemptions(
  raw: unknown,
  rules: readonly string[],
): { exemptions: PolicyExemption[]; bad: BadExemption[] } {
  const exemptions: PolicyExemption[] = [];
  const bad: BadExemption[] = [];
  (Array.isArray(raw) ? raw : []).forEach((item: unknown, index) => {
    const problem = problemOf(item, rules);
    if (problem) bad.push({ index, ...problem });
    else exemptions.push(item as PolicyExemption);
  });
  return { exemptions, bad };
}

function problemOf(item: unknown, rules: readonly string[]): Omit<BadExemption, "index"> | undefined {
  if (!isObject(item)) return { problem: "is not an object", fix: "write policy, resource, reason, owner and expires" };
  for (const key of ["policy", "resource", "reason", "owner", "expires"]) {
    if (typeof item[key] !== "string" || item[key].trim() === "")
      return { problem: `has no ${key}`, fix: `add ${key}` };
  }
  for (const key of ["finding", "ticket"]) {
    if (item[key] !== undefined && typeof item[key] !== "string")
      return { problem: `has a ${key} that is not text`, fix: `write ${key} as text` };
  }
  if (!rules.includes(String(item["policy"]))) {
    return {
      problem: `names the unknown rule "${item["policy"]}"`,
      fix: "name one rule by its id; rules cannot be exempted as a family",
    };
  }
  if (readDate(String(item["expires"])) === undefined) {
    return {
      problem: `has the expiry "${item["expires"]}", which is not an instant`,
      fix: "write it in ISO 8601 with a time zone",
    };
  }
  return undefined;
}

/** True when an exemption covers a finding. */
export function covers(
  exemption: PolicyExemption,
  finding: { policy: string; resource: string; urn: string; property: string },
): boolean {
  return (
    exemption.policy === finding.policy &&
    (matches(exemption.resource, finding.resource) || matches(exemption.resource, finding.urn)) &&
    (exemption.finding === undefined || matches(exemption.finding, finding.property))
  );
}

function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${expression}$`, "s").test(text);
}

/** True when the exemption has expired. */
export function isExpired(exemption: PolicyExemption, now: Date): boolean {
  return (readDate(exemption.expires)?.getTime() ?? 0) <= now.getTime();
}

/** One line: what is exempted, by whom, why and until when. */
export function describe(exemption: PolicyExemption): string {
  const ticket = exemption.ticket ? `, ${exemption.ticket}` : "";
  return `${exemption.policy} on "${exemption.resource}" until ${exemption.expires} by ${exemption.owner}${ticket}: ${exemption.reason}`;
}
