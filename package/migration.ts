import type * as pulumi from "@pulumi/pulumi";
import { Migration, type MigrationArgs } from "../components/migration";
import { lookAhead } from "../components/migration/ahead";
import type { CheckedArgs } from "../components/migration/args";
import { migration } from "../components/migration/definition";
import { leftovers } from "../components/migration/leftovers";
import { ownershipOf } from "../components/migration/ownership";
import { problemsOf, refuse } from "../components/shared/checked";
import { parseMigration } from "../model/spec";

/**
 * A migration created by a program in another language. Before creating the first resource, checks the clouds and the
 * servers as far as they can be known, and for leftovers of a killed update.
 */
export async function buildMigration(
  name: string,
  args: MigrationArgs,
  opts: pulumi.ComponentResourceOptions,
): Promise<Migration> {
  refuse(`${migration.kind} "${name}"`, problemsOf(migration, args));
  const { migration: spec, phase } = parseMigration(args.spec, args.phase);
  const dbferry = (opts.providers as Record<string, pulumi.ProviderResource> | undefined)?.["dbferry"];
  const passwords = args.passwords as CheckedArgs["passwords"];
  // The program's providers were registered before it.
  await lookAhead({ migration: spec, phase, passwords, moved: [] }, dbferry);
  const ownership = args.ownership ?? (await ownershipOf({ provider: dbferry }));
  const adopt = { ...(await leftovers(spec, phase, ownership, dbferry)), ...args.adopt };
  return new Migration(name, { ...args, adopt, ownership }, opts);
}
