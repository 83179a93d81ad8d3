import type * as pulumi from "@pulumi/pulumi";
import type { Location } from "../../model/clouds/location";
import type { Ownership } from "../../model/ownership";
import type { Phase } from "../../model/phase";
import type { MigrationInput, Migration as MigrationSpec } from "../../model/spec";
import type { Building, Leftovers, Side, Site } from "../kits/contracts";
import type { Component } from "../shared/component";
import { hasMoved } from "./migrationState";
import { type GivenProviders, locationsOf, providerFor } from "./providers";

/** Providers are passed in `opts.providers`, by the names of their packages. */
export interface MigrationArgs {
  /** What to migrate. Plain: it decides which resources there are. */
  spec: MigrationInput;
  /** How far to go. Plain, for the same reason. */
  phase: Phase;
  /** Passwords of the administrators that the spec names. */
  passwords: pulumi.Input<{
    source: pulumi.Input<string>;
    target: pulumi.Input<string>;
    /** Password of the migration account; generated if left out. */
    account?: pulumi.Input<string>;
    /** Private key that `spec.source.ssh` logs in with. */
    sourceSshKey?: pulumi.Input<string>;
  }>;
  adopt?: Leftovers;
  /** Id of the finished task that is abandoned to restart the same migration. Plain. */
  restart?: string;
  /** The owning stack, if the program already knows it; otherwise the provider is queried. */
  ownership?: Ownership;
}

/** A well-formed migration. */
export interface CheckedArgs {
  spec: MigrationSpec;
  phase: Phase;
  passwords: {
    source: pulumi.Input<string>;
    target: pulumi.Input<string>;
    account?: pulumi.Input<string>;
    sourceSshKey?: pulumi.Input<string>;
  };
  adopt?: Leftovers;
  restart?: string;
  ownership: pulumi.Input<Ownership>;
  providers?: GivenProviders;
}

/** What every kit gets. */
export function buildingOf(parent: Component, name: string, args: CheckedArgs): Building {
  const { spec, phase, providers, ownership } = args;
  const temporary = { migration: spec.name, expires: spec.expires, owner: spec.owner, ownership };
  const adopt = { ...args.adopt, ...spec.adopt };
  const provider = (at: Location) => providerFor(providers, at, locationsOf(spec));
  return {
    ...{ parent, name, spec, phase, provider, adopt, temporary, ownership },
    ...{ hasMoved: () => hasMoved(name), need: () => {} },
  };
}

export function siteOf(building: Building, side: Side): Site {
  return { ...building, side, at: building.spec[side] } as Site;
}
