import { dirname, join, resolve } from "node:path";
import { ALLOW_VARIABLE, readAllowed } from "../../model/endpoints";
import { vendorSettingProblems } from "../../model/endpoints/vendorSettings";
import { isObject } from "../../model/object";
import type { Standing } from "../../model/plan/page";
import { visible } from "../../model/printing/visible";
import { type Problem, ProblemsError } from "../../model/problems";
import { type Migration, readMigration } from "../../model/spec";
import { type CloudSettings, parseClouds } from "../../model/spec/clouds";
import { unknownKeys } from "../../stacks/keys";
import { REMEMBERED } from "../cancel/facts";
import { confineToEngine } from "../engine/environment";
import { projectFolder, saidByEngine } from "../engine/project";
import { stacksToRead } from "../engine/reading";
import { parsedValue } from "../engine/stackSettings";
import { readFileAsEngine } from "../review/engineYaml";
import { UserError } from "../terminal/errors";

/** What a plan is made from. Nothing of it is decrypted, and no password is among it. */
export interface Planned {
  migration: Migration;
  standing: Standing;
  clouds: CloudSettings;
  /** The stack's `dbferry:policies`; undefined: none. */
  policies: unknown;
  /** What may change the settings and was not read. */
  notRead: readonly string[];
}

/** @param stack name of a stack of the project, or the path of a stack file */
export interface PlanChoice {
  cwd: string;
  stack?: string;
}

/**
 * Reads the migration of a stack file.
 *
 * @throws ProblemsError with every problem of the file
 */
export async function plannedIn(choice: PlanChoice): Promise<Planned> {
  const { file, folder } = await fileOf(choice);
  const around: ProjectFile = folder === undefined ? {} : projectIn(folder);
  const { name: project = "dbferry", config: shared } = around;
  const { config = {}, environment } = readStackFile(file);
  const settings = Object.fromEntries(
    Object.entries(isObject(config) ? config : {}).map(([key, value]) => [
      key.includes(":") ? key : `${project}:${key}`,
      value,
    ]),
  );
  const read = readSettings(settings, project);
  return {
    ...read,
    notRead: [
      ...(environment === undefined ? [] : ["the settings that the stack imports from an environment"]),
      ...(shared === undefined ? [] : ["the settings of all stacks, in Pulumi.yaml"]),
    ],
  };
}

function readStackFile(file: string): Record<string, unknown> {
  try {
    return readFileAsEngine(file, file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const seen = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new UserError(
      `${visible(file)} ${seen}; needed: a stack's file, such as a copy of one in stacks/; name it with --stack`,
    );
  }
}

/** The file of the chosen stack, and the folder of its project, with whose name its keys begin. */
async function fileOf({ cwd, stack }: PlanChoice): Promise<{ file: string; folder?: string }> {
  if (stack !== undefined && /\.ya?ml$/.test(stack)) {
    const file = resolve(cwd, stack);
    const folder = nearestProject(dirname(file)) ?? nearestProject(cwd);
    return folder === undefined ? { file } : { file, folder };
  }
  const folder = projectFolder(cwd);
  const name = stack ?? (await selected(cwd));
  const { stackConfigDir } = projectIn(folder);
  const base = stackConfigDir === undefined ? folder : resolve(folder, stackConfigDir);
  // A stack may be named with its organisation and project.
  return { file: join(base, `Pulumi.${name.split("/").at(-1)}.yaml`), folder };
}

function nearestProject(from: string): string | undefined {
  try {
    return projectFolder(from);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What of a project's file matters here. */
interface ProjectFile {
  name?: string;
  stackConfigDir?: string;
  /** Settings of every stack. */
  config?: unknown;
}

function projectIn(folder: string): ProjectFile {
  const { name, stackConfigDir, config } = readFileAsEngine(join(folder, "Pulumi.yaml"), "Pulumi.yaml");
  return {
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof stackConfigDir === "string" ? { stackConfigDir } : {}),
    // An older project names there the folder of its stack files.
    ...(isObject(config) && Object.keys(config).length > 0 ? { config } : {}),
  };
}

async function selected(cwd: string): Promise<string> {
  confineToEngine();
  try {
    const [stack] = await stacksToRead(cwd);
    return stack!.name;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `the selected stack is not known: ${saidByEngine(error as Error)}; name a stack file instead, which needs no engine: dbferry plan --stack stacks/Pulumi.<name>.yaml`,
    );
  }
}

/** @throws ProblemsError */
function readSettings(settings: Readonly<Record<string, unknown>>, project: string) {
  const keys = Object.keys(settings);
  const given = (key: string) => withoutSecrets(settings[`${project}:${key}`], key);
  const [written, clouds, phase] = [given("migration"), given("clouds"), given("phase")];
  const rules = withoutSecrets(settings["dbferry:policies"], "dbferry:policies");
  const problems: Problem[] = [
    ...unknownKeys(keys, project),
    ...PASSWORDS.flatMap((key) => inPlain(key, settings[`${project}:${key}`])),
  ];
  // A setting that cannot be read is reported as such, and not also as missing.
  const about = new Set<string>();
  const parsed = (key: string, value: unknown): unknown => {
    try {
      return typeof value === "string" ? parsedValue(key, value) : value;
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      problems.push(...error.problems);
      about.add(key.slice(key.indexOf(":") + 1));
      return undefined;
    }
  };
  const hidden = [...written.problems, ...clouds.problems, ...phase.problems, ...rules.problems];
  for (const { path } of hidden) about.add(path);
  const read = readMigration(parsed(`${project}:migration`, written.value), phase.value ?? "prepare");
  const reached = parseClouds(
    parsed(`${project}:clouds`, clouds.value) ?? {},
    readAllowed(process.env[ALLOW_VARIABLE]),
  );
  const policies = parsed("dbferry:policies", rules.value);
  const rest = [...read.problems, ...reached.problems].filter(
    ({ path }) => !about.has(path) && !about.has(path.split(".")[0]!),
  );
  problems.push(...hidden, ...rest, ...vendorSettingProblems(keys));
  if (!read.value || problems.length > 0) throw new ProblemsError("the migration", problems);
  return {
    migration: read.value.migration,
    standing: {
      ...(phase.value === undefined ? {} : { phase: read.value.phase }),
      copiedBefore: settings[`${project}:${REMEMBERED}`] !== undefined,
    },
    clouds: reached.clouds,
    policies,
  };
}

const PASSWORDS = ["sourceAdminPassword", "targetAdminPassword", "accountPassword", "sourceSshKey"] as const;

function inPlain(key: string, value: unknown): Problem[] {
  if (value === undefined || isSecret(value)) return [];
  const what = key === "sourceSshKey" ? "key" : "password";
  const fix = `pulumi config set --secret ${key}; change the ${what} if the stack file has been shared`;
  return [{ path: key, seen: `a ${what} in plain text`, needed: "a secret", fix }];
}

function isSecret(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1 && "secure" in value;
}

/** A plan is for others to read: it decrypts nothing. */
function withoutSecrets(value: unknown, path: string): { value: unknown; problems: Problem[] } {
  if (isSecret(value)) {
    const problem = {
      path: path.replace(/^migration\./, ""),
      seen: "a secret",
      needed: "a plain value, which a plan can show",
    };
    return { value: undefined, problems: [problem] };
  }
  if (!isObject(value) && !Array.isArray(value)) return { value, problems: [] };
  const read = Object.entries(value).map(([key, member]) => [key, withoutSecrets(member, `${path}.${key}`)] as const);
  const problems = read.flatMap(([, { problems: own }]) => own);
  const kept = read.map(([key, { value: own }]) => [key, own] as const);
  return { value: Array.isArray(value) ? kept.map(([, own]) => own) : Object.fromEntries(kept), problems };
}
