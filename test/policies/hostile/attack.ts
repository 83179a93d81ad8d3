import { existsSync } from "node:fs";
import type { Attack } from "../../support/attack";
import { type Outcome, PLANTED, ReviewField } from "./field";

/** An attack by a change: `prepare` writes it, and `holds` returns the review's faults, none when it held. */
export function byChange(
  name: string,
  prepare: (field: ReviewField) => void,
  holds: (outcome: Outcome, field: ReviewField) => string[],
  options: readonly string[] = [],
): Attack {
  return {
    name,
    family: "reviews",
    async run() {
      const field = new ReviewField();
      try {
        prepare(field);
        const outcome = await field.review(...options);
        // The engine redacts known secrets, so a program that leaks one encodes it.
        const forms = (secret: string) => [secret, Buffer.from(secret).toString("hex")];
        const leaked = Object.values(PLANTED).filter((one) => forms(one).some((form) => outcome.text.includes(form)));
        const ran = existsSync(field.canary);
        const faults = holds(outcome, field);
        const held = faults.length === 0 && leaked.length === 0 && !ran;
        const detail = held ? "held" : [...faults, ...leaked, outcome.text.slice(-3000)].join("\n");
        return { held, leaked: leaked.length > 0, ran, detail };
      } finally {
        field.close();
      }
    },
  };
}

/** Faults of an outcome that must be a refusal with these rows in its first table. */
export function notRefused(outcome: Outcome, ...rows: [what: string, where: RegExp][]): string[] {
  const faults: string[] = [];
  if (outcome.code !== 1) faults.push(`exit code ${outcome.code}; needed 1`);
  if (outcome.report?.verdict !== "refused") faults.push(`verdict ${outcome.report?.verdict}; needed refused`);
  const tables = outcome.markdown.split("\n").filter((line) => line.startsWith("|"));
  for (const [what, where] of rows) {
    const seen = (outcome.report?.touched ?? []).some(
      (one: any) => one.what === what && where.test(one.where) && one.allowed === undefined,
    );
    if (!seen) faults.push(`no row "${what}" for ${where}`);
  }
  if (rows.length > 0 && !/^\| \| what \| where/.test(tables[0] ?? "")) faults.push("it is not the first table");
  return faults;
}

/** Reports a fault when the pack's own finding is missing. */
export function notFound(outcome: Outcome, rule: string): string[] {
  const findings = (outcome.report?.stacks ?? []).flatMap((stack: any) => stack.findings);
  return findings.some((one: any) => one.stops && one.rules.includes(rule)) ? [] : [`${rule} was not refused`];
}
