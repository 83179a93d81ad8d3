import * as pulumi from "@pulumi/pulumi";
import { Migration } from "../components/migration";
import { checkInstances } from "../components/migration/instances";
import { leftovers } from "../components/migration/leftovers";
import { ownershipOf } from "../components/migration/ownership";
import { checkStep } from "../components/migration/step";
import { ProblemsError } from "../model/problems";
import { type Configuration, checked, type Written } from "./configuration";
import { providersFor } from "./providers";

export type { MigrationInput } from "../model/spec";
export type { Written } from "./configuration";

/**
 * Checks one migration and carries it out in one phase, with a provider for each of its clouds. Before anything is made, both instances
 * are looked at and what a killed update left behind is taken over; a preview does neither.
 *
 * @throws pulumi.RunError with every problem of what was written, or of the instances
 */
export async function migrate(written: Written): Promise<Migration> {
  const { migration, phase, clouds, passwords, restart } = explained(written);
  const unsaid = written.phase === undefined;
  await checkStep({ spec: migration, phase, unsaid, restart }, { alone: written.alone });
  const providers = providersFor(migration, clouds, phase);
  await checkInstances(migration, phase, providers.dbferry);
  const ownership = await ownershipOf({ provider: providers.dbferry });
  const adopt = await leftovers(migration, phase, ownership, providers.dbferry);
  return new Migration(migration.name, { spec: migration, phase, passwords, adopt, restart, ownership }, { providers });
}

/** What the user got wrong is told without a stack. */
function explained(written: Written): Configuration {
  try {
    return checked(written);
  } catch (error) {
    if (error instanceof ProblemsError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
