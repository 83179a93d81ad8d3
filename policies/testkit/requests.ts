import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource in a test, as a program would declare it. */
export interface TestResource {
  /** Type token, e.g. `huaweicloud:index/vpcEip:VpcEip`. */
  type: string;
  /** @default "it" */
  name?: string;
  /** Inputs; use `unknown` and `secret` for unknown or encrypted values. */
  props: Record<string, unknown>;
  /** Name of the parent, from the same list. */
  parent?: string;
  /** Names of the resources it depends on. */
  dependsOn?: readonly string[];
  /** Names of the resources that each input depends on. */
  from?: Readonly<Record<string, readonly string[]>>;
  protect?: boolean;
  ignoreChanges?: readonly string[];
}

/** The resource's URN in the test stack. */
export function urnOf(resource: TestResource): string {
  return `urn:pulumi:test::test::${resource.type}::${resource.name ?? "it"}`;
}

/** The request that the engine sends before it creates a resource. */
export function analyzeRequest(resource: TestResource, all: readonly TestResource[]): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  fill(request, resource, all);
  return request;
}

/** The request that the engine sends at the end, with every resource of the stack. */
export function analyzeStackRequest(all: readonly TestResource[]): analyzer.AnalyzeStackRequest {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    all.map((resource) => {
      const sent = new analyzer.AnalyzerResource();
      fill(sent, resource, all);
      const parent = find(resource.parent, all);
      if (parent) sent.setParent(urnOf(parent));
      const from = Object.entries(resource.from ?? {});
      const made = from.flatMap(([, names]) => names);
      sent.setDependenciesList(
        [...new Set([...(resource.dependsOn ?? []), ...made])].map((name) => urnOf(need(name, all))),
      );
      for (const [property, names] of from) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map((name) => urnOf(need(name, all))));
        sent.getPropertydependenciesMap().set(property, dependencies);
      }
      return sent;
    }),
  );
  return request;
}

function fill(
  request: analyzer.AnalyzeRequest | analyzer.AnalyzerResource,
  resource: TestResource,
  all: readonly TestResource[],
): void {
  request.setType(resource.type);
  request.setName(resource.name ?? "it");
  request.setUrn(urnOf(resource));
  request.setProperties(Struct.fromJavaScript(withoutUndefined(resource.props) as never));
  const options = new analyzer.AnalyzerResourceOptions();
  const parent = find(resource.parent, all);
  if (parent) options.setParent(urnOf(parent));
  options.setProtect(resource.protect ?? false);
  options.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
  request.setOptions(options);
}

function find(name: string | undefined, all: readonly TestResource[]): TestResource | undefined {
  return name === undefined ? undefined : need(name, all);
}

function need(name: string, all: readonly TestResource[]): TestResource {
  const found = all.find((other) => (other.name ?? "it") === name);
  if (!found)
    throw new Error(
      `no resource "${name}" in this test; needed: the name of one of ${all.map((r) => r.name ?? "it").join(", ")}`,
    );
  return found;
}

/** Drops undefined values, as the engine does. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : withoutUndefined(item)));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutUndefined(inner)]));
}
