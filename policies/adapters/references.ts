import type { AccessRule } from "../core/facets";
import type { Known } from "../core/values";

type Reference = NonNullable<AccessRule["narrowedBy"]>;

/** References that a rule uses in place of addresses; undefined and empty values are skipped. */
export function referencesOf(
  ...written: readonly (readonly [
    property: string,
    value: Known<string> | undefined,
    contents: Reference["contents"],
  ])[]
): Reference[] {
  return written.flatMap(([property, value, contents]) => (value ? [{ property, value, contents }] : []));
}

/**
 * The rule narrowed by its first reference, plus one rule for each further one: some vendors accept a match on any of
 * them.
 */
export function withReferences(rule: AccessRule, [first, ...others]: readonly Reference[]): AccessRule[] {
  const { direction, kind } = rule;
  return [
    first ? { ...rule, narrowedBy: first } : rule,
    ...others.map((narrowedBy): AccessRule => ({ property: narrowedBy.property, kind, direction, narrowedBy })),
  ];
}
