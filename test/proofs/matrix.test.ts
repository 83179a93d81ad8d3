import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../model/scenario";
import { readMigration } from "../../model/spec";
import { CELLS } from "../../proofs/matrix/cells";
import { added, factsOf } from "../../proofs/matrix/facts";
import { areEqual } from "../../proofs/matrix/rows";
import { specOf } from "../../proofs/matrix/specs";

const COMMON = { name: "shop", owner: "dba@example.com", expires: new Date(Date.now() + 86_400_000).toISOString() };

describe("the matrix of sources, engines and paths", () => {
  it("lives through every route that dbferry has, and through no other", () => {
    const routes = SCENARIOS.map(({ source, target, engine, path }) => `${source} ${target} ${engine} ${path}`);
    const lived = CELLS.filter(({ open }) => open).map((cell) => {
      const { source, target, engine, path } = specOf(cell, COMMON) as Record<string, { place: string }>;
      return `${source!.place} ${target!.place} ${engine} ${path}`;
    });
    // One route can serve several rows of the table: a machine in the same VPC and in another one.
    expect([...new Set(lived)].sort()).toEqual(routes.sort());
  });

  it("has each cell once", () => {
    const names = CELLS.map(({ source, engine, path }) => `${source} ${engine} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(23);
  });

  it.each(CELLS.filter(({ open }) => !open))(
    "$source by $engine over $path is refused for its route alone, so that nothing else hides it",
    (cell) => {
      const { problems } = readMigration(specOf(cell, COMMON), "prepare");
      expect(problems.map(({ path }) => path)).toEqual(["engine"]);
    },
  );
});

describe("what the matrix counts as left open", () => {
  const world = (facts: object) =>
    ({ sandbox: { world: { dump: () => ({ clock: {}, faults: {}, journal: [{}], ...facts }) } } }) as never;
  const before = factsOf(
    world({ rules: [{ id: "a", ports: "3306" }], groups: [{ name: "g", entries: new Set(["10.0.0.1"]) }] }),
  );

  it("is every fact that is new, however deep, and a changed one", () => {
    const rules = [
      { id: "b", ports: "ALL" },
      { id: "a", ports: "ALL" },
    ];
    const after = factsOf(world({ rules, groups: [{ name: "g", entries: new Set(["10.0.0.1", "0.0.0.0/0"]) }] }));
    expect(added(before, after).sort()).toEqual([
      '.groups[g].entries.0.0.0.0/0 = "0.0.0.0/0"',
      '.rules[a].ports = "ALL"',
      '.rules[b].id = "b"',
      '.rules[b].ports = "ALL"',
    ]);
  });

  it("is nothing where something is gone, or in another order", () => {
    expect(added(before, factsOf(world({ groups: [{ entries: new Set(["10.0.0.1"]), name: "g" }] })))).toEqual([]);
  });
});

describe("equal rows", () => {
  it("are those of the same tables, and of any at all", () => {
    expect(areEqual(["a: 1 rows, 2"], ["a: 1 rows, 2"])).toBe(true);
    expect(areEqual(["a: 1 rows, 2"], ["a: 1 rows, 3"])).toBe(false);
    expect(areEqual(["a: 1 rows, 2", "b: 0 rows, 0"], ["a: 1 rows, 2"])).toBe(false);
    expect(areEqual([], [])).toBe(false);
  });
});
