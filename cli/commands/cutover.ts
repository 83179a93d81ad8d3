import { userInfo } from "node:os";
import { type Command, Option } from "commander";
import pc from "picocolors";
import { ENGINE_PROFILES, type Engine } from "../../model/engines/profiles";
import { jsonText } from "../../model/printing/json";
import { colouredLine, visible } from "../../model/printing/visible";
import { type Problem, ProblemsError } from "../../model/problems";
import { selectionOf } from "../../model/selection";
import type { VerdictStatus } from "../../model/verdict";
import type { CompareMode, CompareProgress } from "../../mysql/compare/compare";
import { addressOf, type ConnectOptions, withDb } from "../../mysql/connect";
import { type GateReport, runGates } from "../../mysql/gates/gates";
import { provenByOthers } from "../../mysql/gates/open";
import { parseMysqlUrl, readUrl } from "../../mysql/given/url";
import { differingTables } from "../../mysql/output/comparison";
import { structureLines } from "../../mysql/output/structure";
import { POSITION_FORMS, parsePosition } from "../../mysql/position";
import { cutoverRecord, writeRecord } from "../../mysql/record";
import { hostNames } from "../../provider/core/hostNames";
import { sourceGateOf } from "../engine/sourceGate";
import type { StackMigration } from "../engine/stackMigration";
import { sourceNameOf } from "../status/sourceName";
import { readExemptions } from "../terminal/exemptions";
import { Given } from "../terminal/given";
import { interruptible } from "../terminal/interrupt";
import { signKey } from "../terminal/keys";
import { list } from "../terminal/options";
import { print, printError, printRaw } from "../terminal/print";
import {
  bothOfStack,
  type ServerOptions,
  stackServers,
  twoServers,
  warnOfArgument,
  withServers,
} from "../terminal/servers";
import { comparisonStatus, Status } from "../terminal/status";
import { recordedText, register as registerVerify } from "./cutoverVerify";

interface Options extends ServerOptions {
  databases?: string;
  quiet?: string;
  maxLag: string;
  catchUp?: string;
  engineLag?: string;
  engineBehind?: string;
  applied?: string;
  ownUsers?: string;
  account: string[];
  compare: CompareMode | "none";
  ratio?: string;
  engine?: Engine;
  exemptions?: string;
  record?: string;
  signKey?: string;
  actor?: string;
  json?: boolean;
}

/**
 * `dbferry cutover`: evaluates the gates of a cutover. Refuses while any is closed; writes a record when all are open.
 */
export function register(program: Command): void {
  const cutover = withServers(
    program
      .command("cutover")
      .description(
        "prove that the application can switch to the target. Exit code 0: every gate is open, 1: one is closed, 2: could not run, 3: one is not proven",
      ),
  )
    .option("--databases <names>", "comma separated; default: the source URL's database, the stack's, or all")
    .option(
      "--quiet <seconds>",
      "how long the source's binary log must not grow, in seconds; default: the stack's, else 30",
    )
    .option("--max-lag <seconds>", "largest allowed lag of the target", "0")
    .option(
      "--catch-up <seconds>",
      "how long to wait for the target to catch up, in seconds; default: the stack's, else 60",
    )
    .option("--engine-lag <seconds>", "the lag that the vendor's task reports, where the target is not a MySQL replica")
    .option(
      "--engine-behind <megabytes>",
      "the binary log that the vendor's task reports as not yet applied, beside its lag; required for Tencent DTS",
    )
    .option(
      "--applied <position>",
      "the source position that the vendor's task has applied: binlog.000007:4711, or GTIDs",
    )
    .option("--own-users <names>", "users whose connections do not belong to the application, comma separated")
    .option(
      "--account <url>",
      "an account of the application to log in with on the target, mysql://user:password@-; repeatable",
      collect,
      [],
    )
    .addOption(
      new Option("--compare <mode>", "how the data is compared")
        .choices(["counts", "sample", "full", "none"])
        .default("full"),
    )
    .option("--ratio <share>", "fraction of the chunks in mode sample")
    .addOption(
      new Option(
        "--engine <engine>",
        "the replication service: what it is known to copy only at its end is accepted, and shown",
      ).choices(Object.keys(ENGINE_PROFILES)),
    )
    .option(
      "--exemptions <file>",
      "YAML or JSON: a list of {id, reason, owner, expires}, to accept gates that are not proven",
    )
    .option("--record <file>", "when every gate is open, write the record of the cutover to this file")
    .option("--sign-key <file>", "sign the record with this Ed25519 private key (PEM)")
    .option("--actor <name>", "the operator's name, for the record; default: this machine's user")
    .option("--json", "as JSON")
    .action(run);
  registerVerify(cutover);
}

async function run(options: Options): Promise<void> {
  const problems: Problem[] = [];
  // Not a required option: `cutover verify` does not need it.
  const stack = await stackServers(options);
  const { source, target, database } = await twoServers(options, problems, process.env, stack);
  const ours = stack && "migration" in stack ? stack : undefined;
  const { cutover } = ours?.migration ?? {};
  const accounts = options.account.map((url) =>
    parseMysqlUrl(url, "--account", process.env["DBFERRY_ACCOUNT_PASSWORD"] || undefined),
  );
  for (const one of accounts) problems.push(...one.problems);
  if (options.account.some((url) => readUrl(url, "--account").parts.password)) warnOfArgument("--account");
  const given = new Given(problems);
  const [quietSeconds, maxLagSeconds, catchUpSeconds] = [
    given.number("--quiet", options.quiet) ?? cutover?.quietSeconds ?? 30,
    given.number("--max-lag", options.maxLag) ?? 0,
    given.number("--catch-up", options.catchUp) ?? cutover?.catchUpSeconds ?? 60,
  ];
  const engineLagSeconds = given.number("--engine-lag", options.engineLag);
  const engineMegabytesBehind = given.number("--engine-behind", options.engineBehind);
  const applied = options.applied === undefined ? undefined : parsePosition(options.applied);
  if (options.applied !== undefined && !applied)
    problems.push({ path: "--applied", seen: options.applied, needed: POSITION_FORMS });
  const ratio = given.number("--ratio", options.ratio, { above0: true, most: 1 });
  const selection = given.selection(options.databases, undefined, database, ours && selectionOf(ours.migration.source));
  given.file("--record", options.record, { fresh: true });
  const key = signKey(options.signKey, problems);
  if (options.signKey !== undefined && options.record === undefined)
    problems.push({ path: "--record", seen: "missing", needed: "a file for the record that --sign-key signs" });
  const exemptions = options.exemptions
    ? readExemptions(options.exemptions, "gate", problems)
    : (cutover?.exemptions ?? []).map(({ gate: id, ...rest }) => ({ id, ...rest }));
  if (problems.length > 0) throw new ProblemsError("cutover could not run", problems);
  const status = new Status();
  const byService = await orderedByStack(ours, bothOfStack(options), (line) =>
    status.show(`... Compared by the service: ${line}`),
  );
  // Of a task that has ended, the data decides.
  const seen =
    ours && !ours.around.cutOver ? sourceNameOf(ours.sourceName, ours.migration, ours.sourceHost) : undefined;
  const comparison = {
    mode: options.compare as CompareMode,
    ratio,
    progress: (now: CompareProgress) => status.show(`... Data equal: ${comparisonStatus(now)}`),
  };
  const report = await interruptible(
    (signal) =>
      runGates({
        source: { ...source, signal },
        target: { ...target, signal },
        ...selection,
        quietSeconds,
        maxLagSeconds,
        catchUpSeconds,
        engineLagSeconds,
        engineMegabytesBehind,
        applied,
        ownUsers: [...(list(options.ownUsers) ?? []), ...(ours ? [...ours.users, ...(cutover?.ownUsers ?? [])] : [])],
        accounts: accounts.map(({ options: { user, password } }) => ({ user, password })),
        engine: options.engine ?? ours?.migration.engine,
        exemptions,
        comparison: options.compare === "none" ? false : comparison,
        serviceComparison: byService?.(signal),
        ...(ours && seen ? { sourceName: sourceGateOf(ours, hostNames, seen, source.host) } : {}),
        progress: (gate, state) => (state === "begins" ? status.begin(`... ${gate}`) : status.clear()),
        signal,
      }),
    () => "stopped before every gate was checked: keep the application where it is",
  ).finally(() => status.clear());
  if (options.json) printRaw(jsonText(report));
  else print(show(report));
  if (report.ok && options.record) {
    const version = (server: ConnectOptions) => withDb(server, async (db) => db.server.text);
    const facts = {
      actor: options.actor ?? userInfo().username,
      source: { address: addressOf(source), version: await version(source) },
      target: { address: addressOf(target), version: await version(target) },
    };
    const record = cutoverRecord(report, facts, key);
    writeRecord(options.record, record);
    // Kept out of the JSON, which only describes the gates.
    (options.json ? printError : print)(recordedText(options.record, record));
  }
  process.exitCode = report.ok
    ? 0
    : report.verdicts.some(({ status, exempted }) => status === "fail" && !exempted)
      ? 1
      : 3;
}

/** Loaded only where it is needed: with it come the clients of the clouds. */
async function orderedByStack(stack: StackMigration | undefined, ofStack: boolean, show: (line: string) => void) {
  if (!stack || stack.migration.task.consistencyCheck === "none") return undefined;
  const { serviceComparisonOf } = await import("../engine/serviceComparison.js");
  return serviceComparisonOf(stack, ofStack, show);
}

const WORD: Record<VerdictStatus, string> = {
  pass: pc.green("proven    "),
  warning: pc.magenta("NOT PROVEN"),
  fail: pc.red("REFUSED   "),
  undetermined: pc.magenta("NOT PROVEN"),
  notApplicable: pc.magenta("NOT PROVEN"),
};
const ACCEPTED = pc.yellow("exempted  ");

/** How a person can confirm what a gate cannot observe. */
const TOLD: Record<string, string> = {
  G03: "--engine-lag <seconds>, with Tencent DTS also --engine-behind <megabytes>",
  G04: "--applied <position>",
};

function show(report: GateReport): string {
  const lines = report.verdicts.flatMap((verdict) => {
    const proven = provenByOthers(verdict, report.verdicts);
    const word = proven ? WORD.pass : verdict.exempted ? ACCEPTED : WORD[verdict.status];
    const entry = [`${word} ${verdict.id} ${verdict.title}: ${visible(verdict.found)}`];
    if (verdict.status === "pass") return entry;
    if (proven) return [...entry, "       proven  by G02 and G06: writes have stopped, and every row is the same"];
    entry.push(`       needed  ${visible(verdict.needed)}`);
    if (verdict.exempted) {
      const { reason, owner, expires } = verdict.exempted;
      return [...entry, `       exempted by ${visible(owner)}, until ${expires}: ${visible(reason)}`];
    }
    for (const line of verdict.remedy?.split("\n") ?? []) entry.push(`       fix     ${pc.green(visible(line))}`);
    if (verdict.status === "undetermined" && TOLD[verdict.id]) entry.push(`       by      ${TOLD[verdict.id]}`);
    const tables = verdict.id === "G06" && report.comparison ? differingTables(report.comparison) : [];
    if (verdict.id === "G08" && report.structure) tables.push(...structureLines(report.structure));
    return [...entry, ...tables.map((line) => `       ${colouredLine(line)}`)];
  });
  for (const one of report.expiredExemptions)
    lines.push(`the exemption of ${one.id} (${one.owner}) has expired and no longer applies`);
  for (const one of report.unusedExemptions)
    lines.push(`the exemption of ${one.id} (${one.owner}) accepts nothing: remove it`);
  const end = report.ok
    ? pc.green("every gate is open: the application may switch to the target")
    : pc.red("a gate is closed: keep the application where it is");
  return `${lines.join("\n")}\n${end}\n`;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
