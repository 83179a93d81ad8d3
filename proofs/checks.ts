import type { VerdictStatus } from "../model/verdict";
import { CHECKS } from "../mysql/checks/catalogue";
import { bad, good, maria, modern, type Scenario, upgrade } from "../test/mysql/real/scenarios";
import { CASES } from "../test/mysql/recorded/cases";
import { prove } from "../test/mysql/recorded/prove";
import { Bench, tryMutations } from "../test/mysql/support/mutations";
import { available, start } from "../test/mysql/support/servers";

/**
 * `npm run prove:checks`: proves every check on a real server, else on a recorded one, in each status that its rule can give, and
 * that the comparison finds random mutations. Prints JSON; exit code 1 when anything is missing.
 */
const LEVELS = ["pass", "warning", "fail"] as const;
type Level = (typeof LEVELS)[number];

/** Checks of the catalogue that no SQL can answer, so that a number that is missing here is noticed. */
const NOT_MYSQL = new Set(["C03", "C70"]);
const CATALOGUE = Array.from({ length: 73 }, (_, n) => `C${String(n + 1).padStart(2, "0")}`).filter(
  (id) => !NOT_MYSQL.has(id),
);
const MUTATIONS = 1000;

async function main(): Promise<number> {
  const proven: Record<string, Partial<Record<Level, string>>> = Object.fromEntries(CATALOGUE.map((id) => [id, {}]));
  const problems: string[] = [];
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
  const { tried, found, missed } = await mutations();
  if (found < MUTATIONS)
    problems.push(`mutations: ${found} of ${MUTATIONS} found; missed ${missed.slice(0, 5).join("; ")}`);
  table(proven);
  for (const problem of problems) say(problem);
  process.stdout.write(`${JSON.stringify({ checks: CHECKS.length, proven, mutations: { tried, found } }, null, 2)}\n`);
  return problems.length === 0 ? 0 : 1;
}

/** Statuses that are neither proven nor excluded by the rule; the exclusions are written into the result. */
function gaps(id: string, levels: Partial<Record<Level, string>>): string[] {
  const check = CHECKS.find((one) => one.id === id);
  if (!check) return [`${id}: missing`];
  const problems: string[] = [];
  for (const level of LEVELS) {
    const never = check.never?.[level];
    if (never && levels[level]) problems.push(`${id}: ${level} was given, although its rule says never`);
    else if (never) levels[level] = `never: ${never}`;
    else if (!levels[level]) problems.push(`${id}: ${level} is not proven on any server`);
  }
  return problems;
}

async function realScenarios(): Promise<Scenario[]> {
  const scenarios = [...(await good()), ...(await bad())];
  const { distribution: mysql9 } = await available("mysql9");
  if (mysql9) scenarios.push(...(await upgrade(mysql9)), ...(await modern(mysql9)));
  const { distribution: mariadb } = await available("mariadb");
  if (mariadb) scenarios.push(...(await maria(mariadb)));
  return scenarios;
}

async function mutations(): Promise<{ tried: number; found: number; missed: string[] }> {
  const servers = await Promise.all([start(), start()]);
  try {
    const bench = await Bench.prepare(servers[0].admin, servers[1].admin);
    const seed = Date.now() % 1_000_000;
    say(`mutations: seed ${seed}`);
    const totals = await tryMutations(bench, MUTATIONS, seed);
    await bench.close();
    return totals;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
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
