import type * as pulumi from "@pulumi/pulumi";
import type { Phase } from "../../model/phase";
import type { Migration as MigrationSpec } from "../../model/spec";
import type { Building, Leftovers, Side, Site } from "../kits/contracts";
import type { Component } from "../shared/component";
import type { Providers } from "../shared/options";

export interface MigrationArgs {
  /** What to migrate, checked (`parseMigration`). Plain: it decides which resources there are. */
  spec: MigrationSpec;
  /** How far to go. Plain, for the same reason. */
  phase: Phase;
  /** Passwords of the administrators that the spec names. */
  passwords: { source: pulumi.Input<string>; target: pulumi.Input<string> };
  providers?: Providers;
  adopt?: Leftovers;
}

/** What every kit gets. */
export function buildingOf(parent: Component, name: string, args: MigrationArgs): Building {
  const { spec, phase, providers = {}, adopt = {} } = args;
  const temporary = { migration: spec.name, expires: spec.expires, owner: spec.owner };
  return { parent, name, spec, phase, providers, adopt, temporary };
}

export function siteOf(building: Building, side: Side): Site {
  return { ...building, side, at: building.spec[side] } as Site;
}
