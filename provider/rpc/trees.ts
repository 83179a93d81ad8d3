import { hasSecret, isObject, markSecrets, plain, UNKNOWN, type Values } from "../../plugin/values";
import type { Existing, Plain, ResourceType } from "../core/resource";
import { parseRecorded } from "../core/validate";

/** A resource as the state has it. */
export function existing(
  resource: ResourceType<object>,
  id: string,
  inputs: Values,
  outputs: Values,
): Existing<object> {
  return {
    id,
    inputs: parseRecorded(resource.schema, asRecorded(resource, inputs)) as object,
    outputs: plain(outputs) as Plain,
  };
}

/** Recorded inputs in the form of the current version, with defaults. */
export function asRecorded(resource: ResourceType<object>, inputs: Values): Values {
  const known = resource.earlier?.(inputs) ?? inputs;
  return resource.complete?.(known) ?? known;
}

/** Outputs with their secrets marked: those that are always secret, and those that repeat a secret input. */
export function outputsTree(resource: ResourceType<object>, outputs: Plain, inputs: Values): Values {
  const secret = Object.keys(resource.outputs).filter(
    (name) => resource.outputs[name]!.secret || hasSecret(inputs[name]),
  );
  return markSecrets(outputs as Values, secret);
}

/** Outputs that a preview can show; the others are unknown, or keep their value in an update. */
export function foreseen(resource: ResourceType<object>, inputs: Values, before?: Values): Values {
  const shown = Object.entries(resource.foresee?.(knownOnly(inputs)) ?? {}).filter(([, value]) => value !== undefined);
  const unknown = before ? [] : Object.keys(resource.outputs).map((name) => [name, UNKNOWN] as const);
  return outputsTree(resource, { ...Object.fromEntries(unknown), ...Object.fromEntries(shown) }, inputs);
}

export function driftIn(outputs: { drift?: unknown } | undefined): string[] {
  const { drift } = (plain((outputs ?? {}) as Values) as { drift?: unknown }) ?? {};
  return Array.isArray(drift) ? drift.map(String) : [];
}

/** Top-level inputs that are completely known. */
function knownOnly(inputs: Values): Partial<object> {
  return prune(plain(inputs) as Values) as Partial<object>;
}

function prune(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== UNKNOWN)
      .map(([key, value]) => [key, isObject(value) ? prune(value) : value])
      .filter(([, value]) => !(Array.isArray(value) && value.includes(UNKNOWN))),
  );
}
