import { existsSync, readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { isObject } from "../../model/object";
import { type Problem, ProblemsError } from "../../model/problems";
import { CONFIG_SCHEMA, readConfig } from "../../policies/config";
import { loweredReports } from "../../policies/exemptions/lowered";
import { PACK, REMEDIATIONS, WHOLE_PLAN } from "../../policies/names";
import { type ReviewFinding, readFinding, type StackReview } from "../../policies/review";
import { UserError } from "../terminal/errors";

type Json = Record<string, unknown>;

const FORM = `an object such as { "${PACK}": { "level": "strict" } }`;
const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * The file of `--policy-config`.
 *
 * @throws UserError if it does not exist or is not JSON, with line and column
 * @throws ProblemsError listing everything in it that dbferry's pack does not recognise
 */
export function readPackConfig(file: string, ofDbferry: boolean, now: Date = new Date()): Json {
  const at = `--policy-config ${file}`;
  const instead = `needed: a file with ${FORM}; without --policy-config the pack uses its defaults`;
  if (!existsSync(file)) throw new UserError(`${at} does not exist; ${instead}`);
  if (!statSync(file).isFile()) throw new UserError(`${at} is not a file; ${instead}`);
  const text = readFileSync(file, "utf8");
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${at}: ${placeOf(text, error as Error)}; needed: JSON, ${FORM}`);
  }
  const problems = isObject(read)
    ? ofDbferry
      ? Object.entries(read).flatMap(([policy, given]) => problemsOf(policy, given, now))
      : []
    : [{ path: "the file", seen: JSON.stringify(read), needed: FORM }];
  if (problems.length > 0) throw new ProblemsError(at, problems);
  return read as Json;
}

/** Position of the JSON syntax error, and the text there. */
function placeOf(text: string, error: Error): string {
  if (text.trim() === "") return "the file is empty";
  const known = /\(line (\d+) column (\d+)\)/.exec(error.message);
  const offset = Number(/at position (\d+)/.exec(error.message)?.[1] ?? tokenAt(text, error.message));
  const before = text.slice(0, offset).split("\n");
  const [line, column] = known ? [Number(known[1]), Number(known[2])] : [before.length, before.at(-1)!.length + 1];
  const stands = (text.split("\n")[line - 1] ?? "").slice(Math.max(0, column - 21), column + 19).trim();
  const what =
    /^(.*?)(?: in JSON at position| at position|\s*\(line|, (?:\.\.\.)?")/s.exec(error.message)?.[1] ?? error.message;
  return `line ${line}, column ${column}: ${what}${stands ? ` (there: ${JSON.stringify(stands)})` : ""}`;
}

/** Some messages only name the character: the first such character after which no valid JSON is possible. */
function tokenAt(text: string, message: string): number {
  const token = /^Unexpected token '(.+?)',/su.exec(message)?.[1];
  for (let at = token ? text.indexOf(token) : -1; token && at >= 0; at = text.indexOf(token, at + 1)) {
    try {
      JSON.parse(text.slice(0, at + token.length));
    } catch (error) {
      if (!/end of JSON|[Uu]nterminated|Expected/.test((error as Error).message)) return at;
    }
  }
  return text.length;
}

function problemsOf(policy: string, given: unknown, now: Date): Problem[] {
  const known: string[] = [PACK, WHOLE_PLAN, "all", ...REMEDIATIONS];
  if (!known.includes(policy))
    return [
      {
        path: policy,
        seen: "not a policy of the pack",
        needed: `one of ${known.join(", ")}; settings of rules are in ${PACK}.rules`,
      },
    ];
  if (typeof given === "string" && LEVELS.includes(given)) return [];
  if (!isObject(given))
    return [{ path: policy, seen: shown(given), needed: `an object with settings, or one of ${LEVELS.join(", ")}` }];
  const { enforcementLevel, ...settings } = given;
  const level =
    enforcementLevel === undefined || LEVELS.includes(String(enforcementLevel))
      ? []
      : [{ path: `${policy}.enforcementLevel`, seen: shown(enforcementLevel), needed: `one of ${LEVELS.join(", ")}` }];
  return policy === PACK ? [...level, ...settingsProblems(PACK, settings, now)] : level;
}

/** Settings of the pack that are malformed or unknown. */
export function settingsProblems(where: string, settings: unknown, now: Date = new Date()): Problem[] {
  if (!isObject(settings)) return [{ path: where, seen: shown(settings), needed: "an object with settings" }];
  const schema = z.fromJSONSchema({ type: "object", properties: CONFIG_SCHEMA as never });
  const issues = schema.safeParse(settings, { reportInput: true }).error?.issues ?? [];
  const malformed = issues.map((issue) => ({
    path: [where, ...issue.path].join("."),
    seen: shown(issue.input),
    needed: issue.message,
  }));
  const { problems, ledger } = readConfig(settings, now);
  const meaningless = problems
    .filter(({ text }) => malformed.length === 0 || text.startsWith("configuration: unknown"))
    .map(({ text, fix }) => ({ path: where, seen: text.replace(/^configuration: /, ""), needed: fix }));
  const exemptions = malformed.length > 0 ? [] : ledger.bad;
  const bad = exemptions.map(({ index, problem, fix }) => ({
    path: `${where}.exemptions.${index}`,
    seen: problem,
    needed: fix,
  }));
  return [...malformed, ...meaningless, ...bad];
}

const shown = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 100);

/**
 * Rules that the settings of dbferry's pack lower, as the pack itself would report them. A stack whose preview fails
 * reports none.
 */
export function loweredBy(settings: unknown, now: Date = new Date()): ReviewFinding[] {
  const { rules, level } = readConfig(settings, now);
  return loweredReports(rules, level).map(({ policy, message }) => readFinding(policy, message, "", false));
}

/** Adds the lowered rules that a stack's findings do not include. */
export function withLowered(stack: StackReview, lowered: readonly ReviewFinding[]): StackReview {
  const listed = ({ rules, seen }: ReviewFinding) =>
    stack.findings.some((one) => one.verdict === "exempted" && one.rules.join() === rules.join() && one.seen === seen);
  const missing = lowered.filter((one) => !listed(one));
  return missing.length === 0 ? stack : { ...stack, findings: [...stack.findings, ...missing] };
}

/**
 * Overrides in the configuration that apply to the pack as a whole. The engine applies them itself, so the pack does
 * not know that a policy is lowered or not called. Shown in every review; a pack that is switched off has judged
 * nothing.
 */
export function weakenedBy(config: Json): Pick<StackReview, "errors"> & { lowered: string[] } {
  const lowered: string[] = [];
  const errors: string[] = [];
  for (const policy of ["all", PACK, WHOLE_PLAN]) {
    const given = config[policy];
    const level = isObject(given) ? given["enforcementLevel"] : given;
    if (level === "disabled")
      errors.push(`the configuration of the pack disables "${policy}": what it judges was not judged`);
    if (level === "advisory")
      lowered.push(`The configuration of the pack turns every refusal of "${policy}" into a warning.`);
  }
  return { lowered, errors };
}
