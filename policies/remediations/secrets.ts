import { Secret } from "@pulumi/policy";
import { descriptorOf } from "../adapters";
import { covered, slotsIn } from "../adapters/secrets";
import type { Secrets } from "../core/plan";
import { isObject } from "../core/values";

/** Unwraps a secret value of @pulumi/policy. */
export function opened(value: unknown): unknown {
  return value instanceof Secret ? value.value : value;
}

/** Every secret value in raw inputs, as passed to a remediation. */
export function secretsIn(raw: unknown): Secrets {
  const found = new Set<string>();
  const values: string[] = [];
  const keep = (value: unknown, depth: number) => {
    if (typeof value === "string" || typeof value === "number") values.push(String(value));
    else if (isObject(value) && depth < 16) for (const inner of Object.values(value)) keep(opened(inner), depth + 1);
  };
  const visit = (value: unknown, path: string, depth: number) => {
    if (depth > 16) return;
    if (value instanceof Secret) {
      found.add(path);
      keep(value.value, 0);
      return;
    }
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      visit(value[key], Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key, depth + 1);
    }
  };
  visit(raw, "", 0);
  return { paths: found, values };
}

/** Wraps every password and key that is not secret yet; undefined when there is none. Mutates its argument. */
export function wrapSecrets(type: string, raw: Record<string, unknown>): Record<string, unknown> | undefined {
  let changed = false;
  const secret = secretsIn(raw).paths;
  for (const slot of slotsIn(raw, descriptorOf(type)?.secrets ?? [], opened)) {
    if (covered(secret, slot.path)) continue;
    slot.holder[slot.key] = new Secret(slot.value);
    changed = true;
  }
  return changed ? raw : undefined;
}
