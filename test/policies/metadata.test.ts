import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LEVELS, type Level, RULES } from "../../policies/rules";

const folder = join(__dirname, "../../policies/rules");

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("is one file, named after its id and subject", () => {
    expect(id).toMatch(/^(NET|TSK|OPS|INS)-\d{2}$/);
    const named = readdirSync(folder).filter((file) => file.startsWith(`${id.toLowerCase()}-`));
    expect(named).toEqual([expect.stringMatching(/^[a-z]{3}-\d{2}(-[a-z]+)+\.ts$/)]);
  });
  test("says what, why and how in sentences", () => {
    expect(rule.title).toMatch(/^[A-Z][^.]{8,90}$/);
    expect(rule.why).toMatch(/^[A-Z].{40,}\.$/s);
    expect(rule.remedy).toMatch(/^[A-Z].{10,}\.$/s);
    expect(["low", "medium", "high", "critical"]).toContain(rule.severity);
    expect(rule.link).toBe(`docs/policies.md#${id.toLowerCase()}`);
    expect(rule.tags.length).toBeGreaterThan(0);
    for (const tag of rule.tags) expect(tag).toMatch(/^[a-z0-9-]+$/);
  });
  test("shows a program that fails and one that passes", () => {
    expect(rule.examples.fails.trim()).not.toBe("");
    expect(rule.examples.passes.trim()).not.toBe("");
    expect(rule.examples.fails).not.toBe(rule.examples.passes);
  });
  test("is never weaker at a higher level", () => {
    const order = ["disabled", "advisory", "mandatory"];
    const weights = LEVELS.map((level) => order.indexOf(rule.levels[level]));
    expect(weights).toEqual([...weights].sort());
    expect(weights.every((weight) => weight >= 0)).toBe(true);
  });
});

test("ids are unique and every rule file is in the catalogue", () => {
  const ids = RULES.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  const files = readdirSync(folder).filter((file) => /^(net|tsk|ops|ins)-\d{2}-[a-z-]+\.ts$/.test(file));
  expect(files.map((file) => file.slice(0, 6).toUpperCase()).sort()).toEqual([...ids].sort());
});

/** The exact ids by enforcement at each level: changing these changes what users get. */
const INVENTORY: Record<Level, { mandatory: string; advisory: string; disabled: string }> = {
  baseline: {
    mandatory:
      "NET-01 NET-02 NET-03 NET-04 NET-05 NET-06 NET-08 NET-09 NET-10 NET-12 NET-13 NET-14 NET-15 NET-16 NET-17 NET-18 " +
      "TSK-01 TSK-02 TSK-04 TSK-05 TSK-06 TSK-07 TSK-12 TSK-13 TSK-15 OPS-01 OPS-02",
    advisory:
      "NET-07 NET-11 NET-20 TSK-03 TSK-08 TSK-09 TSK-11 TSK-14 TSK-16 TSK-17 TSK-18 OPS-03 " +
      "INS-01 INS-02 INS-03 INS-04 INS-05 INS-06 INS-07 INS-08",
    disabled: "NET-19 TSK-10",
  },
  strict: {
    mandatory:
      "NET-01 NET-02 NET-03 NET-04 NET-05 NET-06 NET-07 NET-08 NET-09 NET-10 NET-12 NET-13 NET-14 NET-15 NET-16 NET-17 " +
      "NET-18 TSK-01 TSK-02 TSK-03 TSK-04 TSK-05 TSK-06 TSK-07 TSK-12 TSK-13 TSK-15 TSK-18 OPS-01 OPS-02 " +
      "INS-01 INS-02 INS-03 INS-04 INS-05 INS-06 INS-07 INS-08",
    advisory: "NET-11 NET-19 NET-20 TSK-08 TSK-09 TSK-11 TSK-14 TSK-16 TSK-17 OPS-03",
    disabled: "TSK-10",
  },
  production: {
    mandatory:
      "NET-01 NET-02 NET-03 NET-04 NET-05 NET-06 NET-07 NET-08 NET-09 NET-10 NET-11 NET-12 NET-13 NET-14 NET-15 NET-16 " +
      "NET-17 NET-18 TSK-01 TSK-02 TSK-03 TSK-04 TSK-05 TSK-06 TSK-07 TSK-08 TSK-12 TSK-13 TSK-14 TSK-15 TSK-18 OPS-01 OPS-02 OPS-03 " +
      "INS-01 INS-02 INS-03 INS-04 INS-05 INS-06 INS-07 INS-08",
    advisory: "NET-19 NET-20 TSK-09 TSK-10 TSK-11 TSK-16 TSK-17",
    disabled: "",
  },
};

test.each(LEVELS)("the inventory of level %s", (level) => {
  const of = (what: string) =>
    RULES.filter((rule) => rule.levels[level] === what)
      .map((rule) => rule.id)
      .join(" ");
  expect({ mandatory: of("mandatory"), advisory: of("advisory"), disabled: of("disabled") }).toEqual(INVENTORY[level]);
});
