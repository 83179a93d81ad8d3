import * as pulumi from "@pulumi/pulumi";
import { ALLOW_VARIABLE, readAllowed } from "../model/endpoints";
import { vendorSettingProblems } from "../model/endpoints/vendorSettings";
import { type Problem, ProblemsError } from "../model/problems";
import { type CheckedMigration, type MigrationInput, readMigration } from "../model/spec";
import { type CloudSettings, parseClouds } from "../model/spec/clouds";
import { readCa } from "./ca";
import { unknownKeys } from "./keys";

/** A program's whole configuration, as written by the user. */
export interface Written {
  migration: MigrationInput | undefined;
  /** @default prepare */
  phase?: string;
  /**
   * How to reach the clouds if not at their public endpoints, and settings such as a project id. Credentials come from
   * the environment.
   */
  clouds?: unknown;
  /** Passwords of the administrators named by the migration, and of the migration account if it is not created; the key of `source.ssh`. */
  passwords: {
    source?: pulumi.Input<string>;
    target?: pulumi.Input<string>;
    account?: pulumi.Input<string>;
    sourceSshKey?: pulumi.Input<string>;
  };
  /** Id of the finished task to abandon, in order to restart the same migration. */
  restart?: string;
  /** The program consists of this one migration. */
  alone?: boolean;
  /** Problems in how it was written. */
  problems?: readonly Problem[];
}

/** The validated configuration. */
export interface Configuration extends CheckedMigration {
  clouds: CloudSettings;
  passwords: {
    source: pulumi.Input<string>;
    target: pulumi.Input<string>;
    account?: pulumi.Input<string>;
    sourceSshKey?: pulumi.Input<string>;
  };
  restart?: string;
}

/** Reads the stack's configuration. */
export function configured(): Written {
  const config = new pulumi.Config();
  return {
    migration: config.getObject("migration"),
    phase: config.get("phase"),
    restart: config.get("restart"),
    alone: true,
    problems: [
      ...unknownKeys(Object.keys(pulumi.runtime.allConfig()), pulumi.getProject()),
      // Ending a migration is never hindered by it.
      ...(ends(config.get("phase")) ? [] : [...PASSWORDS.flatMap(inPlain), ...wrongLength()]),
    ],
    clouds: config.getObject("clouds"),
    passwords: {
      source: config.get("sourceAdminPassword") && config.getSecret("sourceAdminPassword"),
      target: config.get("targetAdminPassword") && config.getSecret("targetAdminPassword"),
      account: config.get("accountPassword") && config.getSecret("accountPassword"),
      sourceSshKey: config.get("sourceSshKey") && config.getSecret("sourceSshKey"),
    } as Written["passwords"],
  };
}

/** @throws ProblemsError with every problem in the configuration */
export function checked({ migration: written, phase: wanted = "prepare", ...rest }: Written): Configuration {
  const read = readMigration(written, wanted);
  const { clouds, problems } = parseClouds(rest.clouds ?? {}, readAllowed(process.env[ALLOW_VARIABLE]));
  const missing = [
    ...SIDES.filter((side) => !rest.passwords[side]).map(missingPassword),
    ...missingKey(read.value, rest.passwords.sourceSshKey !== undefined),
  ];
  const source = readCa("source.ca", read.value?.migration.source.ca);
  const target = readCa("target.ca", read.value?.migration.target.ca);
  const elsewhere = vendorSettingProblems(Object.keys(pulumi.runtime.allConfig()));
  const all = [
    ...(rest.problems ?? []),
    ...read.problems,
    ...problems,
    ...elsewhere,
    ...missing,
    ...source.problems,
    ...target.problems,
  ];
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
    passwords: rest.passwords as Configuration["passwords"],
    restart: rest.restart,
  };
}

const SIDES = ["source", "target"] as const;
const PASSWORDS = ["sourceAdminPassword", "targetAdminPassword", "accountPassword", "sourceSshKey"] as const;

const ends = (phase: string | undefined) => phase === "done" || phase === "cancelled";

/** A password set without `--secret` is in the stack file in plain text. */
function inPlain(key: (typeof PASSWORDS)[number]): Problem[] {
  // Exported by the SDK, but missing from its types.
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  const name = `${pulumi.getProject()}:${key}`;
  if (pulumi.runtime.getConfig(name) === undefined || isConfigSecret?.(name) !== false) return [];
  const what = key === "sourceSshKey" ? "key" : "password";
  const fix = `pulumi config set --secret ${key}; change the ${what} if the stack file has been shared`;
  return [{ path: key, seen: `a ${what} in plain text`, needed: "a secret", fix }];
}

/** The component would name its own argument, which is not in the stack file. */
function wrongLength(): Problem[] {
  const key = "accountPassword";
  const given = pulumi.runtime.getConfig(`${pulumi.getProject()}:${key}`);
  if (given === undefined || (given.length >= 8 && given.length <= 32)) return [];
  const fix = `pulumi config set --secret ${key}; or, to have one generated: pulumi config rm ${key}`;
  return [{ path: key, seen: `${given.length} characters`, needed: "8 to 32 characters", fix }];
}

/** Once the openings are over, the host is left with the key that the state has. */
function missingKey(read: CheckedMigration | undefined, isGiven: boolean): Problem[] {
  const { source } = read?.migration ?? {};
  if (isGiven || !source || !("ssh" in source) || !source.ssh || ends(read?.phase)) return [];
  const key = "sourceSshKey";
  const needed = "the private key that source.ssh logs in with, as a secret, without a passphrase";
  return [{ path: key, seen: "nothing", needed, fix: `pulumi config set --secret ${key} < KEYFILE` }];
}

function missingPassword(side: (typeof SIDES)[number]): Problem {
  const key = `${side}AdminPassword`;
  return { path: key, seen: "nothing", needed: "a secret", fix: `pulumi config set --secret ${key}` };
}
