import * as pulumi from "@pulumi/pulumi";
import { Migration } from "../components/migration";
import { lookAhead } from "../components/migration/ahead";
import { leftovers } from "../components/migration/leftovers";
import { ownershipOf } from "../components/migration/ownership";
import { checkStep } from "../components/migration/step";
import { refusal } from "../components/shared/refusal";
import { ProblemsError } from "../model/problems";
import { type Configuration, checked, type Written } from "./configuration";
import { cloudProvidersFor, dbferryProviderFor, movedLocations } from "./providers";

export type { MigrationInput } from "../model/spec";
export type { Written } from "./configuration";

/**
 * Validates one migration and runs it in one phase, with a provider for each of its clouds. Before anything is
 * created, checks the clouds and the servers as far as they can be known, and adopts leftovers of a killed update.
 *
 * @throws pulumi.RunError with every problem in the configuration, the clouds and the servers
 */
export async function migrate(written: Written): Promise<Migration> {
  const { alone } = written;
  return carriedOut(explained(written), { byDefault: written.phase === undefined, ...(alone ? { alone } : {}) });
}

/**
 * The same for a configuration that is valid.
 *
 * @param how whether the phase was left out, and whether the program consists of this migration alone
 */
export async function carriedOut(
  { migration, phase, clouds, passwords, restart }: Configuration,
  { byDefault, alone }: { byDefault?: boolean; alone?: boolean },
): Promise<Migration> {
  await checkStep({ spec: migration, phase, byDefault, restart }, { alone });
  const dbferry = dbferryProviderFor(migration, clouds, phase);
  const moved = await movedLocations(migration, clouds);
  const ahead = lookAhead({ migration, phase, passwords, moved }, dbferry);
  // A preview creates nothing, so it can continue without waiting for the result.
  if (!pulumi.runtime.isDryRun()) await ahead;
  ahead.catch(() => {});
  // Created after the check: the engine refreshes with the provider settings in the state, so if a cloud does not
  // respond with the new settings, the state keeps the old ones.
  const providers = { ...cloudProvidersFor(migration, clouds), dbferry };
  const ownership = await ownershipOf({ provider: dbferry });
  const adopt = await leftovers(migration, phase, ownership, dbferry);
  const args = { spec: migration, phase, passwords, adopt, restart, ownership };
  const made = new Migration(migration.name, args, { providers });
  await ahead;
  return made;
}

/** Reports the user's mistakes without a stack trace. */
function explained(written: Written): Configuration {
  try {
    return checked(written);
  } catch (error) {
    if (error instanceof ProblemsError) throw refusal(error.message);
    throw error;
  }
}
