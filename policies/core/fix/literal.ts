import { isVisible, visibleCode } from "../../../model/printing/visible";
import { type Bag, isObject, Unknown } from "../values";
import { Code } from "./edit";

/** A value as a one-line literal in a program. */
export function literal(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (value instanceof Unknown) return "/* known only during the update */";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (isObject(value)) {
    const inside = written(value).map((key) => `${keyOf(key)}: ${literal(value[key])}`);
    return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
  }
  return textOf(value);
}

/** A property name, quoted unless it is an identifier. */
export function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : textOf(name);
}

/** The class name in a program: `alicloud:rds/instance:Instance` becomes `alicloud.rds.Instance`. */
export function classOf(type: string): string {
  const [pack = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return [pack, ...(folder === "index" || folder === "" ? [] : [folder]), name].join(".");
}

const DEFAULTS = "__defaults";

/** The program's own inputs, without those that the engine or the provider added. */
export function written(bag: Record<string, unknown> | Bag): string[] {
  const given = bag[DEFAULTS];
  const added = new Set(Array.isArray(given) ? given.map(String) : []);
  return Object.keys(bag).filter((key) => key !== DEFAULTS && !added.has(key) && bag[key] !== undefined);
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return isVisible(text) ? text : Array.from(text, visibleCode).join("");
}
