import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "../../../model/printing/json";
import { colouredLine, isVisible, quoted, terminal, visible, visibleLines } from "../../../model/printing/visible";
import { junit } from "../../../mysql/output/junit";
import type { PreflightReport } from "../../../mysql/preflight";

/** Any text, often with lone surrogates and control characters. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."\n\r\t\0\u001b\u0085\u009b\u200b\u202e\u2028\ufeff\ud800a <&"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});

test("visible text contains nothing that a terminal interprets, and is not changed a second time", () => {
  fc.assert(
    fc.property(text, (one) => {
      const seen = visible(one);
      expect([isVisible(seen), visible(seen)]).toEqual([true, seen]);
      expect(seen).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
      if (/^[\x20-\x7e]*$/.test(one)) expect(seen).toBe(one);
    }),
  );
});

test.each([
  ["\u001b]0;title\u0007", "\\x1b]0;title\\x07"],
  ["a\nb\r\tc", "a\\nb\\r\\tc"],
  ["\u009b2J", "\\x9b2J"],
  ["\u202egnp\u2066", "\\u202egnp\\u2066"],
  ["a\u200b\u2028\ufeff", "a\\u200b\\u2028\\ufeff"],
  ["\u{e0041}", "\\u{e0041}"],
  ["f\u00fcr 中文 ✓ 🚢", "f\u00fcr 中文 ✓ 🚢"],
])("%j is shown as %s", (given, shown) => expect(visible(given)).toBe(shown));

test("lines stay lines only if they are ours", () => {
  expect(visibleLines("fix:\n\u001b[2J")).toBe("fix:\n\\x1b[2J");
  expect(quoted("it broke\r\nforged\n")).toBe("it broke\n  | forged");
  expect(colouredLine("\u001b[31mred\u001b[39m\nforged\u001b[2J")).toBe("\u001b[31mred\u001b[39m\\nforged\\x1b[2J");
  expect(terminal("\u001b[31mred\u001b[39m\n\u001b]0;x\u0007\r")).toBe("\u001b[31mred\u001b[39m\n\\x1b]0;x\\x07\\r");
});

test("JSON has the same value for every parser, in harmless characters", () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      const written = jsonText(value);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(isVisible(written.replaceAll("\n", ""))).toBe(true);
    }),
  );
});

test("JUnit is XML whatever a server says, and preserves the text as far as XML can represent it", () => {
  fc.assert(
    fc.property(text, (found) => {
      const verdict = { id: "C01", title: "t", group: "Connection", status: "fail", found, needed: "n", source: "s" };
      const report = { verdicts: [verdict], blind: [], failed: [verdict], seconds: 1 } as unknown as PreflightReport;
      const [, message] = /<failure message="([^"<]*)">[^<]*<\/failure>/.exec(junit(report))!;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML does not have
      const possible = found.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu, visible);
      const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };
      const read = message!.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
        code ? String.fromCodePoint(Number(code)) : entities[name]!,
      );
      expect(read).toBe(possible);
      expect(message).not.toMatch(/&(?!#\d+;|(lt|gt|amp|quot);)/);
    }),
  );
});

test("only one file of the command writes to the terminal directly", () => {
  const root = join(__dirname, "../../../cli");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("dist"),
  );
  expect(files.length).toBeGreaterThan(50);
  const writing = files.filter((file) =>
    /process\.(stdout|stderr)\.write|console\.\w+\(/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(writing).toEqual(["terminal/print.ts"]);
});
