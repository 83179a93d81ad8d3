import type * as pulumi from "@pulumi/pulumi";
import { ALLOW_VARIABLE, readAllowed } from "../../../model/endpoints";
import type { Migration } from "../../../model/spec";
import { parseClouds } from "../../../model/spec/clouds";
import { cloudProvidersFor, dbferryProviderFor } from "../../../stacks/providers";

/** The providers of a migration in the sandbox. */
export function benchProviders(migration: Migration, config: pulumi.Config) {
  const { clouds } = parseClouds(config.requireObject("clouds"), readAllowed(process.env[ALLOW_VARIABLE]));
  return { ...cloudProvidersFor(migration, clouds), dbferry: dbferryProviderFor(migration, clouds, "prepare") };
}
