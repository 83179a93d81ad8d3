import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { Problem } from "../../model/problems";
import { Unknown } from "../../policies/core/values";
import type { Definition } from "./definition";
import { knownOf, withLater } from "./later";
import { refusalOf } from "./refusal";

/** All problems with arguments, as far as they are known. @param arrived one value that has become known since */
export function problemsOf(
  { inputs, plain, secrets = [], problems, together }: Definition,
  args: object,
  arrived?: { path: string; value: unknown },
): Problem[] {
  const known = knownOf(args, arrived) as Record<string, unknown>;
  const late = (arrived ? [] : plain).flatMap((key) => (holdsUnknown(known[key]) ? [tooLate(key)] : []));
  const isComplete = !arrived && late.length === 0;
  const own = isComplete ? [...(problems?.(known) ?? []), ...(together?.(known) ?? [])] : [];
  const parsed = inputs.safeParse(known, { reportInput: true });
  if (parsed.success) return [...late, ...own];
  const issues = parsed.error.issues
    .filter(({ path: [top] }) => !problems || !plain.includes(top as never))
    .flatMap((issue) => problemOf(issue, known));
  const about = ({ path }: Problem) => !arrived || path === arrived.path || path.startsWith(`${arrived.path}.`);
  const hidden = ({ path }: Problem) => secrets.includes(path);
  return [
    ...late,
    ...own,
    ...issues.filter(about).map((problem) => (hidden(problem) ? { ...problem, seen: "[secret]" } : problem)),
  ];
}

/**
 * The arguments, with a check on each value that becomes known only later.
 *
 * @throws pulumi.RunError with every problem of those that are known
 */
export function checked<T extends object>(what: string, definition: Definition, args: T): T {
  refuse(what, problemsOf(definition, args));
  return withLater(args, (path, later) =>
    later.apply(async (value) => {
      const problems = problemsOf(definition, args, { path, value });
      refuse(what, (await pulumi.isSecret(later)) ? problems.map((one) => ({ ...one, seen: "[secret]" })) : problems);
      return value;
    }),
  );
}

export function refuse(what: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw refusalOf(what, problems);
}

function tooLate(path: string): Problem {
  return {
    path,
    seen: "a value that is known only after another resource is created",
    needed: "a plain value: it decides which resources are created",
    fix: "write the value, or read it from the configuration",
  };
}

function problemOf(issue: z.core.$ZodIssue, known: unknown): Problem[] {
  const seen = valueAt(known, issue.path);
  // What is inside an unknown value is checked once it is known.
  if (seen instanceof Unknown || (issue.code === "custom" && holdsUnknown(seen))) return [];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: dotted([...issue.path, key]),
      seen: "an unknown argument",
      needed: "one of the component's arguments",
      fix: "remove it or correct its name",
    }));
  }
  return [{ path: dotted(issue.path), seen: seen === undefined ? "nothing" : shown(seen), needed: neededBy(issue) }];
}

function neededBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return `a ${issue.expected}`;
    case "too_small":
      return issue.origin === "number" ? `at least ${issue.minimum}` : "something";
    case "too_big":
      return issue.origin === "number" ? `at most ${issue.maximum}` : issue.message;
    default:
      return issue.message;
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, member) => (member instanceof Unknown ? "(known later)" : member)) ?? String(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((current, step) => {
    if (current instanceof Unknown) return current;
    return (current as Record<PropertyKey, unknown> | undefined)?.[step];
  }, value);
}

function holdsUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

/** In the path notation of `later.ts`: `cidrs[0]`. */
function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text ? `${text}.${String(step)}` : String(step);
  }, "");
}
