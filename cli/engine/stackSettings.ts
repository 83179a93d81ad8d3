import { ALLOW_VARIABLE, readAllowed } from "../../model/endpoints";
import { ProblemsError } from "../../model/problems";
import { type Migration, readMigration } from "../../model/spec";
import { type CloudSettings, parseClouds } from "../../model/spec/clouds";
import type { Recorded } from "../audit/state";
import { type Admin, adminsOf } from "./admins";
import type { ReadStack } from "./reading";

/** A stack's own configuration, decrypted by the engine, and its state. */
export interface StackSettings {
  project: string;
  /** The project's folder. */
  folder: string;
  /** The value under one of the project's keys. */
  text(key: string): string | undefined;
  /** The same, parsed. */
  json(key: string): unknown;
  recorded: Recorded;
}

export async function readStack(stack: ReadStack): Promise<StackSettings> {
  const [values, exported, { name: project }] = await Promise.all([
    stack.getAllConfig(),
    stack.exportStack(),
    stack.workspace.projectSettings(),
  ]);
  const text = (key: string) => values[`${project}:${key}`]?.value;
  const json = (key: string): unknown => parsedValue(`${project}:${key}`, text(key));
  return { project, folder: stack.workspace.workDir, text, json, recorded: exported.deployment ?? {} };
}

/** @throws ProblemsError naming the key */
export function parsedValue(key: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const needed = "keys and values, as in docs/keys.md";
    throw new ProblemsError("the stack's settings", [
      {
        path: key,
        seen: "a text",
        needed,
        fix: `write it as keys and values in the stack's file; its present text: pulumi config get ${key}`,
      },
    ]);
  }
}

/**
 * A stack's migration and the settings for reaching its clouds, even if the migration has expired: it can still be
 * audited, extended or cancelled.
 *
 * @throws ProblemsError with every problem of both
 */
export function migrationIn(
  { json }: StackSettings,
  env: NodeJS.ProcessEnv,
): { migration: Migration; clouds: CloudSettings } {
  const { value, problems } = readMigration(json("migration"), "done");
  const clouds = parseClouds(json("clouds") ?? {}, readAllowed(env[ALLOW_VARIABLE]));
  if (!value || clouds.problems.length > 0) throw new ProblemsError("the migration", [...problems, ...clouds.problems]);
  return { migration: value.migration, clouds: clouds.clouds };
}

/** The administrators named by a migration, with the passwords of its stack. */
export function adminsIn({ text, folder }: StackSettings, migration: Migration): { source: Admin; target: Admin } {
  const passwords = { source: text("sourceAdminPassword"), target: text("targetAdminPassword") };
  return adminsOf(migration, passwords, folder);
}
