import type * as pulumi from "@pulumi/pulumi";
import type { Phase } from "../../model/phase";
import type { Migration as MigrationSpec } from "../../model/spec";
import type { Providers } from "../shared/options";

/** Ids of things that a killed run made and did not record: taken over instead of being made twice. */
export interface Leftovers {
  endpoint?: string;
  eip?: string;
  targetRule?: string;
}

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
