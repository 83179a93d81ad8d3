import { describe, expect, test } from "vitest";
import { RULES } from "../../policies/rules/catalogue";
import { runRule } from "../../policies/testkit";
import { type Case, type Kind, NOW } from "./cases/case";
import { network } from "./cases/network";
import { tasks } from "./cases/tasks";
import { tunnels } from "./cases/tunnels";
import { vendors } from "./cases/vendors";

const COMMON: Record<string, Case[]> = { ...network, ...tunnels, ...tasks };
const CASES = Object.fromEntries(
  Object.entries(COMMON).map(([id, cases]) => [id, [...cases, ...(vendors[id] ?? [])]] as const),
);
const KINDS: Kind[] = ["compliant", "violating", "unknown", "secret", "absent"];

describe.each(Object.entries(CASES))("%s", (id, cases) => {
  test.each(cases)("$kind: $name", async ({ resources, verdict, options }) => {
    const run = await runRule(id, resources, { now: NOW, ...options });
    expect(run.verdict, run.reports.map((report) => report.message).join("\n")).toBe(verdict);
    for (const report of run.reports) {
      expect(report.message).toContain("fix:");
      expect(report.message).toContain("needed:");
      expect(report.message).toContain("resource:");
    }
  });
});

test.each(RULES.map((rule) => rule.id))("%s has a case of every kind", (id) => {
  const kinds = new Set((CASES[id] ?? []).map((one) => one.kind));
  expect(KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});
