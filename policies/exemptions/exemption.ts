import { readDate } from "../../model/expiry";
import { globMatches } from "../core/glob";
import { isObject } from "../core/values";

/** An exemption from a finding, as data in the pack's configuration. */
export interface PolicyExemption {
  /** Id of the rule. */
  policy: string;
  /** Name or URN of the resource; `*` matches any characters. */
  resource: string;
  /** Property that the finding is about; several when absent or with `*`. */
  finding?: string;
  reason: string;
  owner: string;
  /** ISO 8601 instant. */
  expires: string;
  ticket?: string;
}

/** The terms of an exemption or a lowered rule: who granted it, why and until when. */
export type Grant = Pick<PolicyExemption, "reason" | "owner" | "expires" | "ticket">;

/** An unusable exemption, and the reason. */
export interface BadExemption {
  index: number;
  problem: string;
  fix: string;
}

/**
 * Maximum remaining time of an exemption, in days: a longer one would in effect change the rule, and would not be
 * reviewed again.
 */
export const LONGEST_EXEMPTION_DAYS = 180;
/**
 * Minimum letters and digits in a pattern's resource name: `*`, `*e*` or `urn:pulumi:prod::*` would also exempt
 * anything added later.
 */
const SHORTEST_NAME = 3;

/** JSON schema of the list, which the engine validates. Every exemption expires, broad ones in particular. */
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
  now: Date,
): { exemptions: PolicyExemption[]; bad: BadExemption[] } {
  const exemptions: PolicyExemption[] = [];
  const bad: BadExemption[] = [];
  (Array.isArray(raw) ? raw : []).forEach((item: unknown, index) => {
    const problem = problemOf(item, rules, now);
    if (problem) bad.push({ index, ...problem });
    else exemptions.push(item as PolicyExemption);
  });
  return { exemptions, bad };
}

function problemOf(item: unknown, rules: readonly string[], now: Date): Omit<BadExemption, "index"> | undefined {
  if (!isObject(item)) return { problem: "is not an object", fix: "write policy, resource, reason, owner and expires" };
  const missing = missingText(item, ["policy", "resource"]) ?? grantProblem(item, now);
  if (missing) return missing;
  if (item["finding"] !== undefined && typeof item["finding"] !== "string")
    return { problem: "has a finding that is not text", fix: "write finding as text" };
  if (!rules.includes(String(item["policy"]))) {
    return {
      problem: `names the unknown rule "${item["policy"]}"`,
      fix: "name one rule by its id; rules cannot be exempted as a family",
    };
  }
  if (!namesSomething(String(item["resource"]))) {
    return {
      problem: `has the resource "${item["resource"]}", which names no resource`,
      fix: `name the resource; a pattern needs ${SHORTEST_NAME} letters or digits of the name`,
    };
  }
  return undefined;
}

/**
 * Checks the terms that an exemption and a lowered rule both need: who granted it, why and until when. Undefined when
 * they are valid.
 */
export function grantProblem(item: Record<string, unknown>, now: Date): { problem: string; fix: string } | undefined {
  const missing = missingText(item, ["reason", "owner", "expires"]);
  if (missing) return missing;
  if (item["ticket"] !== undefined && typeof item["ticket"] !== "string")
    return { problem: "has a ticket that is not text", fix: "write ticket as text" };
  const expires = readDate(String(item["expires"]));
  if (expires === undefined) {
    return {
      problem: `has the expiry "${item["expires"]}", which is not an instant`,
      fix: "write it in ISO 8601 with a time zone",
    };
  }
  if (expires.getTime() - now.getTime() > LONGEST_EXEMPTION_DAYS * 86_400_000) {
    return {
      problem: `has the expiry "${item["expires"]}", more than ${LONGEST_EXEMPTION_DAYS} days from now`,
      fix: `write an instant of the next ${LONGEST_EXEMPTION_DAYS} days, and renew it when it expires`,
    };
  }
  return undefined;
}

function missingText(
  item: Record<string, unknown>,
  keys: readonly string[],
): { problem: string; fix: string } | undefined {
  const key = keys.find((one) => typeof item[one] !== "string" || (item[one] as string).trim() === "");
  return key === undefined ? undefined : { problem: `has no ${key}`, fix: `add ${key}` };
}

/** A pattern must contain letters of a resource's name: the part after the last `::` in a URN. */
function namesSomething(resource: string): boolean {
  if (!resource.includes("*")) return true;
  const name = resource.split("::").at(-1) ?? "";
  return name.replace(/[^\p{L}\p{N}]/gu, "").length >= SHORTEST_NAME;
}

/** True when an exemption covers a finding. */
export function covers(
  exemption: PolicyExemption,
  finding: { policy: string; resource: string; urn: string; property: string },
): boolean {
  return (
    exemption.policy === finding.policy &&
    (globMatches(exemption.resource, finding.resource) || globMatches(exemption.resource, finding.urn)) &&
    (exemption.finding === undefined || globMatches(exemption.finding, finding.property))
  );
}

/** True when the exemption has expired. */
export function isExpired({ expires }: Pick<PolicyExemption, "expires">, now: Date): boolean {
  return (readDate(expires)?.getTime() ?? 0) <= now.getTime();
}

/** Message lines: until when, by whom and why something was granted. */
export function grantLines({ expires, owner, reason, ticket }: Grant): string[] {
  return [`  until:    ${expires}, granted by ${owner}${ticket ? ` (${ticket})` : ""}`, `  reason:   ${reason}`];
}

/** One line: what is exempted, by whom, why and until when. */
export function describe(exemption: PolicyExemption): string {
  const ticket = exemption.ticket ? `, ${exemption.ticket}` : "";
  return `${exemption.policy} on "${exemption.resource}" until ${exemption.expires} by ${exemption.owner}${ticket}: ${exemption.reason}`;
}
