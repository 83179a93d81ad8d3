import { ADAPTERS, factsOf } from "./adapters";
import type { PackConfig } from "./core/config";
import { type Judged, judge } from "./core/judge";
import { type Report, reportsOf } from "./core/message";
import type { Plan } from "./core/plan";
import { type Bag, plainBag } from "./core/values";

/** One resource as a pack sees it. */
export interface Resource {
  type: string;
  name: string;
  urn: string;
  parent?: string;
  /** The inputs, with or without the proxies of @pulumi/policy. */
  props: unknown;
}

/** Everything that the rules find on a resource, before it is put into words. */
export function findingsOf(resource: Resource, plan: Plan, config: PackConfig, now: Date): Judged[] {
  if (!resource.type.startsWith("dbferry:") && !Object.hasOwn(ADAPTERS, resource.type)) {
    plan.enter(resource, () => ({}));
    return [];
  }
  let inputs: Bag | undefined;
  const bag = () => (inputs ??= plainBag(resource.props));
  const place = plan.enter(resource, bag);
  const facts = factsOf(bag(), { type: resource.type, name: resource.name, urn: resource.urn, ...place });
  if (!facts) return [];
  const context = { now, level: config.level, settings: config.settings };
  return judge(facts, context).map((judged) => ({
    ...judged,
    enforced: config.rules[judged.rule.id] ?? judged.enforced,
  }));
}

/** What a pack reports on a resource. */
export function evaluate(resource: Resource, plan: Plan, config: PackConfig, now: Date): Report[] {
  return reportsOf(findingsOf(resource, plan, config, now), resource, config.onUnknown);
}
