import { z } from "zod";
import { PHASES, type Phase } from "../phase";
import { type Problem, ProblemsError } from "../problems";
import { rulesOf, type Values, valueRules } from "./rules";
import { type Migration, migrationSchema } from "./schema";

export { type SourceLeg, sourceLeg } from "./leg";
export { LONGEST_OPENING_DAYS } from "./rules";
export type { Migration, MigrationInput } from "./schema";
export { migrationSchema } from "./schema";

/** A migration that is known to be well-formed, with the phase it is in. */
export interface CheckedMigration {
  migration: Migration;
  phase: Phase;
}

/** What was read, or what is wrong with it; never both. */
export type Read<T> = { value: T; problems: readonly [] } | { value?: undefined; problems: readonly Problem[] };

/** Reads what the user wrote; every problem has its path, the value seen and what is needed. */
export function readMigration(input: unknown, phase: unknown, now: Date = new Date()): Read<CheckedMigration> {
  const phaseProblems = PHASES.includes(phase as Phase) ? [] : [unknownPhase(phase)];
  if (input === undefined) return { problems: [NOTHING, ...phaseProblems] };
  const parsed = migrationSchema.safeParse(input, { reportInput: true });
  if (!parsed.success) {
    const malformed = parsed.error.issues.flatMap((issue) => problemsOf(issue, input));
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
      needed: knownKeys(issue.path),
    }));
  }
  return [{ path, seen: show(valueAt(input, issue.path)), needed: neededBy(issue) }];
}

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
      return issue.errors.map((branch) => branch.map(neededBy).join(", ")).join(" or ");
    default:
      return issue.message;
  }
}

/** The keys that the schema knows at a path, so that a typo is found at a glance. */
function knownKeys(path: readonly PropertyKey[]): string {
  let schema: z.core.$ZodType = migrationSchema;
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
