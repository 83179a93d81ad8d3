import { splitList } from "../../../model/addresses";
import { type Bag, isBag, isObject, Unknown } from "../values";
import { type AddEntries, Code, type DropEntries, type Edit, type SetTags } from "./edit";

/** The steps of a path: property names and list indexes. */
export function stepsOf(path: string): (string | number)[] {
  return path.split(".").flatMap((part) => {
    const [name = "", ...places] = part.split(/[[\]]+/).filter((piece, index) => index === 0 || piece !== "");
    return [name, ...places.map(Number)];
  });
}

/**
 * The inputs after a fix, without changing the originals. Edits of options or of the whole resource leave them as they
 * are.
 */
export function applied(inputs: Bag, edits: readonly Edit[]): Bag {
  return edits.reduce<Bag>((bag, edit) => {
    if (!("at" in edit)) return bag;
    return changed(bag, stepsOf(edit.at), (value) => after(value, edit)) as Bag;
  }, inputs);
}

function after(value: unknown, edit: Extract<Edit, { at: string }>): unknown {
  if ("without" in edit) return dropped(value, edit);
  if ("with" in edit) return added(value, edit);
  if ("tags" in edit) return tagged(value, edit);
  if (edit.unless && value !== undefined && value !== "") return value;
  return likeIt(value, edit.to);
}

/**
 * A copy with only the value at the path changed. A name applied to a list selects its first element, as in the rules.
 */
function changed(value: unknown, [step, ...rest]: (string | number)[], edit: (value: unknown) => unknown): unknown {
  if (step === undefined) return edit(value);
  // Nothing can be written inside an unknown value.
  if (value instanceof Unknown) return value;
  if (typeof step === "number" || Array.isArray(value)) {
    const list: unknown[] = Array.isArray(value) ? [...value] : [];
    const [place, inside] = typeof step === "number" ? [step, rest] : [0, [step, ...rest]];
    list[place] = changed(list[place], inside, edit);
    return list;
  }
  const bag = isBag(value) ? value : {};
  return { ...bag, [step]: changed(bag[step], rest, edit) };
}

/** Converts the new value to the type of the old one: "0" for a string, 0 for a number. */
function likeIt(old: unknown, value: unknown): unknown {
  if (typeof old === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (typeof old === "number" && typeof value === "string" && /^\d+$/.test(value)) return Number(value);
  if (Array.isArray(old) && typeof value === "string") return [value];
  return value;
}

function dropped(value: unknown, { without, instead, list }: DropEntries): unknown {
  const bad = new Set(without);
  if (value === undefined || value === null || value === "") return list ? [instead] : instead;
  if (value instanceof Unknown) return value;
  // An object is not a list of entries at all, so it is replaced.
  if (!Array.isArray(value)) return isObject(value) ? instead : (keptOf(String(value), bad) ?? instead);
  const kept = value.flatMap((item): unknown[] => {
    if (item instanceof Unknown) return [item];
    if (!isObject(item)) return [keptOf(String(item), bad)].filter((kept) => kept !== undefined);
    return fieldOf(item, bad) === undefined ? [item] : [];
  });
  if (kept.length > 0) return kept;
  const first = value.find((item) => isObject(item) && !(item instanceof Unknown));
  const field = isObject(first) ? fieldOf(first, bad) : undefined;
  return isObject(first) && field !== undefined ? [{ ...first, [field]: instead }] : [instead];
}

/** One item, possibly a list in one string, without the bad entries; undefined when nothing is left. */
function keptOf(item: string, bad: ReadonlySet<string>): string | undefined {
  if (bad.has(item)) return undefined;
  const parts = splitList(item);
  const kept = parts.filter((part) => !bad.has(part));
  if (kept.length === parts.length) return item;
  return kept.length === 0 ? undefined : kept.join(",");
}

/** The property of a list item that holds one of the bad entries. */
function fieldOf(item: Record<string, unknown>, bad: ReadonlySet<string>): string | undefined {
  return Object.keys(item).find((key) => typeof item[key] === "string" && keptOf(item[key], bad) === undefined);
}

function added(value: unknown, edit: AddEntries): unknown {
  if (Array.isArray(value)) return [...value, ...edit.with];
  return typeof value === "string" && value !== "" ? [value, ...edit.with].join(",") : [...edit.with];
}

function tagged(value: unknown, { tags }: SetTags): unknown {
  if (!Array.isArray(value)) return { ...(isBag(value) ? value : {}), ...tags };
  const first = value.find(isBag);
  const [key, text] = first && "tagKey" in first ? ["tagKey", "tagValue"] : ["key", "value"];
  const others = value.filter((item) => !isBag(item) || !Object.hasOwn(tags, String(item[key!])));
  return [...others, ...Object.entries(tags).map(([name, given]) => ({ [key!]: name, [text!]: given }))];
}

/** The inputs with every piece of code replaced by its sample value, so that they can be judged. */
export function sampled(value: unknown): unknown {
  if (value instanceof Code) return value.sample;
  if (value instanceof Unknown || !isObject(value)) return value;
  if (Array.isArray(value)) return value.map(sampled);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sampled(item)]));
}
