import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writePage } from "../../../cli/plan/write";
import { GENERATOR_TAG } from "../../../model/plan/html";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-plan-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const page = (text: string) => `<html>${GENERATOR_TAG}${text}</html>`;

it("a page is written, and replaces an earlier one", () => {
  const file = join(folder, "plan.html");
  writePage(file, page("one"));
  writePage(file, page("two"));
  expect(readFileSync(file, "utf8")).toBe(page("two"));
  expect(readdirSync(folder)).toEqual(["plan.html"]);
});

it("nothing else is replaced, and nothing is left half written", () => {
  const file = join(folder, "notes.html");
  writeFileSync(file, "<p>mine</p>");
  expect(() => writePage(file, page("one"))).toThrow(/is there and is no page of dbferry plan; needed: another file/);
  expect(() => writePage(folder, page("one"))).toThrow(/cannot be written \(EISDIR\); needed/);
  expect(() => writePage(join(folder, "none/plan.html"), page("one"))).toThrow(/cannot be written \(ENOENT\); needed/);
  expect(readFileSync(file, "utf8")).toBe("<p>mine</p>");
  expect(readdirSync(folder)).toEqual(["notes.html"]);
});
