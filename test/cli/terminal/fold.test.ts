import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { folded } from "../../../cli/terminal/fold";
import { pairs } from "../../../cli/terminal/wrap";

const words = (text: string) => stripVTControlCharacters(text).split(/\s+/).filter(Boolean);

describe("text on a terminal", () => {
  test("fits the width, loses no word and breaks none", () => {
    const word = fc.stringMatching(/^[a-z!]{1,30}$/).map((one) => one.replaceAll("!", "\u001b[31mx\u001b[39m"));
    const line = fc.tuple(
      fc.constantFrom("", "  ", "  - ", "         found   ", "checked: "),
      fc.array(word, { minLength: 1, maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.integer({ min: 60, max: 120 }), (lines, width) => {
        const text = lines.map(([head, all]) => head + all.join(" ")).join("\n");
        const shown = folded(text, width);
        expect(words(shown)).toEqual(words(text));
        const wide = shown.split("\n").filter((one) => stripVTControlCharacters(one).length > width);
        // A single word wider than the space next to the heading is not broken.
        for (const one of wide) expect(words(one).length).toBeLessThan(3);
      }),
    );
  });

  test("indents continuation lines below the text", () => {
    expect(folded(`         found   ${"abcd ".repeat(15).trim()}`, 80).split("\n")[1]).toMatch(/^ {17}abcd/);
    expect(folded("  - one two three four", 12)).toBe("  - one two\n    three\n    four");
    expect(folded("one two three four", 9)).toBe("one two\nthree\nfour");
  });

  test.each([
    "    dbferry audit --clean --stack alibaba-to-huawei-with-a-name-that-is-long-enough-to-be-wider-than-the-terminal",
    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'dbferry_shop_1a2b3c'@'203.0.113.7' IDENTIFIED BY '<password>';",
    "         fix     ALTER TABLE `shop`.`orders` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;",
    "aliyun rds ModifyParameter --DBInstanceId '<instance>' --Parameters '{\"binlog_row_image\":\"FULL\"}' --Forcerestart true",
    "https://example.com/a/very/long/address/that/nobody/could/click/if/it/were/broken/in/the/middle/of/it",
  ])("keeps what is to be pasted in one piece: %s", (line) => expect(folded(line, 80)).toBe(line));
});

it("keeps the numbers of a duration with their units", () => {
  const text = "EIP 203.0.113.10 (EIP dbferry-shop.730ac6, bound to a DRS node); 13 d 23 h left";
  expect(pairs([["open", text]], 78)).toEqual([
    "open  EIP 203.0.113.10 (EIP dbferry-shop.730ac6, bound to a DRS node);",
    "      13 d 23 h left",
  ]);
});
