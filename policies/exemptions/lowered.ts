import type { Report } from "../core/message";
import type { AnyRule, Enforcement, Level } from "../core/rule";
import { isObject } from "../core/values";
import { type Grant, grantLines, grantProblem, isExpired } from "./exemption";

/** A rule lowered below its level, and who decided that. Every preview and review lists it. */
export interface LoweredRule extends Grant {
  rule: AnyRule;
  enforcement: Enforcement;
}

/** The parsed setting `rules`. */
export interface RuleSettings {
  /** Minimum enforcement of raised rules, by id. */
  raised: Readonly<Record<string, Enforcement>>;
  /** Rules enforced less strictly than at their level, by id. */
  lowered: Readonly<Record<string, LoweredRule>>;
  problems: { text: string; fix: string }[];
}

const ENFORCEMENTS: readonly Enforcement[] = ["disabled", "advisory", "mandatory"];
const strength = (enforcement: Enforcement) => ENFORCEMENTS.indexOf(enforcement);

/** JSON schema of the setting. */
export const RULES_SCHEMA = {
  type: "object",
  additionalProperties: {
    anyOf: [
      { type: "string", enum: [...ENFORCEMENTS] },
      {
        type: "object",
        properties: {
          enforcement: { type: "string", enum: [...ENFORCEMENTS] },
          reason: { type: "string" },
          owner: { type: "string" },
          expires: { type: "string" },
          ticket: { type: "string" },
        },
        required: ["enforcement", "reason", "owner", "expires"],
      },
    ],
  },
} as const;

/**
 * Reads the setting. A bare enforcement can only raise a rule; lowering one takes a reason, an owner and an expiry,
 * like an exemption. Malformed or expired entries are reported as problems, and the rule keeps its level.
 */
export function readRuleSettings(raw: unknown, rules: readonly AnyRule[], level: Level, now: Date): RuleSettings {
  const raised: Record<string, Enforcement> = {};
  const lowered: Record<string, LoweredRule> = {};
  const problems: RuleSettings["problems"] = [];
  for (const [id, given] of Object.entries(isObject(raw) ? raw : {})) {
    const rule = rules.find((one) => one.id === id);
    const problem = (text: string, fix: string) => problems.push({ text: `configuration: rules.${id} ${text}`, fix });
    if (!rule) {
      problems.push({
        text: `configuration: unknown rule "${id}"`,
        fix: `use the id of a rule, such as ${rules[0]!.id}`,
      });
      continue;
    }
    const enforcement = isObject(given) ? given["enforcement"] : given;
    if (!isEnforcement(enforcement)) {
      problem(`is ${JSON.stringify(enforcement) ?? "nothing"}`, `use one of ${ENFORCEMENTS.join(", ")}`);
      continue;
    }
    if (strength(enforcement) >= strength(rule.levels[level])) {
      raised[id] = enforcement;
      continue;
    }
    const wrong = isObject(given)
      ? (grantProblem(given, now) ?? over(given, now))
      : {
          problem: `lowers the rule from ${rule.levels[level]} to ${enforcement} without saying who decided that`,
          fix: `write { "enforcement": "${enforcement}", "reason": …, "owner": …, "expires": … }; better, exempt the one resource`,
        };
    if (wrong) problem(wrong.problem, wrong.fix);
    else lowered[id] = { ...(given as unknown as LoweredRule), rule, enforcement };
  }
  return { raised, lowered, problems };
}

function isEnforcement(value: unknown): value is Enforcement {
  return ENFORCEMENTS.includes(value as Enforcement);
}

function over(given: Record<string, unknown>, now: Date) {
  if (!isExpired({ expires: String(given["expires"]) }, now)) return undefined;
  return {
    problem: `was lowered until ${given["expires"]}`,
    fix: "remove the entry, or renew it with a new date",
  };
}

/**
 * The enforcement of a finding: lowered if the setting says so, otherwise the stricter of the finding's own and the
 * setting's.
 */
export function enforcementIn({ raised, lowered }: RuleSettings, id: string, own: Enforcement): Enforcement {
  const down = lowered[id];
  if (down) return strength(down.enforcement) < strength(own) ? down.enforcement : own;
  const up = raised[id];
  return up !== undefined && strength(up) > strength(own) ? up : own;
}

/** One report per lowered rule, so that a preview without findings still shows which rules were not fully enforced. */
export function loweredReports({ lowered }: RuleSettings, level: Level): Report[] {
  return Object.values(lowered).map(({ rule, enforcement, ...grant }) => ({
    policy: rule.id,
    verdict: "exempted",
    enforcement: "advisory",
    severity: rule.severity,
    message: [
      `${rule.id} exempted: ${rule.title}`,
      `  seen:     the rule is ${enforcement} in this stack; at level ${level} it is ${rule.levels[level]}`,
      ...grantLines(grant),
    ].join("\n"),
  }));
}
