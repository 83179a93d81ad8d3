import { homedir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { profileOf } from "../../model/mysql/server";
import { visible } from "../../model/printing/visible";
import type { Problem } from "../../model/problems";
import type { ConnectOptions } from "../../mysql/connect";
import { readLoginPath } from "../../mysql/given/loginPath";
import { readOptionFile } from "../../mysql/given/optionFile";
import { partsOfOptions } from "../../mysql/given/optionParts";
import { merged, type Parts } from "../../mysql/given/parts";
import { lacking, optionsFrom, readUrl, type UrlParts } from "../../mysql/given/url";
import type { Role } from "../../mysql/rights";
import { weakness } from "../../mysql/tls/mode";
import type { StackMigration } from "../engine/stackMigration";
import { UserError } from "./errors";
import { askPassword } from "./password";
import { canPrompt } from "./person";
import { printError } from "./print";

export interface TwoServers {
  source: ConnectOptions;
  target: ConnectOptions;
  /** Database in the source's URL. */
  database?: string;
}

/** Options that describe two servers. */
export type ServerOptions = { [name in Role | `${Role}DefaultsFile` | `${Role}LoginPath`]?: string } & {
  stack?: string;
  cwd?: string;
};

/** The servers according to a stack, or why there is no stack; undefined if none was looked up. */
export type StackServers = StackMigration | { none: string } | undefined;

const NONE: ConnectOptions = { host: "", port: 3306, user: "", password: "" };
const NEEDED = "mysql://user@host:3306";

/** Adds options for the addresses and credentials of both servers. */
export function withServers(command: Command): Command {
  for (const side of SIDES) {
    command
      .option(
        `--${side} <url>`,
        `mysql://user@host:3306/database, optionally with ?tls=verify&ca=ca.pem; the password in DBFERRY_${side.toUpperCase()}_PASSWORD, an option file, ` +
          "a login path or at the prompt (docs/mysql.md, Connecting)",
      )
      .option(
        `--${side}-defaults-file <file>`,
        "an option file such as ~/.my.cnf: its group [client], and ?group= of the URL",
      )
      .option(`--${side}-login-path <name>`, "a login path of mysql_config_editor");
  }
  return command
    .option(
      "-s, --stack <name>",
      "take servers, passwords and databases that are not given from this stack; default: the selected one",
    )
    .option("-C, --cwd <folder>", "folder of the stack's project; default: the current folder");
}

/**
 * The stack that fills in omitted options. Options win per server as a whole: a stack's password is never sent to a
 * server other than the stack's.
 */
export async function stackServers(given: ServerOptions): Promise<StackServers> {
  const all = SIDES.every((side) => isNamed(side, given));
  if (all && given.stack === undefined) return undefined;
  try {
    // Requires the engine, so it is loaded on demand.
    const { stackMigration } = await import("../engine/stackMigration.js");
    return await stackMigration({ cwd: given.cwd ?? process.cwd(), stack: given.stack });
  } catch (error) {
    // An explicitly named stack must exist.
    if (given.stack !== undefined || !(error instanceof UserError)) throw error;
    return { none: error.message };
  }
}

const SIDES = ["source", "target"] as const;

/** No server was given, so both come from the stack. */
export function bothOfStack(given: ServerOptions): boolean {
  return !SIDES.some((side) => isNamed(side, given));
}

function isNamed(side: Role, given: ServerOptions): boolean {
  return [given[side], given[`${side}DefaultsFile`], given[`${side}LoginPath`]].some((one) => one !== undefined);
}

/**
 * Both servers, from all sources of settings. Problems are added to `problems`; if there are any, nobody is prompted.
 */
export async function twoServers(
  given: ServerOptions,
  problems: Problem[],
  env: NodeJS.ProcessEnv = process.env,
  stack?: StackServers,
): Promise<TwoServers> {
  const read = (side: Role) =>
    isNamed(side, given) ? readSide(side, given, problems, env) : ofStack(side, stack, problems, env);
  const sides = { source: read("source"), target: read("target") };
  const options = { source: NONE, target: NONE };
  for (const side of SIDES) {
    const parts = sides[side];
    if (!parts || problems.length > 0) continue;
    const password = parts.password ?? (await promptForPassword(side, parts));
    const passwordFrom = parts.passwordFrom ?? NOT_GIVEN(side);
    options[side] = { ...optionsFrom({ ...parts, password, passwordFrom }), database: undefined, role: side };
    const weak = weakness(options[side]);
    if (weak) printError(`dbferry: --${side}: ${weak}\n`);
  }
  return { ...options, database: sides.source?.database };
}

const variable = (side: Role) => `DBFERRY_${side.toUpperCase()}_PASSWORD`;
const NOT_GIVEN = (side: Role) => `the password that was typed, or no password (to give it: ${variable(side)})`;

/** Records the source of a password. */
function from(place: string, parts: Parts): Parts {
  return parts.password === undefined ? parts : { ...parts, passwordFrom: place };
}

/** A server's settings from the stack. */
function ofStack(side: Role, stack: StackServers, problems: Problem[], env: NodeJS.ProcessEnv): Parts | undefined {
  const path = `--${side}`;
  const needed = `${NEEDED}, or ${path}-defaults-file, or ${path}-login-path, or a stack`;
  if (!stack || "none" in stack) {
    problems.push({ path, seen: "missing", needed, ...(stack ? { fix: `no stack provides it: ${stack.none}` } : {}) });
    return undefined;
  }
  const { host, port, user, password, tls } = stack.admins[side];
  const own = env[variable(side)] || undefined;
  if (host === undefined) {
    const seen = `the stack ${stack.stack} cannot reach it: its public endpoint does not exist, and ${side}.connect is not set`;
    problems.push({ path, seen, needed: `${side}.connect in the migration, or ${path}` });
    return undefined;
  }
  const key = own === undefined && password !== undefined ? `, password from its secret ${side}AdminPassword` : "";
  printError(`dbferry: ${side} from the stack ${visible(stack.stack)}: ${visible(`${user}@${host}:${port}`)}${key}\n`);
  // What the operator allows to be changed follows from where the server runs, not only from traces on the server.
  const passwordFrom = own === undefined ? `${side}AdminPassword of the stack` : variable(side);
  return {
    host,
    port,
    user,
    password: own ?? password,
    passwordFrom,
    tls,
    profile: profileOf(stack.migration[side].place),
  };
}

/**
 * One side. In order of precedence: the environment's own password, the URL, the login path, the option file,
 * MYSQL_PWD. Reads only files that were named.
 */
function readSide(side: Role, given: ServerOptions, problems: Problem[], env: NodeJS.ProcessEnv): Parts | undefined {
  const path = `--${side}`;
  const before = problems.length;
  const text = given[side];
  const url = text === undefined ? ({} as UrlParts) : readOne(text, path, problems);
  const file = given[`${side}DefaultsFile`] ?? url.defaults;
  const login = given[`${side}LoginPath`] ?? url.loginPath;
  const places: Parts[] = [
    from(variable(side), { password: env[variable(side)] || undefined }),
    from(path, connectionOf(url)),
  ];
  if (login !== undefined)
    places.push(from(`${path}-login-path`, fromLoginPath(login, `${path}-login-path`, problems, env)));
  if (file !== undefined)
    places.push(from(`${path}-defaults-file`, fromFile(file, url.group, `${path}-defaults-file`, problems)));
  else if (url.group !== undefined)
    problems.push({ path: `${path}?group`, seen: "no option file", needed: "defaults as well" });
  places.push(from("MYSQL_PWD", { password: env["MYSQL_PWD"] || undefined }));
  const parts = merged(places);
  if (url.socket !== undefined && url.host !== undefined && url.host !== "localhost") {
    problems.push({
      path: `${path}?socket`,
      seen: `a socket and the host ${url.host}`,
      needed: "localhost, or no socket",
    });
  }
  // Like MySQL's own clients: a socket is only used for "localhost".
  if (parts.host !== undefined && parts.host !== "localhost") parts.socket = undefined;
  if (problems.length === before) problems.push(...lacking(parts, path));
  return parts;
}

function readOne(text: string, path: string, problems: Problem[]): UrlParts {
  const { parts, problems: found } = readUrl(text, path);
  problems.push(...found);
  if (parts.password) warnOfArgument(path);
  return parts;
}

/** Warns once per option: arguments are visible to every user of the machine. */
export function warnOfArgument(path: string): void {
  const by = path === "--account" ? "" : ` in DBFERRY_${path.slice(2).toUpperCase()}_PASSWORD,`;
  printError(
    `dbferry: ${path} contains a password, which \`ps\` shows to everybody on this machine; give it${by} in an option file or at the prompt\n`,
  );
}

function connectionOf({ defaults: _, group: __, loginPath: ___, ...parts }: UrlParts): Parts {
  return parts;
}

function fromFile(file: string, group: string | undefined, path: string, problems: Problem[]): Parts {
  const groups = group === undefined ? ["client"] : ["client", group];
  return partsOfOptions(readOptionFile(atHome(file), groups, path, problems), path, problems);
}

function fromLoginPath(name: string, path: string, problems: Problem[], env: NodeJS.ProcessEnv): Parts {
  const file = env["MYSQL_TEST_LOGIN_FILE"] || join(homedir(), ".mylogin.cnf");
  return partsOfOptions(readLoginPath(file, name, path, problems), path, problems);
}

/** Shells do not expand ~ inside a URL. */
function atHome(file: string): string {
  return file.startsWith("~/") ? join(homedir(), file.slice(2)) : file;
}

/** No password was given anywhere: prompts for one if possible, else uses none. */
async function promptForPassword(side: Role, { user, host, socket }: Parts): Promise<string> {
  return canPrompt() ? askPassword(`password for ${user} on the ${side} (${socket ?? host}): `) : "";
}
