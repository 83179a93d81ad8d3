import { redacted } from "../model/printing/redacted";
import { descriptorOf, factsOf, isJudged, isRead, type ResourceRef } from "./adapters";
import { canonical } from "./adapters/aliases";
import { slotsIn } from "./adapters/secrets";
import type { PackConfig } from "./config";
import { type Changed, diffOf } from "./core/fix/diff";
import { type Judged, judge } from "./core/judge";
import { type Report, reportsOf } from "./core/message";
import type { Plan, Reading } from "./core/plan";
import type { RuleContext, VendorRange } from "./core/rule";
import { type Bag, knownText, plainBag } from "./core/values";
import { cloudOf, misfit } from "./core/vendorRanges";
import { crossResourceFacts, Graph, type Node } from "./crossResource";
import { waivedReport } from "./exemptions/ledger";
import { enforcementIn } from "./exemptions/lowered";
import { RULES } from "./rules/catalogue";
import { unjudgedReports } from "./types/unjudged";

/** One resource as a pack sees it. */
export interface Resource {
  type: string;
  name: string;
  urn: string;
  parent?: string;
  /** The inputs, with or without the proxies of @pulumi/policy. */
  props: unknown;
  protect?: boolean;
  ignoreChanges?: readonly string[];
}

/** A resource in a whole plan, with the inputs it was created from. */
export interface PlannedResource extends Resource {
  dependencies: readonly string[];
  from: Readonly<Record<string, readonly string[]>>;
}

/** A finding on a resource. */
export interface Found {
  resource: { type: string; name: string; urn: string };
  judged: Judged;
}

/** Reads the facts of a resource as it arrives, and keeps them for findings over the whole plan. */
function factsIn(resource: Resource, plan: Plan): Reading {
  const reading = readFacts(resource, plan);
  if (isRead(resource.type)) plan.remember(resource.urn, reading);
  return reading;
}

function readFacts(resource: Resource, plan: Plan): Reading {
  let inputs: Bag | undefined;
  const bag = () => (inputs ??= plainBag(resource.props));
  const place = plan.enter(resource, bag);
  if (isRead(resource.type)) bag();
  if (!isJudged(resource.type)) return { inputs: inputs ?? {}, facts: {} };
  const secrets = plan.secretsOf(resource.urn);
  const ref: ResourceRef = {
    type: resource.type,
    name: resource.name,
    urn: resource.urn,
    ...place,
    ...(resource.protect ? { protect: true } : {}),
    ...(resource.ignoreChanges ? { ignoreChanges: resource.ignoreChanges } : {}),
    ...(secrets ? { secrets: secrets.paths } : {}),
  };
  const facts = factsOf(bag(), ref);
  plan.noteKeys(resource, facts);
  return { inputs: bag(), facts };
}

function contextOf(
  config: PackConfig,
  plan: Plan,
  now: Date,
  { type, urn, inputs }: { type: string; urn: string; inputs: Bag },
): RuleContext {
  const phase = config.phase ?? plan.phase;
  const account = type === "dbferry:index:MysqlAccount";
  const where = { cloud: cloudOf(type, inputs), account, migration: plan.migrationOf(urn) };
  const [vendorRanges, otherRanges]: [VendorRange[], (VendorRange & { why: string })[]] = [[], []];
  for (const range of config.settings.vendorRanges) {
    const why = misfit(range, where);
    if (why === undefined) vendorRanges.push(range);
    else otherRanges.push({ ...range, why });
  }
  const settings = { ...config.settings, vendorRanges };
  return { now, level: config.level, settings, otherRanges, ...(phase ? { phase } : {}) };
}

/** Applies the enforcement of individual rules and redacts secrets. */
function finished(judged: Judged, resource: Changed & { urn: string }, plan: Plan, config: PackConfig): Judged {
  const enforced = enforcementIn(config.rules, judged.rule.id, judged.enforced);
  const own = { ...judged, enforced, ...fixOf(judged, resource) };
  const values = plan.secretsOf(resource.urn)?.values ?? [];
  return values.length === 0 ? own : redact(own, values);
}

/** The fix as a diff, or the reason why there is none. Failing to build a diff must not suppress the finding. */
function fixOf({ edits, verdict, told }: Judged, resource: Changed): Partial<Judged> {
  if (verdict !== "violation" || edits === undefined) return {};
  const slots = slotsIn(resource.inputs, descriptorOf(resource.type)?.secrets ?? []);
  try {
    const diff = diffOf({ ...resource, secrets: slots.map(({ path }) => path) }, edits);
    return diff.length > 0 ? { diff } : { told: told ?? "the change belongs in other resources" };
  } catch {
    return { told: "the change cannot be shown on these inputs" };
  }
}

function redact(judged: Judged, values: readonly string[]): Judged {
  const hide = (text: string) => redacted(text, values);
  const { seen, fix, diff } = judged;
  return { ...judged, seen: hide(seen), fix: hide(fix), ...(diff ? { diff: diff.map(hide) } : {}) };
}

/** Every finding on one resource, before it becomes a message. */
export function findingsOf(resource: Resource, plan: Plan, config: PackConfig, now: Date): Found[] {
  const { facts, inputs } = factsIn(resource, plan);
  return judge(facts, contextOf(config, plan, now, { ...resource, inputs }), RULES).map((judged) => ({
    resource,
    judged: finished(judged, { ...resource, inputs }, plan, config),
  }));
}

/** Every finding that requires the whole plan. */
export function planFindings(
  resources: readonly PlannedResource[],
  plan: Plan,
  config: PackConfig,
  now: Date,
): Found[] {
  const graph = new Graph(resources.map((resource) => nodeOf(resource, plan)));
  return crossResourceFacts(graph, config.settings.ports).flatMap(({ node, facts, rules }) => {
    const chosen = RULES.filter((rule) => rules.includes(rule.id));
    return judge(facts, contextOf(config, plan, now, node), chosen).map((judged) => ({
      resource: node,
      judged: finished(judged, node, plan, config),
    }));
  });
}

/** One resource of a whole plan: its id, and the inputs recorded when it arrived. */
function nodeOf(resource: PlannedResource, plan: Plan): Node {
  const { type, name, urn, dependencies, from } = resource;
  const relevant = isRead(type);
  const { inputs, facts } = plan.recall(urn) ?? (relevant ? factsIn(resource, plan) : { inputs: {}, facts: {} });
  const id = relevant ? knownText(resource.props, "id") : undefined;
  // Cross-resource findings compare types by their canonical tokens.
  return {
    type: canonical(type),
    name,
    urn,
    inputs: id === undefined ? inputs : { ...inputs, id },
    facts,
    dependencies,
    from,
    ...(resource.protect ? { protect: true } : {}),
  };
}

/** Turns findings into messages: exempted ones are listed, undetermined ones reported once. */
function wordsFor(found: readonly Found[], config: PackConfig, now: Date): (Report & { urn: string })[] {
  const byResource = new Map<string, { resource: Found["resource"]; open: Judged[]; reports: Report[] }>();
  for (const { resource, judged } of found) {
    const entry = byResource.get(resource.urn) ?? { resource, open: [], reports: [] };
    byResource.set(resource.urn, entry);
    if (judged.enforced === "disabled") continue;
    const exemption = config.ledger.waive(judged, resource, now);
    if (exemption) entry.reports.push(waivedReport(judged, exemption, resource));
    else entry.open.push(judged);
  }
  return [...byResource.values()].flatMap(({ resource, open, reports }) =>
    [...reports, ...reportsOf(open, resource, config.onUnknown)].map((report) => ({ ...report, urn: resource.urn })),
  );
}

/** The pack's reports on a resource. Never throws: unreadable resources are refused. */
export function evaluate(resource: Resource, plan: Plan, config: PackConfig, now: Date): Report[] {
  try {
    return wordsFor(findingsOf(resource, plan, config, now), config, now);
  } catch (error) {
    return [unreadable(resource, error)];
  }
}

/** The pack's reports on a whole plan. Never throws, like {@link evaluate}. */
export function evaluatePlan(
  resources: readonly PlannedResource[],
  plan: Plan,
  config: PackConfig,
  now: Date,
): (Report & { urn?: string })[] {
  try {
    return [
      ...wordsFor(planFindings(resources, plan, config, now), config, now),
      ...unjudgedReports(resources, config.onUnjudged),
    ];
  } catch (error) {
    return [unreadable({ type: "the plan as a whole", name: "stack" }, error)];
  }
}

function unreadable(resource: { type: string; name: string }, error: unknown): Report {
  const reason = error instanceof Error ? error.message : "unknown error";
  return {
    policy: "unreadable",
    verdict: "violation",
    enforcement: "mandatory",
    severity: "medium",
    message: `the inputs of "${resource.name}" (${resource.type}) cannot be read (${reason})\n  fix: check the inputs`,
  };
}
