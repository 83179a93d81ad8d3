/** A type of the vendor's model: "str", "bool", "int", "float", "map[…]", an object of types, or a list of one. */
type Type = string | { [field: string]: Type } | [Type];

/** What of an answer is otherwise than the model: fields that it has not, and values of another type. */
export function faults(path: string, value: unknown, type: object | Type): string[] {
  if (Array.isArray(type)) {
    if (!Array.isArray(value)) return [`${path}: no list`];
    return value.flatMap((one, at) => faults(`${path}[${at}]`, one, type[0] as Type));
  }
  if (typeof type === "string") {
    const kinds: Record<string, string> = { str: "string", bool: "boolean", int: "number", float: "number" };
    const kind = kinds[type];
    return kind === undefined || typeof value === kind ? [] : [`${path}: ${typeof value}, and the vendor's is ${type}`];
  }
  if (value === null || typeof value !== "object") return [`${path}: no object`];
  const fields = type as Record<string, Type>;
  return Object.entries(value).flatMap(([name, one]) =>
    Object.hasOwn(fields, name)
      ? faults(`${path}.${name}`, one, fields[name]!)
      : [`${path}.${name}: the vendor has no such field`],
  );
}
