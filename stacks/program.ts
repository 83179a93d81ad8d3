import * as pulumi from "@pulumi/pulumi";
import { Migration } from "../components/migration";
import { ProblemsError } from "../model/problems";
import { configuredMigration } from "./configuration";
import { checkInstances } from "./instances";
import { leftovers } from "./leftovers";
import { providersFor } from "./providers";

/** The program: one migration in one phase. */
export = async () => {
  const { migration, phase, clouds, passwords } = explained(configuredMigration);
  const providers = providersFor(migration, clouds);
  await checkInstances(migration, phase, providers.dbferry);
  const adopt = await leftovers(migration, phase, providers.dbferry);
  const built = new Migration(migration.name, { spec: migration, phase, passwords, providers, adopt });
  return built.summary;
};

/** What the user got wrong is told without a stack. */
function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemsError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
