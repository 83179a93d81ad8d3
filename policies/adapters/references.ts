import type { AccessRule } from "../core/facets";
import type { Known } from "../core/values";

type Reference = NonNullable<AccessRule["narrowedBy"]>;

/** What a rule names in place of addresses; undefined and empty values name nothing. */
export function referencesOf(
  ...written: readonly (readonly [
    property: string,
    value: Known<string> | undefined,
    contents: Reference["contents"],
  ])[]
): Reference[] {
  return written.flatMap(([property, value, contents]) => (value ? [{ property, value, contents }] : []));
}

/** The rule narrowed by its first reference, and one further rule for each other one: a vendor may take any of several. */
export function withReferences(rule: AccessRule, [first, ...others]: readonly Reference[]): AccessRule[] {
  const { direction, kind } = rule;
  return [
    first ? { ...rule, narrowedBy: first } : rule,
    ...others.map((narrowedBy): AccessRule => ({ property: narrowedBy.property, kind, direction, narrowedBy })),
  ];
}
