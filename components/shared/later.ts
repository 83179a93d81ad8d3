import * as pulumi from "@pulumi/pulumi";
import { Unknown } from "../../policies/core/values";

/** One value that has become known, at its path in the inputs. */
interface Arrived {
  path: string;
  value: unknown;
}

/**
 * Inputs as rules expect them: plain values are known, an output or a promise is not, except the one that has arrived.
 */
export function knownOf(inputs: object, arrived?: Arrived): object {
  return walk(inputs, "", (path) => (path === arrived?.path ? arrived.value : new Unknown(path))) as object;
}

/** The same inputs with each output or promise replaced; everything else is unchanged. */
export function withLater<T extends object>(
  inputs: T,
  replace: (path: string, later: pulumi.Output<unknown>) => pulumi.Output<unknown>,
): T {
  return walk(inputs, "", (path, later) => replace(path, pulumi.output(later))) as T;
}

function walk(value: unknown, path: string, onLater: (path: string, later: unknown) => unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return onLater(path, value);
  if (Array.isArray(value)) return value.map((item, index) => walk(item, `${path}[${index}]`, onLater));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, walk(item, path ? `${path}.${key}` : key, onLater)]),
  );
}
