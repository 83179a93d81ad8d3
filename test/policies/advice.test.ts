import { describe, expect, test } from "vitest";
import { PATHS } from "../../model/paths";
import { readMigration } from "../../model/spec";
import { RULES } from "../../policies/rules/catalogue";
import { NOW, smallestMigration } from "../support/smallestMigration";
import { instances } from "./cases/instances";
import { network } from "./cases/network";
import { tasks } from "./cases/tasks";
import { tunnels } from "./cases/tunnels";
import { vendors } from "./cases/vendors";
import { findingsIn, inputOf } from "./support/fixes";

/** Every fix suggested for one of dbferry's own resources, which are created by a migration. */
const ADVICE = new Map(
  [network, tasks, tunnels, vendors, instances]
    .flatMap((table) => Object.values(table).flat())
    .flatMap((one) => findingsIn(one.resources.map(inputOf), (one.options?.config?.["dbferry"] ?? {}) as object))
    .filter(({ resource }) => resource.type.startsWith("dbferry:"))
    .map(({ judged }) => [`${judged.rule.id} ${judged.fix}`, judged] as const),
);

describe("what the policies advise for a migration", () => {
  test("is never something the migration itself refuses", () => {
    const wrong = [...ADVICE.values()].flatMap(({ rule, fix }) => {
      const paths = /\bpath: (.*)/.exec(fix)?.[1]?.match(/"\w+"/g) ?? [];
      return paths
        .map((quoted) => JSON.parse(quoted) as string)
        .filter((path) => readMigration({ ...smallestMigration(), path }, "prepare", NOW).problems.length > 0)
        .map((path) => `${rule.id} advises path ${path}`);
    });
    expect(wrong).toEqual([]);
    expect(ADVICE.size).toBeGreaterThan(10);
  });

  test("NET-11 says how to continue if no private path can be built", () => {
    const [first] = [...ADVICE.values()].filter(({ rule }) => rule.id === "NET-11");
    const taken = PATHS.filter(
      (path) => readMigration({ ...smallestMigration(), path }, "prepare", NOW).problems.length === 0,
    );
    expect(taken).toContain("public");
    expect(first!.fix).toMatch(taken.length > 1 ? /use path: / : /source\.ca.*exemption of NET-11/);
    expect(RULES.map(({ id }) => id)).toContain("NET-11");
  });
});
