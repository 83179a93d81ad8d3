import type { Policies, PolicyPackArgs } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { packArgs } from "../pack";
import { analyzeRequest, analyzeStackRequest, type TestResource, urnOf } from "./requests";

/** A pack's report on one resource. */
export interface TestReport {
  policy: string;
  message: string;
  enforcement: "mandatory" | "advisory" | "other";
  /** Name of the resource; absent when the report is about the whole plan. */
  resource?: string;
}

/** The outcome of a run. */
export interface TestRun {
  reports: TestReport[];
  /** True when the engine would stop the update. */
  refused: boolean;
  /** Inputs after remediation, by resource name. */
  remediated: Record<string, Record<string, unknown>>;
  /** Ids of the policies that stop the update. */
  violations: string[];
}

export interface RunOptions {
  /** The pack's configuration, by policy name, as in `--policy-pack-config`. */
  config?: Record<string, unknown>;
  /** The current time, for rules about dates. @default the real time */
  now?: Date;
  /** The pack. @default dbferry's */
  pack?: PolicyPackArgs;
}

/** The SDK's server functions; its declarations omit them. */
type RpcOf = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => (call: { request: unknown }, callback: (error: Error | null, response: ResponseOf) => void) => Promise<void>;

interface ResponseOf {
  getDiagnosticsList(): {
    getPolicyname(): string;
    getMessage(): string;
    getEnforcementlevel(): number;
    getUrn(): string;
  }[];
  getRemediationsList(): {
    getPolicyname(): string;
    getProperties(): { toJavaScript(): Record<string, unknown> } | undefined;
  }[];
}

const rpc = server as unknown as {
  makeAnalyzeRpcFun: RpcOf;
  makeAnalyzeStackRpcFun: RpcOf;
  makeRemediateRpcFun: RpcOf;
};

/**
 * Runs a pack over resources as the engine does: remediations first, then each resource in order, then the whole plan.
 * Every request goes through the server functions of @pulumi/policy, and so through its real proxy for unknown values.
 */
export async function runPack(given: readonly TestResource[], options: RunOptions = {}): Promise<TestRun> {
  // The engine always sends the stack itself first.
  const resources = [{ type: "pulumi:pulumi:Stack", name: "test-test", props: {} }, ...given];
  const now = options.now;
  const pack = options.pack ?? packArgs(now ? () => now : undefined);
  const policies = withConfig(pack.policies ?? [], options.config ?? {});
  const level = pack.enforcementLevel ?? "advisory";
  const ask = (make: RpcOf, request: unknown) =>
    new Promise<ResponseOf>((resolve, reject) => {
      void make(
        "test",
        "0.0.0",
        level as string,
        policies,
      )({ request }, (error, response) => (error ? reject(error) : resolve(response)));
    });

  const names = new Map(resources.map((resource) => [urnOf(resource), resource.name ?? "it"]));
  const run: TestRun = { reports: [], refused: false, remediated: {}, violations: [] };
  const current = [...resources];
  for (const [index, resource] of resources.entries()) {
    const fixes = await ask(rpc.makeRemediateRpcFun, analyzeRequest(resource, current));
    for (const fix of fixes.getRemediationsList()) {
      const props = fix.getProperties()?.toJavaScript();
      if (!props) continue;
      run.remediated[resource.name ?? "it"] = props;
      current[index] = { ...current[index]!, props };
    }
    const answer = await ask(rpc.makeAnalyzeRpcFun, analyzeRequest(current[index]!, current));
    run.reports.push(...reportsOf(answer, names, resource.name ?? "it"));
  }
  run.reports.push(...reportsOf(await ask(rpc.makeAnalyzeStackRpcFun, analyzeStackRequest(current)), names));
  run.violations = [
    ...new Set(run.reports.filter((report) => report.enforcement === "mandatory").map((report) => report.policy)),
  ];
  run.refused = run.violations.length > 0;
  return run;
}

function reportsOf(response: ResponseOf, names: ReadonlyMap<string, string>, fallback?: string): TestReport[] {
  return response.getDiagnosticsList().map((diagnostic) => {
    const resource = names.get(diagnostic.getUrn()) ?? fallback;
    return {
      policy: diagnostic.getPolicyname(),
      message: diagnostic.getMessage(),
      enforcement: levelOf(diagnostic.getEnforcementlevel()),
      ...(resource === undefined ? {} : { resource }),
    };
  });
}

function levelOf(level: number): TestReport["enforcement"] {
  if (level === EnforcementLevel.MANDATORY) return "mandatory";
  return level === EnforcementLevel.ADVISORY ? "advisory" : "other";
}

/**
 * The engine configures a pack by a call that only a running pack answers; here the configuration is set on each
 * policy.
 */
function withConfig(policies: Policies, config: Record<string, unknown>): Policies {
  return policies.map((policy) => {
    const given = (config[policy.name] ?? {}) as Record<string, unknown>;
    const { enforcementLevel, ...properties } = typeof given === "string" ? { enforcementLevel: given } : given;
    const getConfig = () => properties;
    const wrapped: Record<string, unknown> = { ...policy, ...(enforcementLevel ? { enforcementLevel } : {}) };
    for (const hook of ["validateResource", "validateStack", "remediateResource"] as const) {
      const original = wrapped[hook] as ((args: object, report: unknown) => unknown) | undefined;
      if (typeof original !== "function") continue;
      wrapped[hook] = Object.assign(
        (args: object, report: unknown) => original({ ...args, getConfig }, report),
        original,
      );
    }
    return wrapped as never;
  });
}
