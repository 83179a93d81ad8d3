import { z } from "zod";
import { PHASES, type Phase } from "../phase";
import { type Problem, ProblemsError } from "../problems";
import { asWritten, inTodaysSpelling } from "./earlier";
import { PLACES, type Place } from "./places";
import { rulesOf, type Values, valueRules } from "./rules";
import { type Migration, migrationSchema } from "./schema";

export { type SourceLeg, sourceLeg } from "./leg";
export { cloudOf, locationOf, PLACES, type Place, type Source, type Target } from "./places";
export { LONGEST_OPENING_DAYS } from "./rules";
export type { Migration, MigrationInput } from "./schema";
export { migrationSchema, settingsOf } from "./schema";

/** A migration that is known to be well-formed, with the phase it is in. */
export interface CheckedMigration {
  migration: Migration;
  phase: Phase;
}

/** What was read, or what is wrong with it; never both. */
export type Read<T> = { value: T; problems: readonly [] } | { value?: undefined; problems: readonly Problem[] };

/** Reads what the user wrote; every problem has its path, the value seen and what is needed. */
export function readMigration(written: unknown, phase: unknown, now: Date = new Date()): Read<CheckedMigration> {
  const phaseProblems = PHASES.includes(phase as Phase) ? [] : [unknownPhase(phase)];
  if (written === undefined) return { problems: [NOTHING, ...phaseProblems] };
  const input = inTodaysSpelling(written);
  const parsed = migrationSchema.safeParse(input, { reportInput: true });
  if (!parsed.success) {
    const malformed = parsed.error.issues
      .flatMap((issue) => problemsOf(issue, input))
      .map((problem) => ({ ...problem, path: asWritten(problem.path, written) }));
    const told = new Set(malformed.map(({ path }) => path));
    const values = valueRules((input ?? {}) as Values, phase as Phase, now).filter(({ path }) => !told.has(path));
    return { problems: [...malformed, ...values, ...phaseProblems] };
  }
  const problems = [...rulesOf(parsed.data, phase as Phase, now), ...phaseProblems];
  return problems.length > 0
    ? { problems }
    : { value: { migration: parsed.data, phase: phase as Phase }, problems: [] };
}

/**
 * Reads what the user wrote.
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
  fix: "see stacks/Pulumi.alibaba-to-huawei.yaml",
};

function unknownPhase(phase: unknown): Problem {
  return {
    path: "phase",
    seen: show(phase),
    needed: `one of ${PHASES.join(", ")}`,
    fix: "pulumi config set phase prepare",
  };
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const path = issue.path.join(".") || "migration";
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: path === "migration" ? key : `${path}.${key}`,
      seen: "unknown key",
      needed: knownKeys(issue.path, input),
    }));
  }
  const seen = valueAt(input, issue.path);
  const told = { path, seen: show(seen), needed: neededBy(issue) };
  const fix = seen === undefined ? FIXES[path] : undefined;
  return [fix ? { ...told, fix } : told];
}

/** What to write where something has no default on purpose. */
const FIXES: Readonly<Record<string, string>> = {
  engine: "there is no default: write the service that moves the data, such as engine: drs for Huawei DRS",
};

function neededBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return issue.expected === "object" ? "a set of keys and values" : `a ${issue.expected}`;
    case "too_small":
      return issue.origin === "number" ? `at least ${issue.minimum}` : issue.message;
    case "too_big":
      return issue.origin === "number" ? `at most ${issue.maximum}` : issue.message;
    case "invalid_union":
      if (issue.errors.length === 0) return `one of ${Object.keys(PLACES).join(", ")}`;
      return issue.errors.map((branch) => branch.map(neededBy).join(", ")).join(" or ");
    default:
      return issue.message;
  }
}

/** The keys that the schema knows at a path, so that a typo is found at a glance. */
function knownKeys(path: readonly PropertyKey[], input: unknown): string {
  let schema: z.core.$ZodType = migrationSchema;
  const [side] = path;
  if (path.length > 0 && (side === "source" || side === "target")) {
    const { place } = (valueAt(input, [side]) ?? {}) as { place?: string };
    const facts = place !== undefined && Object.hasOwn(PLACES, place) ? PLACES[place as Place] : undefined;
    if (!facts) return "no such key";
    schema = facts[side];
    path = path.slice(1);
  }
  for (const step of path) {
    const inner = unwrap(schema);
    if (inner instanceof z.ZodObject) schema = inner.shape[String(step)];
    else if (inner instanceof z.ZodArray) schema = inner.element;
  }
  const object = unwrap(schema);
  return object instanceof z.ZodObject ? `one of ${Object.keys(object.shape).join(", ")}` : "no such key";
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap());
  return schema;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
