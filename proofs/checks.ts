import { parseArgs } from "node:util";
import type { VerdictStatus } from "../model/verdict";
import { CHECKS } from "../mysql/checks/catalogue";
import { bad, good, maria, modern, type Scenario, upgrade } from "../test/mysql/checks/real/scenarios";
import { CASES } from "../test/mysql/checks/recorded/cases";
import { prove } from "../test/mysql/checks/recorded/prove";
import { runUnplanted, tryRemedies } from "../test/mysql/checks/remedies/tryRemedies";
import { UNPLANTED } from "../test/mysql/checks/remedies/unplanted";
import { measureDuty } from "../test/mysql/compare/mutations/duty";
import { tryMutations } from "../test/mysql/compare/mutations/plan";
import { tryScenarios } from "../test/mysql/compare/mutations/scenarios";
import { Servers } from "../test/mysql/compare/mutations/servers";
import { tryStructure } from "../test/mysql/compare/mutations/structure";
import { tryTroubles } from "../test/mysql/compare/mutations/waits";
import { distributionOf } from "../test/mysql/support/servers";

/**
 * `npm run prove:checks`: proves every check on a real server, else on a recorded one, in each status its rule can
 * yield, and the comparison by planted differences, equal data and connection faults. Prints JSON; exit code 1 if
 * anything is missing. `--part mutations` (or scenarios, structure, waits, remedies, checks) runs only that part;
 * `--seed` repeats a run; `--check C48` only tries that check's remedies; DBFERRY_MUTATIONS sets the number of
 * mutations.
 */
const LEVELS = ["pass", "warning", "fail"] as const;
type Level = (typeof LEVELS)[number];

/** Checks that cannot be answered by SQL, listed so that any other missing number is noticed. */
const NOT_MYSQL = new Set(["C03", "C70"]);
/** Those beyond it are proven too; fewer mean that one was lost. */
const LEAST_CHECKS = 76;
const LAST = Math.max(LEAST_CHECKS, ...CHECKS.map(({ id }) => Number(id.slice(1))));
const CATALOGUE = Array.from({ length: LAST }, (_, n) => `C${String(n + 1).padStart(2, "0")}`).filter(
  (id) => !NOT_MYSQL.has(id),
);
const MUTATIONS = Number(process.env["DBFERRY_MUTATIONS"] ?? 3000);
/**
 * Tolerance between the requested and the measured duty cycle of the busier server, and how much longer a run may
 * take: on a loaded machine it is slower, never faster.
 */
const DUTY = { least: 0.6, most: 1.25, longest: 3 };
const MOST_SHOWN = 40;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { part: { type: "string" }, seed: { type: "string" }, check: { type: "string" } },
  });
  const wanted = (part: string) => values.part === undefined || values.part === part;
  const problems: string[] = [];
  const result: Record<string, unknown> = {};
  if (wanted("checks")) Object.assign(result, await checks(problems));
  if (wanted("remedies")) {
    const mine = ({ check }: { check: string }) => (values.check ?? check) === check;
    const all = await tryRemedies(say, mine);
    for (const one of UNPLANTED.filter(mine)) await runUnplanted(one, all, say);
    const { tried, failed, told } = all;
    result["remediesTried"] = tried;
    result["remediesFailed"] = failed.length;
    // Prose and console commands, which cannot be executed here.
    result["remediesTold"] = told.length;
    for (const line of told) say(`told: ${line}`);
    problems.push(...failed.map((what) => `remedy: ${what}`));
    if (tried === 0) problems.push("remedies: no remedy was tried");
  }
  const servers = new Servers();
  try {
    let falseAlarms = 0;
    // Runs first: scenarios examine every database on their servers, so the servers must be empty.
    if (wanted("scenarios")) {
      const scenarios = await tryScenarios(servers);
      const wrong = scenarios.filter(({ right }) => !right);
      falseAlarms += wrong.filter(({ scenario }) => scenario.expect === "same").length;
      result["scenarios"] = { tried: scenarios.length, right: scenarios.length - wrong.length };
      for (const { scenario, said } of wrong) problems.push(`${scenario.name}: ${said}; needed: ${scenario.expect}`);
    }
    if (wanted("mutations")) {
      const seed = Number(values.seed ?? Date.now() % 1_000_000);
      say(`mutations: seed ${seed}`);
      const totals = await tryMutations(servers, MUTATIONS, seed, { say });
      falseAlarms += totals.falseAlarms;
      result["mutations"] = { tried: totals.tried, found: totals.found };
      if (totals.tried !== MUTATIONS) problems.push(`mutations: ${totals.tried} tried, ${MUTATIONS} needed`);
      for (const { case: one, where, said } of totals.missed.slice(0, MOST_SHOWN))
        problems.push(`${where}: ${one.name}: ${said}`);
      if (totals.missed.length > MOST_SHOWN) problems.push(`and ${totals.missed.length - MOST_SHOWN} more`);
    }
    if (wanted("mutations") || wanted("scenarios")) result["falseAlarms"] = falseAlarms;
    if (wanted("structure")) {
      const { tried, found, missed } = await tryStructure(servers, say);
      result["structure"] = { tried, found };
      problems.push(...missed);
    }
    if (wanted("waits")) {
      const { tried, hangs, wrong } = await tryTroubles(servers, say);
      result["troubles"] = tried;
      result["hangs"] = hangs.length;
      problems.push(...hangs.map((what) => `does not end: ${what}`), ...wrong);
      const duty = await measureDuty(servers, [1, 0.5, 0.1]);
      result["duty"] = duty;
      for (const [name, { share, source, target, seconds }] of Object.entries(duty.measured)) {
        const reached = Math.max(source, target) / share;
        if (reached < DUTY.least || reached > DUTY.most)
          problems.push(
            `--duty ${name}: statements ran for ${source} of the time on the source, ${target} on the target`,
          );
        if (seconds > DUTY.longest * (duty.whole / share))
          problems.push(`--duty ${name}: takes ${seconds} s, and ${duty.whole} s at full speed`);
      }
    }
  } finally {
    await servers.stop();
  }
  for (const problem of problems) say(problem);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return problems.length === 0 ? 0 : 1;
}

async function checks(problems: string[]): Promise<Record<string, unknown>> {
  const proven: Record<string, Partial<Record<Level, string>>> = Object.fromEntries(CATALOGUE.map((id) => [id, {}]));
  const note = (id: string, status: VerdictStatus, server: string) => {
    const levels = proven[id];
    if (levels && (LEVELS as readonly string[]).includes(status)) levels[status as Level] ??= server;
  };
  for (const scenario of await realScenarios()) {
    for (const [id, status] of Object.entries(scenario.expect)) {
      if (scenario.found[id] === status) note(id, status, scenario.label);
      else problems.push(`${scenario.name}: ${id} is ${scenario.found[id]}, not ${status}: ${scenario.told[id]}`);
    }
  }
  for (const one of CASES) {
    const { report, label } = await prove(one);
    const verdict = report.verdicts.find(({ id }) => id === one.check);
    if (verdict?.status === one.expect) note(one.check, one.expect, label);
    else problems.push(`${label}: ${one.check} is ${verdict?.status}, not ${one.expect}: ${verdict?.found}`);
  }
  for (const id of CATALOGUE) problems.push(...gaps(id, proven[id]!));
  table(proven);
  return { checks: CHECKS.length, proven };
}

/** Statuses neither proven nor excluded by the rule; exclusions are written to the result. */
function gaps(id: string, levels: Partial<Record<Level, string>>): string[] {
  const check = CHECKS.find((one) => one.id === id);
  if (!check) return [`${id}: missing`];
  const problems: string[] = [];
  for (const level of LEVELS) {
    const never = check.never?.[level];
    if (never && levels[level]) problems.push(`${id}: the verdict was ${level}, although its rule says never`);
    else if (never) levels[level] = `never: ${never}`;
    else if (!levels[level]) problems.push(`${id}: no server proved ${level}`);
  }
  return problems;
}

async function realScenarios(): Promise<Scenario[]> {
  const [mysql9, mariadb] = [await distributionOf("mysql9"), await distributionOf("mariadb")];
  return [
    ...(await good()),
    ...(await bad()),
    ...(await upgrade(mysql9)),
    ...(await modern(mysql9)),
    ...(await maria(mariadb)),
  ];
}

function table(proven: Record<string, Partial<Record<Level, string>>>): void {
  const shown = (text: string | undefined) => (text?.startsWith("never: ") ? "never" : (text ?? "-"));
  const all = Object.values(proven).flatMap((levels) => LEVELS.map((level) => shown(levels[level])));
  const width = 2 + Math.max(...all.map((text) => text.length));
  const cell = (text: string | undefined) => shown(text).padEnd(width);
  say(`check ${LEVELS.map(cell).join("")}`);
  for (const [id, levels] of Object.entries(proven))
    say(`${id}   ${LEVELS.map((level) => cell(levels[level])).join("")}`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    say(error.stack ?? error.message);
    process.exitCode = 1;
  },
);
