import * as pulumi from "@pulumi/pulumi";
import { Migration } from "../../../components/migration";
import { type MigrationInput, parseMigration } from "../../../model/spec";
import { tellMemory } from "./memory";
import { benchProviders } from "./providers";

tellMemory();

/** Many migrations in one stack, as in a custom program. */
const config = new pulumi.Config();
const written = config.requireObject<MigrationInput>("migration");
const { migration } = parseMigration(written, "prepare");
const providers = benchProviders(migration, config);
const passwords = {
  source: pulumi.secret("not-used-in-a-preview"),
  target: pulumi.secret("not-used-in-a-preview"),
};
for (let at = 0; at < config.requireNumber("count"); at += 1) {
  const spec = { ...written, name: `shop${at}` };
  new Migration(spec.name, { spec, phase: "prepare", passwords }, { providers });
}
