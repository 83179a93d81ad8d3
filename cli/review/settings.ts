import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Problem, ProblemsError } from "../../model/problems";
import { pathMatches } from "../../policies/core/glob";

/** Located beside Pulumi.yaml in the base branch: which parts of its own review a change may affect. */
export const SETTINGS_FILE = "dbferry-review.yaml";

const why = z.string().min(1);
/** Identifies a file's reviewed content: `sha256:` and the digest, with `+x` if executable; `removed` if deleted. */
const content = z
  .string()
  .regex(/^(sha256:[0-9a-f]{64}(\+x)?|removed)$/, "sha256:<64 hexadecimal digits> or removed")
  .optional();
const schema = z.strictObject({
  /** `none` runs the change's program where it could tamper with the review. */
  isolation: z.enum(["required", "none"]).default("required"),
  allow: z
    .array(
      z.union([
        z.strictObject({ path: z.string().min(1), content, why }),
        z.strictObject({ setting: z.string().min(1), stack: z.string().optional(), value: z.string().optional(), why }),
      ]),
    )
    .default([]),
});

export type ReviewSettings = z.output<typeof schema>;

/** @throws ProblemsError with every problem in the file */
export function readSettings(folder: string): ReviewSettings {
  const file = join(folder, SETTINGS_FILE);
  const parsed = schema.safeParse(existsSync(file) ? (parse(readFileSync(file, "utf8")) ?? {}) : {}, {
    reportInput: true,
  });
  if (parsed.success) return parsed.data;
  throw new ProblemsError(file, parsed.error.issues.map(problemOf));
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  return {
    path: issue.path.join(".") || "the file",
    seen: JSON.stringify(issue.input ?? "nothing").slice(0, 100),
    needed:
      "isolation: required or none; allow: a list of { path, content, why } and { setting, stack, value, why }; content: sha256:<64 hexadecimal digits> or removed",
  };
}

/** Why a file may be changed to this content; undefined if the base does not allow it. */
export function allowsPath(settings: ReviewSettings, path: string, content?: string): string | undefined {
  return settings.allow.find(
    (one) => "path" in one && pathMatches(one.path, path) && (one.content === undefined || one.content === content),
  )?.why;
}

/** Why a stack's setting may be changed to this value; undefined if the base does not allow it. */
export function allowsSetting(
  settings: ReviewSettings,
  at: { setting: string; stack: string; value: string },
): string | undefined {
  return settings.allow.find(
    (one) =>
      "setting" in one &&
      pathMatches(one.setting, at.setting) &&
      (one.stack === undefined || pathMatches(one.stack, at.stack)) &&
      (one.value === undefined || one.value === at.value),
  )?.why;
}
