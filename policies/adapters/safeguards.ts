import type { Keeping, Safeguard, SafeguardTopic } from "../core/instance";
import { number, text } from "../core/read";
import { type Bag, type Known, Unknown } from "../core/values";

/** Where a provider configures one safeguard of an instance. */
export interface SafeguardPlace {
  topic: SafeguardTopic;
  /** The setting on the resource; absent when the vendor only has it in a separate resource. */
  property?: string;
  /** An older name of the same setting. */
  formerly?: string;
  /** The values that mean on; absent when the setting is a duration, for which zero means off. */
  on?: RegExp;
  /** What the provider does when the value is absent. @default off */
  absent?: "on" | "off";
  /** That default in words, where on or off does not describe it fully. */
  absentMeans?: string;
  /** The value to write, as JSON. */
  set?: string;
  /** Alternative settings with the same effect. */
  instead?: readonly { property: string; on: RegExp }[];
  keeps?: KeepingPlace;
  /** A separate resource that can also hold the setting. */
  elsewhere?: readonly SafeguardResource[];
  /** The consequences of turning it on, where that is irreversible. */
  note?: string;
  /** True for an instance on which the vendor offers the setting. */
  applies?: (inputs: Bag) => boolean;
}

export interface KeepingPlace {
  property: string;
  /** An older name of the same setting. */
  formerly?: string;
  unit: Keeping["unit"];
  /** The provider's default; absent when it is undocumented. */
  absent?: number;
  /** The number that means unlimited. */
  endless?: number;
}

/** A separate resource that holds a safeguard of an instance. */
export interface SafeguardResource {
  type: string;
  /** The property that names the instance. */
  instance: string;
  /** The resource as a program would write it; `$` stands for the instance's variable. */
  example: string;
}

/** Topics that matter only for a task's source and target, which only the whole plan shows. */
const OF_TASKS: readonly SafeguardTopic[] = ["binlog", "deletion"];

/** The safeguards that depend on the resource's own inputs alone. */
export function safeguardsOf(inputs: Bag, places: readonly SafeguardPlace[]): Safeguard[] {
  return places
    .filter((place) => !place.elsewhere && !OF_TASKS.includes(place.topic))
    .flatMap((place) => safeguardAt(inputs, place));
}

/** One safeguard; empty when the vendor does not offer it on this instance. */
export function safeguardAt(inputs: Bag, place: SafeguardPlace, name = ""): Safeguard[] {
  if (place.applies && !place.applies(inputs)) return [];
  const { topic, note = "", formerly } = place;
  const used =
    formerly !== undefined &&
    written(inputs, place.property ?? "") === undefined &&
    written(inputs, formerly) !== undefined;
  const property = (used ? formerly : place.property) ?? "";
  const value = property ? written(inputs, property) : undefined;
  const at = property ? { ...place, property } : place;
  const kept = place.keeps ? keptBy(inputs, place.keeps) : undefined;
  const fact = {
    topic,
    property,
    on: isOn(inputs, at, value),
    seen: seenOf(at, value),
    fix: `${fixOf(at, name)}${note && ` (${note})`}`,
    ...fixedBy(at, name),
    ...(kept ? { kept } : {}),
  };
  return [fact];
}

/** True when the inputs set a safeguard at all. */
export function isWritten(inputs: Bag, { property, formerly, instead = [], keeps }: SafeguardPlace): boolean {
  const paths = [property, formerly, keeps?.property, keeps?.formerly, ...instead.map((one) => one.property)];
  return paths.some((path) => path !== undefined && written(inputs, path) !== undefined);
}

function isOn(inputs: Bag, place: SafeguardPlace, value: Known<string> | undefined): Known<boolean> {
  const own = switchedOn(place, value);
  if (own === true) return true;
  const others = (place.instead ?? []).map(({ property, on }): Known<boolean> => {
    const other = written(inputs, property);
    return other instanceof Unknown ? other : other !== undefined && on.test(other);
  });
  if (others.includes(true)) return true;
  return [own, ...others].find((one) => one instanceof Unknown) ?? false;
}

function switchedOn(place: SafeguardPlace, value: Known<string> | undefined): Known<boolean> {
  if (value instanceof Unknown) return value;
  if (value === undefined) return place.absent === "on";
  if (place.on) return place.on.test(value.trim());
  // A non-numeric duration counts as on here; the rule rejects it.
  return Number(value) !== 0;
}

/** The provider does not send an empty string, so it counts as absent. */
function written(inputs: Bag, path: string): Known<string> | undefined {
  const value = text(inputs, path);
  return typeof value === "string" && value.trim() === "" ? undefined : value;
}

function seenOf(
  { property, absent, absentMeans, elsewhere }: SafeguardPlace,
  value: Known<string> | undefined,
): string {
  if (value instanceof Unknown) return "a value that is known only during the update";
  if (value !== undefined) return JSON.stringify(value);
  if (property === undefined) return `the plan has no ${elsewhere?.[0]?.type.split(":").at(-1)} for it`;
  return `no ${property}, which ${absentMeans ?? `is ${absent ?? "off"} to the provider`}`;
}

function fixOf({ property, set, elsewhere }: SafeguardPlace, name: string): string {
  if (property !== undefined && set !== undefined) return `set ${property}: ${set}`;
  return elsewhere?.[0] ? `add ${exampleOf(elsewhere[0], name)}` : `set ${property}`;
}

function fixedBy({ property, set, elsewhere, note }: SafeguardPlace, name: string): Pick<Safeguard, "edits" | "told"> {
  const remark = note ? { note } : {};
  if (property !== undefined && set !== undefined) return { edits: [{ at: property, to: JSON.parse(set), ...remark }] };
  if (elsewhere?.[0]) return { edits: [{ register: exampleOf(elsewhere[0], name), ...remark }] };
  return { told: note ?? "no change to this resource turns it on" };
}

function exampleOf({ example }: SafeguardResource, name: string): string {
  const variable = /^[A-Za-z_]\w*$/.test(name) ? name : "instance";
  return example.replaceAll("$", variable);
}

function keptBy(inputs: Bag, { property, formerly, unit, absent, endless }: KeepingPlace): Keeping | undefined {
  const used = [property, formerly].find((path) => path !== undefined && written(inputs, path) !== undefined);
  const value = used === undefined ? absent : number(inputs, used);
  if (value === undefined) return undefined;
  return {
    property: used ?? property,
    amount: value === endless ? Number.POSITIVE_INFINITY : value,
    unit,
    seen: used === undefined ? `${absent} ${unit}, the provider's default` : `${shown(inputs, used)} ${unit}`,
    write: (amount) => [{ at: used ?? property, to: amount }],
  };
}

function shown(inputs: Bag, path: string): string {
  const value = text(inputs, path);
  return value instanceof Unknown ? "a number, known only during the update, of" : String(value);
}
