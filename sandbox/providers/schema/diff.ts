import { hasUnknown, isObject, plain, Unknown, type Value, type Values } from "../../../plugin/values";
import { objectType } from "./names";
import type { Properties, PropertySpec, ProviderSchema, TypeRef } from "./types";

export type ChangeKind = "add" | "delete" | "update";

/** One property that changes; `path` is "bandwidth.size" or "peerSubnets[1]". */
export interface Change {
  path: string;
  kind: ChangeKind;
  replace: boolean;
  /** The vendor's provider refuses this change. */
  fixed: boolean;
  secret: boolean;
  old: Value;
  new: Value;
}

/**
 * The changes between the state and new inputs, as planned by the vendors' providers: an absent property keeps its
 * default, or the vendor's computed value; a zero value equals an absent one; order is ignored in a set.
 * @param state the previous state, without secret marks
 * @param oldInputs the inputs that the state came from: properties present there and absent now are removed
 */
export function diff(
  schema: ProviderSchema,
  properties: Properties,
  state: Values,
  oldInputs: Values,
  newInputs: Values,
): Change[] {
  const differ = new Differ(schema);
  differ.object(properties, state, oldInputs, newInputs, "", { replace: false, fixed: false, secret: false });
  return differ.changes;
}

interface Inherited {
  replace: boolean;
  fixed: boolean;
  secret: boolean;
}

class Differ {
  readonly changes: Change[] = [];

  constructor(private readonly schema: ProviderSchema) {}

  object(
    properties: Properties,
    state: Values,
    oldInputs: Values,
    newInputs: Values,
    prefix: string,
    from: Inherited,
  ): void {
    for (const [name, spec] of Object.entries(properties)) {
      // The vendors' timeouts are not properties of the resource.
      if (spec.output || (prefix === "" && name === "timeouts")) continue;
      const now = state[name] ?? null;
      const given = newInputs[name] ?? null;
      if (spec.suppress && (given === null || sameWord(now, given))) continue;
      const wasGiven = (oldInputs[name] ?? null) !== null;
      const computed = spec.always || (prefix !== "" && !wasGiven);
      const wanted = given ?? spec.default ?? (computed ? now : null);
      const flags: Inherited = {
        replace: from.replace || spec.replace === true,
        fixed: from.fixed || spec.fixed === true,
        secret: from.secret || spec.secret === true,
      };
      this.value(spec.type, spec, now, oldInputs[name] ?? null, wanted, prefix + name, flags);
    }
  }

  private value(
    type: TypeRef,
    spec: PropertySpec,
    now: Value,
    oldInput: Value,
    wanted: Value,
    path: string,
    flags: Inherited,
  ): void {
    if (same(now, wanted, spec.set === true)) return;
    const object = objectType(this.schema, type);
    if (object && isObject(now) && isObject(wanted)) {
      this.object(object, now, isObject(oldInput) ? oldInput : {}, wanted, `${path}.`, flags);
      return;
    }
    if (typeof type === "object" && "list" in type && Array.isArray(now) && Array.isArray(wanted) && !spec.set) {
      for (let i = 0; i < Math.max(now.length, wanted.length); i++) {
        const before = Array.isArray(oldInput) ? (oldInput[i] ?? null) : null;
        this.value(type.list, { type: type.list }, now[i] ?? null, before, wanted[i] ?? null, `${path}[${i}]`, flags);
      }
      return;
    }
    const kind = isZero(now) ? "add" : isZero(wanted) ? "delete" : "update";
    this.changes.push({ path, kind, ...flags, old: now, new: wanted });
  }
}

/** Equality as defined by the vendors' providers. */
function same(a: Value, b: Value, set: boolean): boolean {
  if (a instanceof Unknown || b instanceof Unknown || hasUnknown(b)) return false;
  if (isZero(a) && isZero(b)) return true;
  return canonical(a, set) === canonical(b, set);
}

/** The same apart from upper and lower case, which is what the vendor suppresses where it spells a word in its own way. */
function sameWord(a: Value, b: Value): boolean {
  return typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();
}

function isZero(value: Value): boolean {
  if (value === null || value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.entries(value).every(([key, one]) => key.startsWith("__") || isZero(one));
}

function canonical(value: Value, set: boolean): string {
  const clean = (one: Value): Value => {
    if (Array.isArray(one)) return one.map(clean);
    if (!isObject(one)) return one;
    const entries = Object.entries(one).filter(([key, part]) => !key.startsWith("__") && !isZero(part));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, clean(part)]));
  };
  const cleaned = clean(plain(value));
  if (set && Array.isArray(cleaned)) return JSON.stringify(cleaned.map((one) => JSON.stringify(one)).sort());
  return JSON.stringify(cleaned);
}
