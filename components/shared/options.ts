import * as pulumi from "@pulumi/pulumi";
import { markFor, tagsFor } from "../../model/expiry";
import type { Ownership } from "../../model/ownership";
import { refusal } from "./refusal";

/** Fields of every temporary resource: its owner and expiry. */
export interface Temporary {
  /** Name of the migration. */
  migration: string;
  /** ISO 8601 instant. */
  expires: string;
  /** The person responsible. */
  owner?: string;
  /** The owning stack. */
  ownership?: pulumi.Input<Ownership>;
}

/**
 * Options that delay a component: nothing, not even the component itself, is registered before `done` resolves, or at
 * all if it fails.
 */
export function after(done: Promise<void>, opts?: pulumi.ComponentResourceOptions): pulumi.ComponentResourceOptions {
  const dependsOn = pulumi.output(done.then((): pulumi.Resource[] => []));
  const waiting: pulumi.ResourceTransformation = ({ props, opts: own }) => ({
    props,
    opts: pulumi.mergeOptions(own, { dependsOn }),
  });
  return { ...opts, transformations: [...(opts?.transformations ?? []), waiting] };
}

/** A value derived from an input: known at once when the input is plain, so that the rules can judge it at once. */
export function mapped<T, U>(input: pulumi.Input<T>, map: (value: pulumi.Unwrap<T>) => U): pulumi.Input<U> {
  const later = pulumi.Output.isInstance(input) || input instanceof Promise;
  return later ? (pulumi.output(input).apply(map) as pulumi.Output<U>) : map(input as pulumi.Unwrap<T>);
}

/** As in a component's arguments: each member of the ownership may be known later. */
type Marked = Omit<Temporary, "ownership"> & {
  ownership?: pulumi.Input<{ [K in keyof Ownership]: pulumi.Input<NonNullable<Ownership[K]>> }>;
};

/** The marks of a temporary resource's owner and expiry: its description, and its tags. */
export function marksOf({ migration, expires, owner, ownership }: Marked) {
  const until = new Date(expires);
  return {
    description: mapped(ownership, (by) => markFor(migration, until, by)),
    tags: mapped(ownership, (by) => tagsFor(migration, until, owner, by)),
  };
}

/** The only block that something connects from. @throws pulumi.RunError when there is none, or more than one */
export function onlyBlock<T extends pulumi.Input<string>>(name: string, blocks: readonly T[]): T {
  if (blocks.length === 1) return blocks[0]!;
  const shown = blocks.every((block) => typeof block === "string") ? ` (${blocks.join(", ")})` : "";
  throw refusal(
    `${name}: the task connects from ${blocks.length} blocks${shown}; needed: one, because a security group rule holds only one`,
  );
}
