import type { Field } from "../../test/e2e/harness";

/** Changes by itself, and opens nothing. */
const VOLATILE = /\.(modifiedAt|updatedAt|updated_at|version)$/i;

/** Every fact of the sandbox's clouds and hosts, a line each, whatever the order of their lists. */
export function factsOf({ sandbox }: Pick<Field, "sandbox">): Set<string> {
  const { clock: _, faults: __, journal: ___, ...parts } = sandbox.world.dump();
  return new Set(linesOf("", parts));
}

/** Facts that were not there before: what a migration has left. */
export function added(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...after].filter((line) => !before.has(line));
}

function linesOf(path: string, value: unknown): string[] {
  if (VOLATILE.test(path)) return [];
  if (Array.isArray(value)) return value.flatMap((item) => linesOf(`${path}[${nameOf(item)}]`, item));
  if (typeof value !== "object" || value === null) return [`${path} = ${JSON.stringify(value)}`];
  const members =
    value instanceof Map
      ? [...value]
      : value instanceof Set
        ? [...value].map((one) => [one, one])
        : Object.entries(value);
  return members.flatMap(([name, member]) => linesOf(`${path}.${String(name)}`, member));
}

function nameOf(item: unknown): string {
  const { id, name } = (item ?? {}) as { id?: string; name?: string };
  return id ?? name ?? JSON.stringify(item);
}
