import * as pulumi from "@pulumi/pulumi";
import type { Location } from "../../model/clouds/location";

/** The providers of a migration. Without one, the engine's default provider is used. */
export interface Providers {
  dbferry?: pulumi.ProviderResource;
  /** By cloud, region and account: two regions of a cloud, or two accounts of it, have two. */
  clouds?: readonly (Location & { provider: pulumi.ProviderResource })[];
}

export function providerIn(
  providers: Providers,
  { cloud, region, account }: Location,
): pulumi.ProviderResource | undefined {
  return providers.clouds?.find((one) => one.cloud === cloud && one.region === region && one.account === account)
    ?.provider;
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
