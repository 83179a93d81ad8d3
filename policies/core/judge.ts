import type { Facets, Facts } from "./facets";
import type { AnyRule, Enforcement, Finding, RuleContext } from "./rule";

/** A finding with its rule and its enforcement at the level. */
export interface Judged extends Finding {
  rule: AnyRule;
  enforced: Enforcement;
  /** The fix as the lines of a diff. */
  diff?: readonly string[];
}

/** Runs the rules over the facts of one resource. A rule that throws counts as a refusal: its result is unknown. */
export function judge(facts: Facts, context: RuleContext, rules: readonly AnyRule[]): Judged[] {
  return rules.flatMap((rule) => {
    const inputs = (facts[rule.facet] ?? []) as Facets[keyof Facets][];
    return inputs.flatMap((input) => judgeOne(rule, input, context));
  });
}

function judgeOne(rule: AnyRule, input: Facets[keyof Facets], context: RuleContext): Judged[] {
  const run = rule.judge as (input: Facets[keyof Facets], context: RuleContext) => Finding[];
  try {
    return run(input, context).map((finding) => ({
      ...finding,
      rule,
      enforced: enforcementOf(rule, finding, context),
    }));
  } catch (error) {
    return [failed(rule, error, context)];
  }
}

function enforcementOf(rule: AnyRule, finding: Finding, context: RuleContext): Enforcement {
  return finding.enforcement?.[context.level] ?? rule.levels[context.level];
}

function failed(rule: AnyRule, error: unknown, context: RuleContext): Judged {
  return {
    rule,
    enforced: rule.levels[context.level] === "disabled" ? "disabled" : "mandatory",
    verdict: "violation",
    property: "",
    seen: `the rule could not judge this resource (${error instanceof Error ? error.message : "unknown error"})`,
    needed: "a value that the rule can read",
    fix: "check the inputs of the resource",
    told: "a rule cannot fix what it cannot read",
  };
}
