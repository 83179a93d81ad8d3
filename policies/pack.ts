import type { PolicyPackArgs, ReportViolation, ResourceValidationArgs } from "@pulumi/policy";
import { CONFIG_SCHEMA, type PackConfig, readConfig } from "./core/config";
import { Plan } from "./core/plan";
import { evaluate } from "./evaluate";

/** Name of the pack and of the one policy that carries its configuration. */
export const PACK = "dbferry";

/**
 * The pack as @pulumi/policy wants it. One policy takes every resource and reports under the id of the rule that it
 * breaks: the server unpacks the inputs of a resource once per policy, so forty policies would unpack them forty times.
 */
export function packArgs(clock: () => Date = () => new Date()): PolicyPackArgs {
  const plan = new Plan();
  const config = configReader();
  return {
    displayName: "dbferry",
    description:
      "Refuses openings that a MySQL migration between clouds does not need, or that nobody would close again.",
    tags: ["mysql", "migration", "alibaba-cloud", "tencent-cloud", "huawei-cloud"],
    enforcementLevel: "mandatory",
    policies: [
      {
        name: PACK,
        displayName: "dbferry's rules",
        description: "dbferry's rules over allowlists, security groups, public endpoints, tunnels and migration tasks.",
        enforcementLevel: "mandatory",
        configSchema: { properties: CONFIG_SCHEMA as never },
        validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
          const resource = {
            type: args.type,
            name: args.name,
            urn: args.urn,
            parent: args.opts.parent,
            props: args.props,
          };
          for (const found of evaluate(resource, plan, config(args), clock())) {
            (report as unknown as DetailedReport)({
              name: found.policy,
              message: found.message,
              severity: found.severity,
              // A mandatory finding keeps the level that the user gave the policy, so that "advisory" is honoured.
              ...(found.enforcement === "advisory" ? { enforcementLevel: "advisory" as const } : {}),
            });
          }
        },
      },
    ],
  };
}

/** The reporter also takes a whole record; its declared type (1.21) names only the text form. A test holds it to that. */
type DetailedReport = (violation: {
  name: string;
  message: string;
  severity: string;
  enforcementLevel?: "advisory";
  urn?: string;
}) => void;

/** Reads the configuration once; the engine sends it before the first resource. */
function configReader(): (args: { getConfig<T extends object>(): T }) => PackConfig {
  let seen: string | undefined;
  let config = readConfig({});
  return (args) => {
    const raw = args.getConfig<Record<string, unknown>>();
    const now = JSON.stringify(raw);
    if (now !== seen) {
      seen = now;
      config = readConfig(raw);
    }
    return config;
  };
}
