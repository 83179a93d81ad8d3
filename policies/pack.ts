import type {
  PolicyPackArgs,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { descriptorOf, isJudged } from "./adapters";
import { CONFIG_SCHEMA, type PackConfig, readConfig } from "./config";
import type { Report } from "./core/message";
import { Plan } from "./core/plan";
import { isObject, unproxied } from "./core/values";
import { evaluate, evaluatePlan, type PlannedResource, type Resource } from "./evaluate";
import { loweredReports } from "./exemptions/lowered";
import { PACK, REMEDIATIONS, type Remediation, WHOLE_PLAN } from "./names";
import { tagExpiry } from "./remediations/expiry";
import { strengthen } from "./remediations/proposals";
import { secretsIn, wrapSecrets } from "./remediations/secrets";
import { RULES } from "./rules/catalogue";

/**
 * The pack for @pulumi/policy. One policy handles every resource and reports under the id of the violated rule: the
 * server unpacks a resource's inputs once per policy, so forty policies would unpack them forty times. A second policy
 * judges the whole plan, and three remediations are named after the rules they satisfy.
 */
export function packArgs(clock: () => Date = () => new Date()): PolicyPackArgs {
  const plan = new Plan();
  const config = configReader(clock);
  return {
    displayName: "dbferry",
    description: "Refuses openings that a MySQL migration between clouds does not need or that would never be closed.",
    tags: ["mysql", "migration", "alibaba-cloud", "tencent-cloud", "huawei-cloud"],
    enforcementLevel: "mandatory",
    policies: [resourcePolicy(plan, config, clock), planPolicy(plan, config, clock), ...remediations(plan)],
  };
}

type ReadConfig = (args: { getConfig<T extends object>(): T }) => PackConfig;

function resourcePolicy(plan: Plan, config: ReadConfig, clock: () => Date): ResourceValidationPolicy {
  return {
    name: PACK,
    displayName: "dbferry's rules",
    description: "dbferry's rules over allowlists, security groups, public endpoints, tunnels and migration tasks.",
    enforcementLevel: "mandatory",
    configSchema: { properties: CONFIG_SCHEMA as never },
    validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
      const reports = evaluate(resourceOf(args), plan, config(args), clock());
      for (const found of reports) say(report, found);
    },
  };
}

function planPolicy(plan: Plan, config: ReadConfig, clock: () => Date): StackValidationPolicy {
  return {
    name: WHOLE_PLAN,
    displayName: "dbferry's rules over a whole plan",
    description:
      "Peerings and their routes, lists behind references, order of tasks, versions, and the exemptions in force.",
    enforcementLevel: "mandatory",
    validateStack: (args: StackValidationArgs, report: ReportViolation) => {
      const current = config(undefined as never);
      const now = clock();
      for (const found of evaluatePlan(args.resources.map(plannedOf), plan, current, now))
        say(report, found, found.urn);
      const settings = [...current.ledger.reports(now), ...loweredReports(current.rules, current.level)];
      for (const found of [...settings, ...configurationReports(current)]) say(report, found);
    },
  };
}

function configurationReports(config: PackConfig): Report[] {
  return config.problems.map(({ text, fix }) => ({
    policy: "configuration",
    verdict: "violation",
    enforcement: "mandatory",
    severity: "medium",
    message: `${text}\n  fix: ${fix}`,
  }));
}

function remediations(plan: Plan): ResourceValidationPolicy[] {
  const titleOf = (id: string) => RULES.find((rule) => rule.id === id)!.title;
  const policies: Record<Remediation, Omit<ResourceValidationPolicy, "name">> = {
    "TSK-02": {
      description: `${titleOf("TSK-02")}. With "wrap", plain passwords and keys become secrets; without it, they are only reported.`,
      // Only at this level does the engine show which inputs are secret.
      enforcementLevel: "remediate",
      configSchema: { properties: { wrap: { type: "boolean", default: false } } },
      remediateResource: (args) => {
        if (!isJudged(args.type)) return undefined;
        const raw = unproxied(args.props);
        if (!isObject(raw)) return undefined;
        const fixed = args.getConfig<{ wrap?: boolean }>().wrap ? wrapSecrets(args.type, raw) : undefined;
        plan.noteSecrets(args.urn, secretsIn(raw));
        return fixed;
      },
    },
    "NET-14": {
      description: `${titleOf("NET-14")}. Writes strong proposals on VPN connections that have none and whose provider defaults to weak ones.`,
      enforcementLevel: "disabled",
      remediateResource: (args) =>
        descriptorOf(args.type)?.remediation?.proposals
          ? onRaw(args.props, (raw) => strengthen(args.type, raw))
          : undefined,
    },
    "NET-08": {
      description: `${titleOf("NET-08")}. Adds the expiry "expires" to tagged resources of a migration that have none.`,
      enforcementLevel: "disabled",
      configSchema: { properties: { expires: { type: "string" } } },
      remediateResource: (args) =>
        onRaw(args.props, (raw) => tagExpiry(args.type, raw, args.getConfig<{ expires?: string }>().expires)),
    },
  };
  return REMEDIATIONS.map((name) => ({ name, ...policies[name] }));
}

function onRaw(props: unknown, fix: (raw: Record<string, unknown>) => Record<string, unknown> | undefined) {
  const raw = unproxied(props);
  return isObject(raw) ? fix(raw) : undefined;
}

function resourceOf(args: ResourceValidationArgs): Resource {
  const { type, name, urn, opts, props } = args;
  return { type, name, urn, props, parent: opts.parent, protect: opts.protect, ignoreChanges: opts.ignoreChanges };
}

function plannedOf(resource: PolicyResource): PlannedResource {
  const { type, name, urn, opts, props } = resource;
  const from = Object.entries(resource.propertyDependencies).map(([key, made]) => [
    key,
    made.map((other) => other.urn),
  ]);
  return {
    type,
    name,
    urn,
    props,
    parent: opts.parent,
    protect: opts.protect,
    ignoreChanges: opts.ignoreChanges,
    dependencies: resource.dependencies.map((other) => other.urn),
    from: Object.fromEntries(from),
  };
}

function say(report: ReportViolation, found: Report, urn?: string): void {
  (report as unknown as DetailedReport)({
    name: found.policy,
    message: found.message,
    severity: found.severity,
    ...(urn ? { urn } : {}),
    // Mandatory findings use the level that the user configured, so that "advisory" is honoured.
    ...(found.enforcement === "advisory" ? { enforcementLevel: "advisory" as const } : {}),
  });
}

/**
 * The reporter also accepts an object, although its declared type (1.21) only has the text form. A test checks that it
 * still does.
 */
type DetailedReport = (violation: {
  name: string;
  message: string;
  severity: string;
  enforcementLevel?: "advisory";
  urn?: string;
}) => void;

/** Reads the configuration once; the engine sends it before the first resource, and only if there are resources. */
function configReader(clock: () => Date): ReadConfig {
  let seen: string | undefined;
  let config = readConfig({}, clock());
  return (args) => {
    const raw = args?.getConfig<Record<string, unknown>>();
    const now = JSON.stringify(raw);
    if (raw !== undefined && now !== seen) {
      seen = now;
      config = readConfig(raw, clock());
    }
    return config;
  };
}
