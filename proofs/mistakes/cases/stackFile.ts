import { z } from "zod";
import { ENGINE_FACTS, ENGINES } from "../../../model/engines";
import { drs } from "../../../model/engines/drs/facts";
import { MOVABLE } from "../../../model/fixed";
import { migrationSchema } from "../../../model/spec";
import { cloudsSchema } from "../../../model/spec/clouds";
import { PLACES } from "../../../model/spec/places";

/** Every option of the worked example's kind of migration, by dotted path, from its schemas. */
export function optionPaths(): string[] {
  // The worked example goes over the public network.
  const elsewhere = ["source", "target", "vpn", ...ENGINES.map((engine) => ENGINE_FACTS[engine].section as string)];
  const own = Object.entries(migrationSchema.shape).filter(([key]) => !elsewhere.includes(key));
  const clouds = unwrapped(cloudsSchema) as z.ZodObject;
  return [
    ...leaves(z.object(Object.fromEntries(own))),
    ...leaves(z.object({ drs: drs.settings })),
    ...leaves(z.object({ source: PLACES["alicloud-rds"].source, target: PLACES["huaweicloud-rds"].target })),
    ...leaves(clouds.omit({ tencentcloud: true }), "clouds"),
  ];
}

/** Options that determine how the others are read. */
export const DECIDING: readonly string[] = ["source.place", "target.place", "engine"];

/** Options that may change while the task moves data. How the clouds are reached is not part of the migration. */
export function isMovable(path: string): boolean {
  return path.startsWith("clouds.") || MOVABLE.some((free) => path === free || path.startsWith(`${free}.`));
}

/** For a list of objects, the options are those of its first entry. */
function leaves(schema: z.core.$ZodType, path = ""): string[] {
  const inner = unwrapped(schema);
  const at = (key: string) => (path ? `${path}.${key}` : key);
  if (inner instanceof z.ZodArray) {
    const entry = unwrapped(inner.element);
    return [path, ...(entry instanceof z.ZodObject ? leaves(entry, at("0")) : [])];
  }
  if (!(inner instanceof z.ZodObject)) return [path];
  return Object.entries(inner.shape as z.core.$ZodShape).flatMap(([key, member]) => leaves(member, at(key)));
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wraps ? unwrapped(schema.unwrap()) : schema;
}

/** A word with two letters swapped, as in hurried typing. */
export function mistyped(word: string): string {
  const at = [...word].findIndex((letter, index) => index > 0 && letter !== word[index - 1]);
  return word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
}

// biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
type Tree = any;

/** The object that contains an option, created if missing. */
export function holderOf(config: Tree, path: string): { holder: Tree; key: string } {
  const steps = path.split(".");
  const key = steps.pop()!;
  if (steps[0] === "clouds") steps[0] = "dbferry:clouds";
  else steps.unshift("dbferry:migration");
  let holder = config;
  for (const [at, step] of steps.entries()) {
    holder[step] ??= (steps[at + 1] ?? key) === "0" ? [] : {};
    holder = holder[step];
  }
  return { holder, key };
}

export function set(config: Tree, path: string, value: unknown): void {
  const { holder, key } = holderOf(config, path);
  holder[key] = value;
}

/** Escapes text for a regular expression. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
