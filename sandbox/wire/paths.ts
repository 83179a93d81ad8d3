import { fieldsOf, type WireAction, type WireFields, type WireModel } from "./model";

/**
 * Paths of everything that a request may have, as "jobs[].name"; lists of plain values end without "[]". A type inside itself ends a path.
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

/** The path without the brackets at its end: those of a list or an object of plain values. */
export function plain(path: string): string {
  return path.replace(/(\[\]|\{\})+$/, "");
}
