import { readConfig } from "../../../policies/config";
import { applied, sampled } from "../../../policies/core/fix/apply";
import type { Edit } from "../../../policies/core/fix/edit";
import { Plan } from "../../../policies/core/plan";
import { isObject, plainBag, Unknown } from "../../../policies/core/values";
import { type Found, findingsOf, type PlannedResource, planFindings } from "../../../policies/evaluate";
import { secret, type TestResource } from "../../../policies/testkit";
import { urnOf } from "../../../policies/testkit/requests";
import { NOW } from "../cases/case";

const SIGNATURE = Object.keys(secret(""))[0]!;

/** A resource as the pack sees it: plain values, and which of them are secret. */
export interface Input extends Omit<TestResource, "props"> {
  inputs: Record<string, unknown>;
  secrets: { paths: ReadonlySet<string>; values: readonly string[] };
}

export function inputOf({ props, ...resource }: TestResource): Input {
  const paths = new Set<string>();
  const values: string[] = [];
  const open = (value: unknown, path: string): unknown => {
    if (!isObject(value)) return value;
    if (SIGNATURE in value) {
      paths.add(path);
      const inside = open(value["value"], path);
      values.push(...(typeof inside === "string" ? [inside] : []));
      return inside;
    }
    if (Array.isArray(value)) return value.map((item, at) => open(item, `${path}[${at}]`));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, open(item, path ? `${path}.${key}` : key)]),
    );
  };
  return { ...resource, inputs: plainBag(open(props, "")), secrets: { paths, values } };
}

/** Every finding of the rules on a plan, with all rules enforced. */
export function findingsIn(given: readonly Input[], settings: object = {}): Found[] {
  const plan = new Plan();
  const config = readConfig(settings, NOW);
  const urns = new Map(given.map((one) => [one.name ?? "it", urnOf({ ...one, props: {} })]));
  const resources = given.map((one): PlannedResource => {
    const { type, inputs, parent, protect, ignoreChanges, dependsOn = [], from = {} } = one;
    return {
      type,
      name: one.name ?? "it",
      urn: urns.get(one.name ?? "it")!,
      ...(parent ? { parent: urns.get(parent)! } : {}),
      props: inputs,
      ...(protect ? { protect } : {}),
      ...(ignoreChanges ? { ignoreChanges } : {}),
      dependencies: dependsOn.map((name) => urns.get(name) ?? ""),
      from: Object.fromEntries(Object.entries(from).map(([key, names]) => [key, names.map((name) => urns.get(name)!)])),
    };
  });
  const single = resources.flatMap((resource, at) => {
    plan.noteSecrets(resource.urn, given[at]!.secrets);
    return findingsOf(resource, plan, config, NOW);
  });
  return [...single, ...planFindings(resources, plan, config, NOW)];
}

/** The plan after one resource's fixes. */
export function mended(given: readonly Input[], name: string, edits: readonly Edit[]): Input[] {
  return given.flatMap((one): Input[] => {
    if ((one.name ?? "it") !== name) return [one];
    const gone = edits.find((edit) => "gone" in edit);
    if (gone)
      return (gone.instead ?? []).map(
        ({ inputs, ...made }) => ({ ...made, inputs, secrets: one.secrets, dependsOn: one.dependsOn }) as Input,
      );
    const inputs = sampled(applied(one.inputs, edits)) as Record<string, unknown>;
    const secrets = edits.flatMap((edit) => ("secret" in edit && edit.secret ? [edit.at] : []));
    const option = (name: string) =>
      edits.find((edit) => "option" in edit && edit.option === name) as { to: unknown } | undefined;
    const { protect: _, ...kept } = one;
    return [
      {
        ...kept,
        ...((option("protect") ? option("protect")!.to : one.protect) ? { protect: true } : {}),
        ...(option("ignoreChanges") ? { ignoreChanges: option("ignoreChanges")!.to as string[] } : {}),
        ...(option("dependsOn")
          ? { dependsOn: given.filter((other) => other !== one).map((other) => other.name ?? "it") }
          : {}),
        inputs,
        secrets: { ...one.secrets, paths: new Set([...one.secrets.paths, ...secrets]) },
      },
    ];
  });
}

export { Unknown };
