import * as pulumi from "@pulumi/pulumi";
import { Migration } from "../components/migration";
import { lookAhead } from "../components/migration/ahead";
import { leftovers } from "../components/migration/leftovers";
import { ownershipOf } from "../components/migration/ownership";
import { checkStep } from "../components/migration/step";
import { refusal } from "../components/shared/refusal";
import { ProblemsError } from "../model/problems";
import { type Configuration, checked, type Written } from "./configuration";
import { cloudProvidersFor, dbferryProviderFor } from "./providers";

export type { MigrationInput } from "../model/spec";
export type { Written } from "./configuration";

/**
 * Checks one migration and carries it out in one phase, with a provider for each of its clouds. Before anything is made, the
 * clouds and the servers are asked for what can be known by then, and what a killed update left behind is taken over.
 *
 * @throws pulumi.RunError with every problem of what was written, or of what the clouds and the servers said
 */
export async function migrate(written: Written): Promise<Migration> {
  const { migration, phase, clouds, passwords, restart } = explained(written);
  const byDefault = written.phase === undefined;
  await checkStep({ spec: migration, phase, byDefault, restart }, { alone: written.alone });
  const dbferry = dbferryProviderFor(migration, clouds, phase);
  const ahead = lookAhead(migration, phase, dbferry, passwords);
  // A preview makes nothing, and need not wait for the answer before it goes on.
  if (!pulumi.runtime.isDryRun()) await ahead;
  ahead.catch(() => {});
  // With what the state has of them the engine refreshes: where a cloud does not answer as it is now told to be reached, it keeps what it had.
  const providers = { ...cloudProvidersFor(migration, clouds), dbferry };
  const ownership = await ownershipOf({ provider: dbferry });
  const adopt = await leftovers(migration, phase, ownership, dbferry);
  const args = { spec: migration, phase, passwords, adopt, restart, ownership };
  const made = new Migration(migration.name, args, { providers });
  await ahead;
  return made;
}

/** What the user got wrong is told without a stack. */
function explained(written: Written): Configuration {
  try {
    return checked(written);
  } catch (error) {
    if (error instanceof ProblemsError) throw refusal(error.message);
    throw error;
  }
}
