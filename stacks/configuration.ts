import * as pulumi from "@pulumi/pulumi";
import { ALLOW_VARIABLE, readAllowed } from "../model/endpoints";
import { vendorSettingProblems } from "../model/endpoints/vendorSettings";
import { type Problem, ProblemsError } from "../model/problems";
import { type CheckedMigration, readMigration } from "../model/spec";
import { type Clouds, parseClouds } from "../model/spec/clouds";
import { readCa } from "./ca";

/** Everything the program is told by the stack's configuration. */
export interface Configuration extends CheckedMigration {
  clouds: Clouds;
  passwords: { source: pulumi.Output<string>; target: pulumi.Output<string> };
}

/** @throws ProblemsError with every problem of the configuration. */
export function configuredMigration(): Configuration {
  const config = new pulumi.Config();
  const read = readMigration(config.getObject("migration"), config.get("phase") ?? "prepare");
  const { clouds, problems } = parseClouds(config.getObject("clouds") ?? {}, readAllowed(process.env[ALLOW_VARIABLE]));
  const missing = ["sourceAdminPassword", "targetAdminPassword"].filter((key) => !config.get(key)).map(missingPassword);
  const source = readCa("source.ca", read.value?.migration.source.ca);
  const target = readCa("target.ca", read.value?.migration.target.ca);
  const elsewhere = vendorSettingProblems(Object.keys(pulumi.runtime.allConfig()));
  const all = [...read.problems, ...problems, ...elsewhere, ...missing, ...source.problems, ...target.problems];
  if (!read.value || all.length > 0) throw new ProblemsError("the migration", all);
  const { migration, phase } = read.value;
  return {
    phase,
    migration: {
      ...migration,
      source: { ...migration.source, ca: source.text },
      target: { ...migration.target, ca: target.text },
    },
    clouds,
    passwords: {
      source: config.requireSecret("sourceAdminPassword"),
      target: config.requireSecret("targetAdminPassword"),
    },
  };
}

function missingPassword(path: string): Problem {
  return { path, seen: "nothing", needed: "a secret", fix: `pulumi config set --secret ${path}` };
}
