import type { ServerFacts } from "../model/mysql/server";
import type { Verdict } from "../model/verdict";
import {
  type Check,
  type CheckContext,
  type CheckInput,
  notApplicable,
  type Outcome,
  toVerdict,
  undetermined,
} from "./check";
import { c73 } from "./checks/c73-definitions-tried";
import { CHECKS } from "./checks/catalogue";
import type { ConnectOptions } from "./connect";
import { type Exemption, type JudgedVerdict, judge } from "./exemptions";
import { asHeld, type Selection } from "./facts/selection";
import { global } from "./facts/settings";
import { grantForCheck } from "./facts/visibility";
import { ConnectProblem, StatementProblem } from "./problem";
import { CheckedServer, type RanStatement } from "./side";
import { printedStatements, withoutRefused } from "./trial/statements";

export type { CheckInput } from "./check";
export type { Exemption, JudgedVerdict } from "./exemptions";
export type { Engine, Mode } from "./rights";

export interface PreflightInput extends CheckInput {
  source: ConnectOptions;
  target: ConnectOptions;
  exemptions?: readonly Exemption[];
  /** The current time, for the exemptions' expiry; default: now. */
  now?: Date;
}

export interface ServerSeen {
  address: string;
  /** Absent when the server could not be reached. */
  facts?: ServerFacts;
  tls?: boolean;
}

export interface PreflightReport {
  /** In the catalogue's order; always contains every check. */
  verdicts: JudgedVerdict[];
  counts: Record<Verdict["status"] | "exempted", number>;
  /** Failed and not exempted. */
  failed: JudgedVerdict[];
  /** Must be determined, was not, and is not exempted. */
  blind: JudgedVerdict[];
  expiredExemptions: Exemption[];
  unusedExemptions: Exemption[];
  source: ServerSeen;
  target: ServerSeen;
  /**
   * 0: nothing prevents the migration; 1: a check failed; 2: could not run (a server was unreachable or lost), or
   * nothing failed but a check that must be determined was not.
   */
  exitCode: 0 | 1 | 2;
  /**
   * Whether the definitions were tried on the target's version (C73). If not, it is unknown what the target will
   * refuse.
   */
  definitionsTried: boolean;
  /** True with exit code 0. */
  ok: boolean;
  seconds: number;
  /** The statements that were run, for measuring; not part of any output. */
  ran: { source: readonly RanStatement[]; target: readonly RanStatement[] };
}

/**
 * Runs every check against two servers. Both sessions are read-only where the server supports it. No check stops
 * another, and a server's problem is not thrown but becomes part of the verdicts.
 */
export async function runPreflight(input: PreflightInput): Promise<PreflightReport> {
  const started = Date.now();
  const opened = await Promise.allSettled([
    CheckedServer.open("source", input.source),
    CheckedServer.open("target", input.target),
  ]);
  try {
    for (const one of opened) if (one.status === "rejected") throw one.reason;
    const [source, target] = opened.map((one) => (one as PromiseFulfilledResult<CheckedServer>).value) as [
      CheckedServer,
      CheckedServer,
    ];
    const selection = await selectionOn(source, { databases: input.databases, tables: input.tables });
    const outcomes = await runAll({ ...input, source, target, selection });
    const must = new Set(CHECKS.filter((check) => check.must).map((check) => check.id));
    for (const [check, { broken, lost }] of outcomes) if (broken || lost) must.add(check.id);
    const lost = [source, target].some((side) => side.problem) || [...outcomes.values()].some((one) => one.lost);
    const verdicts = withTriedRemedies(outcomes);
    const judged = judge(verdicts, input.exemptions ?? [], input.now ?? new Date());
    return report(judged, lost, must, source, target, Date.now() - started);
  } finally {
    await Promise.all(opened.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
  }
}

/** Where the source cannot be asked, every check says so. */
async function selectionOn(source: CheckedServer, given: Selection): Promise<Selection> {
  try {
    const mode = await global(source, "lower_case_table_names");
    const folds = mode !== undefined && mode !== "0";
    return await asHeld((sql) => source.query(sql, { doing: "reading names" }), folds, given);
  } catch (error) {
    if (error instanceof ConnectProblem || error instanceof StatementProblem) return given;
    throw error;
  }
}

/**
 * Every check with its outcome, in the catalogue's order. @throws the signal's reason, once everything that was running
 * has cleaned up
 */
async function runAll(context: CheckContext): Promise<Map<Check, Outcome>> {
  // The trial runs alongside the other checks and, at its end, tries the remedies that they print.
  const running = new Map(CHECKS.filter((check) => check !== c73).map((check) => [check, runOne(check, context)]));
  const statements = async () =>
    (await Promise.all(running.values())).flatMap(({ remedy }) => printedStatements(remedy));
  const trial = runOne(c73, { ...context, statements });
  const settled = await Promise.allSettled(CHECKS.map((check) => running.get(check) ?? trial));
  context.signal?.throwIfAborted();
  return new Map(
    settled.map((one, at) => {
      if (one.status === "rejected") throw one.reason;
      return [CHECKS[at]!, one.value];
    }),
  );
}

/** Verdicts from whose remedies the statements that the scratch server refused have been removed. */
function withTriedRemedies(outcomes: ReadonlyMap<Check, Outcome>): Verdict[] {
  const refused = outcomes.get(c73)?.refused;
  return [...outcomes].map(([check, outcome]) => {
    const verdict = toVerdict(check, outcome);
    if (!refused || check === c73 || verdict.remedy === undefined) return verdict;
    return { ...verdict, remedy: withoutRefused(verdict.remedy, refused.statements, refused.server) };
  });
}

async function runOne(check: Check, context: CheckContext): Promise<Outcome> {
  const needed = `to read ${check.reads}`;
  if (check.incrementalOnly && context.mode === "full") {
    return notApplicable("changes are not replicated in mode full", "only for full + incremental");
  }
  try {
    return await check.run(context);
  } catch (error) {
    if (context.signal?.aborted) throw context.signal.reason;
    if (error instanceof ConnectProblem)
      return { ...undetermined(`${error.address}: ${error.cause}`, needed, error.fix), lost: true };
    if (!(error instanceof StatementProblem))
      return { ...undetermined(`the check failed to run: ${String(error)}`, needed), broken: true };
    if (error.noPrivilege) {
      const side = error.message.startsWith("target: ") ? context.target : context.source;
      const otherwise = "run it with an account that is allowed to, or grant the privilege for the check";
      const fix = error.missing ? grantForCheck(side, [error.missing]).catch(() => otherwise) : otherwise;
      return undetermined(`the account is not allowed to read this: ${error.message}`, needed, await fix);
    }
    // What every version has and this server does not know, its version does not explain: something between answers for it.
    if (error.unknownHere && !check.must)
      return notApplicable(`this version does not have it: ${error.message}`, needed);
    return undetermined(error.message, needed);
  }
}

function report(
  judged: ReturnType<typeof judge>,
  lost: boolean,
  must: ReadonlySet<string>,
  source: CheckedServer,
  target: CheckedServer,
  milliseconds: number,
): PreflightReport {
  const open = judged.verdicts.filter((verdict) => !verdict.exempted);
  const failed = open.filter((verdict) => verdict.status === "fail");
  const blind = open.filter((verdict) => verdict.status === "undetermined" && must.has(verdict.id));
  const counts = { pass: 0, warning: 0, fail: 0, notApplicable: 0, undetermined: 0, exempted: 0 };
  for (const verdict of judged.verdicts) counts[verdict.exempted ? "exempted" : verdict.status] += 1;
  const exitCode = lost ? 2 : failed.length > 0 ? 1 : blind.length > 0 ? 2 : 0;
  return {
    verdicts: judged.verdicts,
    counts,
    failed,
    blind,
    expiredExemptions: judged.expired,
    unusedExemptions: judged.unused,
    source: seen(source),
    target: seen(target),
    exitCode,
    definitionsTried: judged.verdicts.some((one) => one.id === "C73" && one.status !== "undetermined"),
    ok: exitCode === 0,
    seconds: milliseconds / 1000,
    ran: { source: source.ran, target: target.ran },
  };
}

function seen(side: CheckedServer): ServerSeen {
  const address = side.db?.address ?? side.problem?.address ?? "";
  return side.db ? { address, facts: side.db.server, tls: side.db.tls.active } : { address };
}
