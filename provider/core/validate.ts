import type { z } from "zod";
import type { Checked } from "../../plugin/plugin";
import { at, hasUnknown, plain, Unknown, type Values } from "../../plugin/values";

/**
 * Validates inputs against a schema, collecting all problems, and fills in the defaults. What a preview does not know
 * yet is assumed to be valid; the update validates again.
 */
export function validate(schema: z.ZodType, news: Values): Checked {
  const bare = stripMarks(plain(news)) as Values;
  const result = schema.safeParse(bare);
  const inputs = withDefaults(schema, news);
  if (result.success) return { inputs, failures: [] };
  const failures = result.error.issues
    .filter((issue) => !hasUnknown(at(bare, issue.path)) && !(issue.code === "custom" && hasUnknown(bare)))
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ property: pathText([...issue.path, key]), reason: "no such property" }))
        : [{ property: pathText(issue.path), reason: reasonOf(issue, at(bare, issue.path)) }],
    );
  return { inputs, failures };
}

/** Parses inputs without unknowns. */
export function parseKnown<T>(schema: z.ZodType<T>, inputs: Values): T {
  return schema.parse(stripMarks(plain(inputs)));
}

/**
 * Inputs from a state that an older version may have written: with defaults where they match the schema, otherwise
 * unchanged.
 */
export function parseRecorded<T>(schema: z.ZodType<T>, inputs: Values): T {
  const recorded = stripMarks(plain(inputs));
  const result = schema.safeParse(recorded);
  return result.success ? result.data : (recorded as T);
}

/** The engine adds its own markers to property bags. */
function stripMarks(value: unknown): unknown {
  if (value instanceof Unknown || value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const { __defaults: _, __internal: __, ...rest } = value as Record<string, unknown>;
  return rest;
}

/** Fills in the defaults of top-level properties, so that state and diff see them. */
function withDefaults(schema: z.ZodType, news: Values): Values {
  const shape = (schema as unknown as { shape?: Record<string, z.ZodType> }).shape ?? {};
  const filled: Values = stripMarks(news) as Values;
  for (const [key, member] of Object.entries(shape)) {
    if (filled[key] !== undefined && filled[key] !== null) continue;
    const fallback = member.safeParse(undefined);
    if (fallback.success && fallback.data !== undefined) filled[key] = fallback.data as Values[string];
  }
  return filled;
}

function reasonOf(issue: z.core.$ZodIssue, seen: unknown): string {
  const missing = seen === undefined ? "missing; " : "";
  if (issue.code === "invalid_type" && missing) return `${missing}needed: ${issue.expected}`;
  if (issue.code === "invalid_value") return `${missing}needed: one of ${issue.values.map(String).join(", ")}`;
  return issue.message;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text ? `${text}.${String(part)}` : String(part);
  }, "");
}
