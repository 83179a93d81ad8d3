import { type Command, Option } from "commander";
import { ENGINE_PROFILES, PROFILES, type Profile, profiledEngine } from "../../model/engines/profiles";
import { type Problem, ProblemsError } from "../../model/problems";
import { selectionOf } from "../../model/selection";
import { profiled } from "../../model/spec";
import { json } from "../../mysql/output/json";
import { junit } from "../../mysql/output/junit";
import { people } from "../../mysql/output/people";
import { sarif } from "../../mysql/output/sarif";
import { type Mode, type PreflightInput, type PreflightReport, runPreflight } from "../../mysql/preflight";
import { writePrivateFile } from "../../system/files";
import { readExemptions } from "../terminal/exemptions";
import { Given } from "../terminal/given";
import { interruptible } from "../terminal/interrupt";
import { list } from "../terminal/options";
import { print, printRaw } from "../terminal/print";
import { scratchServer } from "../terminal/scratch";
import { bothOfStack, type ServerOptions, stackServers, twoServers, withServers } from "../terminal/servers";

interface Options extends ServerOptions {
  engine?: Profile;
  mode?: Mode;
  databases?: string;
  tables?: string;
  space?: string;
  path?: "public" | "vpn" | "vpc" | "peering";
  requireTls?: boolean;
  callers?: string;
  bandwidth?: string;
  migrateAccounts?: boolean;
  compareWanted?: boolean;
  scratch?: string;
  exemptions?: string;
  format: "people" | "json" | "junit" | "sarif";
  json?: boolean;
  output?: string;
  all?: boolean;
}

/** `dbferry preflight`: runs every check against two servers, without a cloud or a configuration. */
export function register(program: Command): void {
  withServers(
    program
      .command("preflight")
      .description(
        "run every check against a source and a target; read-only, except on a scratch server. Exit code 0: nothing prevents the migration, 1: a check failed, 2: could not run",
      ),
  )
    .addOption(
      new Option("--engine <engine>", "the service that moves the data; default: the stack's, else none").choices(
        Object.keys(PROFILES),
      ),
    )
    .addOption(
      new Option("--mode <mode>", "what is replicated; default: the stack's, else full+incremental").choices([
        "full",
        "full+incremental",
      ]),
    )
    .option(
      "--databases <names>",
      "comma separated; default: those of --tables, the source URL's database, the stack's, or all",
    )
    .option("--tables <names>", "database.table, comma separated; default: all of the databases")
    .option("--space <bytes>", "free bytes of the target's volume, such as 500000000000")
    .addOption(
      new Option("--path <path>", "how the engine connects to the source").choices(["public", "vpn", "vpc", "peering"]),
    )
    .option("--require-tls", "without TLS, fail rather than warn")
    .option("--callers <addresses>", "addresses from which the engine connects, comma separated")
    .option("--bandwidth <mbps>", "megabits per second between source and target")
    .option("--migrate-accounts", "accounts are also migrated")
    .option("--compare-wanted", "the engine's own consistency check will be used")
    .option(
      "--scratch <server>",
      "create every definition, without data, on a separate server of the target's version: sandbox (a server program of this machine), docker, or mysql://user@host:3306 (password by DBFERRY_SCRATCH_PASSWORD)",
    )
    .option("--exemptions <file>", "YAML or JSON: a list of {id, reason, owner, expires}")
    .addOption(
      new Option("--format <format>", "output format").choices(["people", "json", "junit", "sarif"]).default("people"),
    )
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the report to this file, readable only by you, instead of the terminal")
    .option("--all", "also show passed checks")
    .action(preflight);
}

/** Services require different server settings: a check for one proves nothing for another. */
const NO_ENGINE: Problem = {
  path: "--engine",
  seen: "nothing",
  needed: `one of ${Object.keys(ENGINE_PROFILES).join(", ")}`,
  fix: "name the service that moves the data, such as --engine drs for Huawei DRS",
};

const HOT: Profile = "tencent-dts/hot-migration";

/** A rule of the guide that no server shows. */
const ALWAYS_FOLLOWS: Problem = {
  path: "--mode",
  seen: "full",
  needed: "full+incremental: a hot migration always follows the source",
  fix: "leave --mode out, or check by --engine tencent-dts, which is not bound to this rule",
};

async function preflight(options: Options): Promise<void> {
  const problems: Problem[] = [];
  const stack = await stackServers(options);
  const { source, target, database } = await twoServers(options, problems, process.env, stack);
  const ours = stack && "migration" in stack ? stack : undefined;
  const given = new Given(problems);
  const spaceBytes = given.number("--space", options.space);
  const bandwidthMbps = given.number("--bandwidth", options.bandwidth, { above0: true });
  const selection = given.selection(
    options.databases,
    options.tables,
    database,
    ours && selectionOf(ours.migration.source),
  );
  given.file("--output", options.output);
  const scratch = scratchServer(options.scratch, problems);
  const exemptions = options.exemptions
    ? readExemptions(options.exemptions, "check", problems)
    : (ours?.migration.exemptions ?? []).map(({ check: id, ...rest }) => ({ id, ...rest }));
  const engine =
    options.engine ?? (ours && profiledEngine({ engine: ours.migration.engine, ...profiled(ours.migration) }));
  const mode = options.mode ?? ours?.migration.mode ?? "full+incremental";
  if (!engine) problems.push(NO_ENGINE);
  // The region of the target is known only from a stack, which is refused when it is read.
  else if (engine === HOT && mode === "full") problems.push(ALWAYS_FOLLOWS);
  if (!engine || problems.length > 0) throw new ProblemsError("preflight could not run", problems);
  const input: PreflightInput = {
    source,
    target,
    engine,
    mode,
    ...selection,
    spaceBytes,
    path: options.path ?? ours?.migration.path,
    requireTls: options.requireTls,
    callers: list(options.callers) ?? ours?.callers,
    bandwidthMbps: bandwidthMbps ?? ours?.migration.task.bandwidth,
    migrateAccounts: options.migrateAccounts,
    compareWanted: options.compareWanted,
    migration: bothOfStack(options) ? ours?.around : undefined,
    scratch,
    exemptions,
  };
  const report = await interruptible(
    (signal) =>
      runPreflight({
        ...input,
        source: { ...input.source, signal },
        target: { ...input.target, signal },
        signal,
      }),
    () => "stopped before the end; everything created on the scratch server was removed",
  );
  const format = options.json ? "json" : options.format;
  const text = render(report, format, options);
  if (options.output) writePrivateFile(options.output, text);
  else if (format === "people") print(text);
  else printRaw(text);
  process.exitCode = report.exitCode;
}

function render(report: PreflightReport, format: Options["format"], options: Options): string {
  switch (format) {
    case "json":
      return json(report);
    case "junit":
      return junit(report);
    case "sarif":
      return sarif(report);
    case "people":
      return people(report, { all: options.all, colour: options.output ? false : undefined });
  }
}
