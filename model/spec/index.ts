import type { z } from "zod";
import { didYouMean } from "../nearest";
import { PHASES, type Phase } from "../phase";
import { type Problem, ProblemsError } from "../problems";
import { asWritten, inCurrentSpelling } from "./earlier";
import { keysAt } from "./keys";
import { PLACES, type Place } from "./places";
import { rulesOf, type Values, valueRules } from "./rules";
import { type Migration, migrationSchema } from "./schema";

export { type SourceLeg, sourceLeg } from "./leg";
export {
  cloudOf,
  databaseInstanceOf,
  locationOf,
  loginOf,
  PLACES,
  type Place,
  type Source,
  serverByHand,
  type Target,
} from "./places";
export { LONGEST_OPENING_DAYS } from "./rules/expiry";
export type { Migration, MigrationInput } from "./schema";
export { migrationSchema, profiled, readOnlyTarget, runSection, settingsOf } from "./schema";

/** A well-formed migration, with its phase. */
export interface CheckedMigration {
  migration: Migration;
  phase: Phase;
}

/** Either the value or its problems; never both. */
export type Read<T> = { value: T; problems: readonly [] } | { value?: undefined; problems: readonly Problem[] };

/** Parses the user's input; every problem has its path, the value seen and what is needed. */
export function readMigration(written: unknown, phase: unknown, now: Date = new Date()): Read<CheckedMigration> {
  const phaseProblems = PHASES.includes(phase as Phase) ? [] : [unknownPhase(phase)];
  if (written === undefined) return { problems: [NOTHING, ...phaseProblems] };
  const input = inCurrentSpelling(written);
  const parsed = migrationSchema.safeParse(input, { reportInput: true });
  if (!parsed.success) {
    const malformed = parsed.error.issues
      .flatMap((issue) => problemsOf(issue, input))
      .map((problem) => ({ ...problem, path: asWritten(problem.path, written) }));
    const reported = new Set(malformed.map(({ path }) => path));
    const values = valueRules((input ?? {}) as Values, phase as Phase, now).filter(({ path }) => !reported.has(path));
    return { problems: [...malformed, ...values, ...phaseProblems] };
  }
  const problems = [...rulesOf(parsed.data, phase as Phase, now), ...phaseProblems];
  return problems.length > 0
    ? { problems }
    : { value: { migration: parsed.data, phase: phase as Phase }, problems: [] };
}

/**
 * Parses the user's input.
 *
 * @throws ProblemsError with every problem.
 */
export function parseMigration(input: unknown, phase: unknown, now?: Date): CheckedMigration {
  const { value, problems } = readMigration(input, phase, now);
  if (!value) throw new ProblemsError("the migration", problems);
  return value;
}

const NOTHING: Problem = {
  path: "migration",
  seen: "nothing",
  needed: "the configuration value dbferry:migration",
  fix: "write it as in stacks/Pulumi.alibaba-to-huawei.yaml",
};

function unknownPhase(phase: unknown): Problem {
  return {
    path: "phase",
    seen: show(phase),
    needed: `one of ${PHASES.join(", ")}`,
    fix: "write the migration's current phase or the next one: pulumi config set phase PHASE",
    ...didYouMean(String(phase), PHASES),
  };
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const path = issue.path.join(".") || "migration";
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path, input);
    return issue.keys.map((key) => ({
      path: path === "migration" ? key : `${path}.${key}`,
      seen: "unknown key",
      needed: known.length > 0 ? `one of ${known.join(", ")}${byPlace(issue.path, input)}` : "no such key",
      ...didYouMean(key, known),
    }));
  }
  const seen = valueAt(input, issue.path);
  const needed = `${neededBy(issue)}${seen === undefined ? byPlace(issue.path, input) : ""}`;
  const problem = { path, seen: show(seen), needed };
  const fix = seen === undefined ? FIXES[path] : undefined;
  return [fix ? { ...problem, fix } : { ...problem, ...didYouMean(String(seen), choices(issue)) }];
}

/** The place decides which keys a side has: somebody who has changed it sees them as wrong. */
function byPlace([side, key]: readonly PropertyKey[], input: unknown): string {
  if ((side !== "source" && side !== "target") || key === "place") return "";
  const place = valueAt(input, [side, "place"]);
  return typeof place === "string" && place in PLACES ? `, by ${side}.place: ${place}` : "";
}

/** Fixes for options that have no default on purpose. */
const FIXES: Readonly<Record<string, string>> = {
  engine: "there is no default: name the service that moves the data, such as engine: drs for Huawei DRS",
};

/** What a schema requires, in terms of the stack file. */
export function neededBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return ["object", "record"].includes(issue.expected) ? "a set of keys and values" : withArticle(issue.expected);
    case "too_small":
      return ownWords(issue) ?? `at least ${issue.minimum}${unitOf(issue)}`;
    case "too_big":
      return ownWords(issue) ?? `at most ${issue.maximum}${unitOf(issue)}`;
    case "invalid_format":
      return ownWords(issue) ?? (issue.format === "url" ? "a URL, such as https://host.example.com" : issue.message);
    case "invalid_union":
      if (issue.errors.length === 0) return `one of ${Object.keys(PLACES).join(", ")}`;
      return issue.errors.map((branch) => branch.map(neededBy).join(", ")).join(" or ");
    default:
      return issue.message;
  }
}

/** A schema's problems with a value, by its own paths. Parse with `reportInput`. */
export function issueProblems({ issues }: z.ZodError): Problem[] {
  return issues.map((issue) => ({
    path: issue.path.join("."),
    seen: show(issue.input),
    needed: neededBy(issue),
  }));
}

/** Our own message in the schema, if any; the library's messages do not use the stack file's terms. */
function ownWords({ message }: z.core.$ZodIssue): string | undefined {
  return /^(Too (small|big)|Invalid )/.test(message) ? undefined : message;
}

function unitOf({ origin }: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  return origin === "string" ? " character(s)" : origin === "array" ? " in the list" : "";
}

function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

/** The values of an enumeration. */
function choices(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  return issue.code === "invalid_union" && issue.errors.length === 0 ? Object.keys(PLACES) : [];
}

/** The keys that the schema knows at a path, so that a typo is easy to spot. */
function knownKeys(path: readonly PropertyKey[], input: unknown): string[] {
  const [side, ...below] = path;
  if (side !== "source" && side !== "target") return keysAt(migrationSchema, path);
  const { place } = (valueAt(input, [side]) ?? {}) as { place?: string };
  const facts = place !== undefined && Object.hasOwn(PLACES, place) ? PLACES[place as Place] : undefined;
  return facts ? keysAt(facts[side], below) : [];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
