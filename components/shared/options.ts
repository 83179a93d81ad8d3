import * as pulumi from "@pulumi/pulumi";
import type { Ownership } from "../../model/ownership";
import { refusal } from "./refusal";

/** What every temporary thing carries: whose it is and when it must be gone. */
export interface Temporary {
  /** Name of the migration. */
  migration: string;
  /** ISO 8601 instant. */
  expires: string;
  /** Who answers for it. */
  owner?: string;
  /** Which stack it is of. */
  ownership?: pulumi.Input<Ownership>;
}

/** Options of a component of which nothing is registered, it itself neither, before something is done; never when that fails. */
export function after(done: Promise<void>, opts?: pulumi.ComponentResourceOptions): pulumi.ComponentResourceOptions {
  const dependsOn = pulumi.output(done.then((): pulumi.Resource[] => []));
  const waiting: pulumi.ResourceTransformation = ({ props, opts: own }) => ({
    props,
    opts: pulumi.mergeOptions(own, { dependsOn }),
  });
  return { ...opts, transformations: [...(opts?.transformations ?? []), waiting] };
}

/** What follows from an input: known at once when the input is plain, so that the rules can judge it at once. */
export function mapped<T, U>(input: pulumi.Input<T>, map: (value: pulumi.Unwrap<T>) => U): pulumi.Input<U> {
  const later = pulumi.Output.isInstance(input) || input instanceof Promise;
  return later ? (pulumi.output(input).apply(map) as pulumi.Output<U>) : map(input as pulumi.Unwrap<T>);
}

/** The one block that something calls from. @throws pulumi.RunError when it is none, or more */
export function onlyBlock<T extends pulumi.Input<string>>(name: string, blocks: readonly T[]): T {
  if (blocks.length === 1) return blocks[0]!;
  const shown = blocks.every((block) => typeof block === "string") ? ` (${blocks.join(", ")})` : "";
  throw refusal(
    `${name}: the task calls from ${blocks.length} blocks${shown}; needed: one, because a rule of a security group holds one`,
  );
}
