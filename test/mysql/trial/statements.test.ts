import { expect, test } from "vitest";
import { printedStatements, withoutRefused } from "../../../mysql/trial/statements";

const REMEDY = [
  "-- on the source",
  "ALTER TABLE `a``;b`.`t` ADD `x` INT DEFAULT ';' COMMENT 'it''s'; -- or leave it out",
  "ALTER TABLE <table> MODIFY <column> BIGINT;",
  "ALTER TABLE `a`.`t` REORGANIZE PARTITION <partition> INTO (<its definition>);",
  "SET PERSIST sql_mode = '';",
].join("\n");
const STATEMENT = "ALTER TABLE `a``;b`.`t` ADD `x` INT DEFAULT ';' COMMENT 'it''s'";

test("only whole statements about a table are tried, and names and texts may contain what ends a statement", () => {
  expect(printedStatements(REMEDY)).toEqual([STATEMENT]);
  expect(printedStatements(undefined)).toEqual([]);
});

test("a refused statement becomes a comment that says so; the rest is unchanged", () => {
  const lines = REMEDY.split("\n");
  const told = withoutRefused(REMEDY, new Map([[STATEMENT, "1118 Row size too large"]]), "127.0.0.1:3306").split("\n");
  expect(told[1]).toBe(`-- tried on 127.0.0.1:3306, which refuses it (1118 Row size too large): ${lines[1]}`);
  expect(told.toSpliced(1, 1)).toEqual(lines.toSpliced(1, 1));
  expect(withoutRefused(REMEDY, new Map(), "x")).toBe(REMEDY);
});
