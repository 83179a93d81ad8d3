import { z } from "zod";
import { isVisible } from "../../model/printing/visible";
import type { Review } from "./types";

/** Maximum length of a single value in a report. */
const text = z.string().max(20_000);
const few = z.array(text).max(500);
/** A single-line path that stays inside the repository. */
const source = z.object({
  file: z
    .string()
    .max(1_000)
    .refine((file) => !file.startsWith("/") && !file.split("/").includes("..") && isVisible(file)),
  line: z.int().min(1).max(10_000_000),
  column: z.int().min(0).max(10_000_000),
});
const finding = z.object({
  verdict: z.enum(["violation", "undetermined", "exempted"]),
  stops: z.boolean(),
  rules: few,
  title: text,
  urn: text,
  resource: text,
  type: text,
  seen: text,
  needed: text,
  fix: text,
  diff: few,
  told: text.optional(),
  link: text,
  source: source.optional(),
  exemption: text.optional(),
});
const change = z.object({ op: z.enum(["create", "update", "replace", "delete"]), type: text, name: text, urn: text });
const opening = z.object({ urn: text, name: text, type: text, what: text, sources: text, expires: text.optional() });
const touched = z.object({
  what: text,
  where: text,
  base: text,
  change: text,
  content: text.optional(),
  allowed: text.optional(),
});
const stack = z.object({
  project: text,
  stack: text,
  findings: z.array(finding).max(20_000),
  changes: z.array(change).max(20_000),
  openings: z.array(opening).max(20_000),
  errors: few,
});
const review = z.object({
  name: text,
  at: z.iso.datetime(),
  stacks: z.array(stack).max(20_000),
  touched: z.array(touched).max(100_000).default([]),
  lowered: few.default([]),
  notes: few.default([]),
});

/**
 * Reads a report that another job wrote. It is untrusted input: structure and sizes are validated, and the verdict is
 * ignored and recomputed from the findings.
 *
 * @throws Error naming the first deviation from the format
 */
export function readReview(json: unknown): Review {
  const parsed = review.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue!.path.join(".") || "the report"}: ${issue!.message}`);
}
