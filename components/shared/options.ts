import * as pulumi from "@pulumi/pulumi";

/** The clouds' providers that a component hands to its children; a component takes those it needs. */
export interface Providers {
  alicloud?: pulumi.ProviderResource;
  huaweicloud?: pulumi.ProviderResource;
  dbferry?: pulumi.ProviderResource;
}

/** What every temporary thing carries: whose it is and when it must be gone. */
export interface Temporary {
  /** Name of the migration. */
  migration: string;
  /** ISO 8601 instant. */
  expires: string;
  /** Who answers for it. */
  owner?: string;
}

/** Options of a child: parented, with its provider when one was given. */
export function childOf(
  parent: pulumi.Resource,
  provider?: pulumi.ProviderResource,
  more: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { parent, ...(provider ? { provider } : {}), ...more };
}

/** What follows from an input: known at once when the input is plain, so that the rules can judge it at once. */
export function mapped<T, U>(input: pulumi.Input<T>, map: (value: pulumi.Unwrap<T>) => U): pulumi.Input<U> {
  const later = pulumi.Output.isInstance(input) || input instanceof Promise;
  return later ? (pulumi.output(input).apply(map) as pulumi.Output<U>) : map(input as pulumi.Unwrap<T>);
}
