import type * as pulumi from "@pulumi/pulumi";
import { Migration, type MigrationArgs } from "../components/migration";
import { migration } from "../components/migration/definition";
import { checkInstances } from "../components/migration/instances";
import { leftovers } from "../components/migration/leftovers";
import { ownershipOf } from "../components/migration/ownership";
import { problemsOf, refuse } from "../components/shared/checked";
import { parseMigration } from "../model/spec";

/**
 * A migration as a program of another language makes it. Before the first resource the clouds are asked whether both instances are as
 * the migration says, and what an update that was killed left behind; a preview asks nothing.
 */
export async function buildMigration(
  name: string,
  args: MigrationArgs,
  opts: pulumi.ComponentResourceOptions,
): Promise<Migration> {
  refuse(`${migration.kind} "${name}"`, problemsOf(migration, args));
  const { migration: spec, phase } = parseMigration(args.spec, args.phase);
  const dbferry = (opts.providers as Record<string, pulumi.ProviderResource> | undefined)?.["dbferry"];
  await checkInstances(spec, phase, dbferry);
  const ownership = args.ownership ?? (await ownershipOf({ provider: dbferry }));
  const adopt = { ...(await leftovers(spec, phase, ownership, dbferry)), ...args.adopt };
  return new Migration(name, { ...args, adopt, ownership }, opts);
}
