import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { remedyIn, TROUBLES, troublesIn, withRemedy } from "../../../model/troubles";
import { troubleshootingDocument } from "../../../model/troubles/document";

const ids = (text: string) => troublesIn(text).map(({ id }) => id);
const signed = TROUBLES.filter(({ signs }) => signs);
/** Every service message, with the failure that it indicates. */
const said = signed.flatMap(({ id, seen }) => seen.map((text) => [text, id] as const));
const word = fc.stringMatching(/^[a-z]{1,12}$/);

describe("the table of known failures", () => {
  it("has every id once, and a remedy and a source for each", () => {
    expect(new Set(TROUBLES.map(({ id }) => id)).size).toBe(TROUBLES.length);
    for (const { id, means, todo, sources, seen } of TROUBLES) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([means, ...todo, ...sources, ...seen].every((text) => text.length > 3)).toBe(true);
      expect([todo.length, sources.length, seen.length].every((n) => n > 0)).toBe(true);
    }
  });

  it.each(said)("recognises %j as %s, and as nothing else", (text, id) => {
    expect(ids(text)).toEqual([id]);
  });

  it("has no sign that no text matches", () => {
    for (const { seen, signs } of signed) {
      const idle = signs!.filter((sign) => !seen.some((text) => sign.test(text)));
      // A vendor's code is recognised on its own.
      for (const sign of idle) expect(sign.source).toMatch(/^\\bDTS-[\d()|]+\\b$/);
    }
  });

  it("recognises a text amid other words, on one of several lines", () => {
    fc.assert(
      fc.property(fc.constantFrom(...said), fc.array(word), fc.array(word), ([text, id], before, after) => {
        expect(ids(`${before.join(" ")}\n${text}\n${after.join(" ")}`)).toEqual([id]);
      }),
    );
  });

  it("recognises nothing in texts without information", () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(remedyIn(words.join(" "))).toBeUndefined();
        expect(withRemedy("it failed", words.join(" "))).toBe("it failed");
      }),
    );
    for (const text of ["", "internal error", "Access denied", "Query execution was interrupted", "HTTP 403"]) {
      expect(ids(text)).toEqual([]);
    }
  });

  it("takes no longer for a text that was crafted to take long", () => {
    for (const part of [
      "Table '",
      "ServerUnreachable ",
      "need (at least one of) the ",
      "Access denied for user 'a'@'",
      "purged ",
    ]) {
      const began = performance.now();
      troublesIn(part.repeat(100_000));
      expect(performance.now() - began).toBeLessThan(1000);
    }
  });

  it("adds meaning, remedy and further reading below the unchanged message", () => {
    const text = withRemedy("the task failed: disk", "No space left on device");
    expect(text).toMatch(
      /^the task failed: disk\nmeaning: the target's volume.*\nfix: enlarge.*\(docs\/troubleshooting\.md#no-space\)$/,
    );
  });
});

describe("docs/troubleshooting.md", () => {
  it("is generated from the table (npm run docs)", () => {
    expect(readFileSync(join(__dirname, "../../../docs/troubleshooting.md"), "utf8")).toBe(troubleshootingDocument());
  });

  it("has a heading for every failure that a message refers to", () => {
    const page = troubleshootingDocument();
    for (const { id } of TROUBLES) expect(page).toContain(`\n### ${id}\n`);
  });
});
