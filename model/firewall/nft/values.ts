import { type Span, spanOf } from "../../addresses/span";
import { isObject } from "../../object";
import { portOf } from "../ports";
import type { PortRange } from "../rules";

/** An element of a set may carry a timeout or a comment. */
export function bare(value: unknown): unknown {
  return isObject(value) && isObject(value["elem"]) ? value["elem"]["val"] : value;
}

/** An address, a prefix or a range. */
export function spanOfValue(given: unknown): Span | undefined {
  const value = bare(given);
  if (typeof value === "string") return spanOf(value);
  if (!isObject(value)) return undefined;
  const { prefix, range } = value;
  if (isObject(prefix)) return spanOf(`${prefix["addr"]}/${prefix["len"]}`);
  return Array.isArray(range) ? spanOf(`${range[0]}-${range[1]}`) : undefined;
}

export function portsOfValue(given: unknown): PortRange | undefined {
  const value = bare(given);
  if (typeof value === "number" || typeof value === "string") {
    const port = portOf(String(value));
    return port === undefined ? undefined : [port, port];
  }
  const range =
    isObject(value) && Array.isArray(value["range"]) ? value["range"].map((end) => portOf(String(end))) : [];
  return range.length === 2 && range[0] !== undefined && range[1] !== undefined ? [range[0], range[1]] : undefined;
}

/** The values of one side of a comparison: one, a list, or an anonymous set. */
export function listOf(right: unknown): unknown[] {
  if (Array.isArray(right)) return right;
  return isObject(right) && Array.isArray(right["set"]) ? right["set"] : [right];
}
