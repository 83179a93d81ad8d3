import { fieldsOf, type WireAction, type WireFields, type WireModel } from "./model";

/**
 * Paths of every field that a request may have, as "jobs[].name"; lists of scalars have no trailing "[]". Recursion
 * stops at a type nested in itself.
 */
export function requestPaths(model: WireModel, action: WireAction): Set<string> {
  const paths = new Set<string>();
  const collect = (type: string, path: string, around: readonly string[]): void => {
    const [, wrap, inner] = /^(\[\]|\{\})?(.*)$/.exec(type)!;
    const known = model.types[type];
    if (wrap) collect(inner!, `${path}${wrap}`, around);
    else if (typeof known === "object" && Object.keys(known).length > 0 && !around.includes(type)) {
      collectFields(known, path, [...around, type]);
    } else if (path !== "") paths.add(plain(path));
  };
  const collectFields = (fields: WireFields, path: string, around: readonly string[]): void => {
    for (const [name, { type }] of fieldsOf(fields)) collect(type, path ? `${path}.${name}` : name, around);
  };
  collectFields(action.parameters, "", []);
  if (action.body) collect(action.body, "", []);
  return paths;
}

/** The path without trailing brackets, which denote a list or an object of scalars. */
export function plain(path: string): string {
  return path.replace(/(\[\]|\{\})+$/, "");
}
