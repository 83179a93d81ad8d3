import { expect, test } from "vitest";
import { serverFacts } from "../../../model/mysql/server";
import type { Ordered, StructureContext } from "../../../mysql/structure/compare/context";
import { compareKeys } from "../../../mysql/structure/compare/keys";
import { readTable } from "../../../mysql/structure/table/read";

const server = serverFacts({ version: "8.0.36", versionComment: "", basedir: "/usr", operatorVariables: [] });

/** What is found to differ in a table's key on the two sides. */
function found(mine: string, theirs: string): string[] {
  const differences: Ordered[] = [];
  const side = { db: { server }, collations: new Set(), defaults: new Map() };
  const hides = { source: new Set(), target: new Set() };
  const context = { source: side, target: side, differences, hides, retyped: [] } as unknown as StructureContext;
  const table = (key: string) =>
    readTable(`CREATE TABLE \`t\` (\`doc\` json, \`A\` int, ${key}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`, new Map());
  const name = { database: "shop", object: "t" };
  compareKeys({ context, name, there: name, left: table(mine), right: table(theirs) });
  return differences.map(({ what }) => what);
}

test("the case of a column in a key does not count, that of a text in its expression does", () => {
  expect(found("KEY `k` (`A`)", "KEY `k` (`a`)")).toEqual([]);
  const path = (name: string) =>
    `KEY \`k\` ((cast(json_unquote(json_extract(\`doc\`,_utf8mb4'$.${name}')) as char(9) charset utf8mb4)))`;
  expect(found(path("Code"), path("Code"))).toEqual([]);
  expect(found(path("Code"), path("code"))).toEqual(["key `k`"]);
});
