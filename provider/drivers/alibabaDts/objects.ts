import { visible } from "../../../model/printing/visible";
import { renamed, type ShownObjects } from "../../core/objects";

/** The part of an entry in the object list that says what is migrated. */
interface Entry {
  name?: string;
  all?: boolean | string;
  filter?: string;
  dml_op?: string;
  Table?: Record<string, Entry>;
}

/** The service returns the list as it was given; its keys are the names on the source. */
export function objectsOf(text: string | undefined): ShownObjects | undefined {
  const entries = text ? parsed(text) : undefined;
  if (!entries) return undefined;
  const shown = Object.entries(entries).map(([name, { all, Table }]) => [
    name,
    isTrue(all) ? ("all" as const) : Object.keys(Table ?? {}),
  ]);
  const odd = Object.entries(entries).flatMap(([name, { Table, ...own }]) => [
    ...oddities(name, name, own),
    ...Object.entries(Table ?? {}).flatMap(([table, entry]) => oddities(`${name}.${table}`, table, entry)),
  ]);
  return { databases: Object.fromEntries(shown), odd };
}

function parsed(text: string): Record<string, Entry> | undefined {
  try {
    const list: unknown = JSON.parse(text);
    const isObject = (value: unknown) => value !== null && typeof value === "object" && !Array.isArray(value);
    return isObject(list) && Object.values(list as object).every(isObject)
      ? (list as Record<string, Entry>)
      : undefined;
  } catch {
    return undefined;
  }
}

function oddities(full: string, key: string, { name, filter, dml_op }: Entry): string[] {
  return [
    ...renamed(full, key, name),
    ...(filter ? [`it moves only the rows of ${visible(full)} that match ${visible(filter)}`] : []),
    ...(dml_op && [..."iud"].some((letter) => !dml_op.includes(letter))
      ? [`of the changes of ${visible(full)} it moves only ${visible(dml_op)}`]
      : []),
  ];
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
