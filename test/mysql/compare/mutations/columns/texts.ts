import { isClassic, isModern, text } from "../case";
import { KNOWN_PAIRS, lettersThatCollide } from "../collisions";
import { bothWays, type ColumnKind, change, type ValueChange } from "./column";

interface Charset {
  name: string;
  collation?: string;
  /** A letter with and without an accent, or two different non-ASCII characters. */
  beyond?: readonly [string, string];
  /** Covers the basic multilingual plane. */
  unicode?: boolean;
  /** Also covers the supplementary planes. */
  full?: boolean;
}

const LATIN1: Charset = { name: "latin1", beyond: ["é", "e"] };
const UTF8: Charset = { name: "utf8", beyond: ["é", "e"], unicode: true };
const UTF8MB4: Charset = {
  name: "utf8mb4",
  collation: "utf8mb4_general_ci",
  beyond: ["é", "e"],
  unicode: true,
  full: true,
};
const UTF8MB4_BIN: Charset = { ...UTF8MB4, collation: "utf8mb4_bin" };
const UTF8MB4_UCA: Charset = { ...UTF8MB4, collation: "utf8mb4_unicode_ci" };
const GBK: Charset = { name: "gbk", beyond: ["中", "国"] };
const UCS2: Charset = { name: "ucs2", beyond: ["é", "e"], unicode: true };
const UTF16: Charset = { name: "utf16", beyond: ["é", "e"], unicode: true, full: true };
const SJIS: Charset = { name: "sjis", beyond: ["表", "示"] };
const CP1251: Charset = { name: "cp1251", beyond: ["й", "и"] };
const ASCII: Charset = { name: "ascii" };

const [linear, linearTwin] = lettersThatCollide();

function changesOf(charset: Charset, padded: boolean): ValueChange[] {
  const one = (kind: string, from: string, to: string) => change(kind, text(from), text(to));
  const two = (kind: string, from: string, to: string) => bothWays(kind, text(from), text(to));
  const changes = [
    ...two("case only", "Straw", "straw"),
    one("one bit", "abc", "abb"),
    one("one letter more", "abc", "abcd"),
    one("letters swapped", "abc", "acb"),
    one("a leading space", "abc", " abc"),
    one("line end", "a\r\nb", "a\nb"),
    one("a number written otherwise", "1", "01"),
    one("a number as a number", "1e1", "10"),
    one("a backslash", "a\\'b", "a'b"),
    one("the word NULL and another case", "NULL", "null"),
    one("a control character", "a\u001fb", "a\u001eb"),
    one("a character of value 0", "a\0b", "ab"),
    ...KNOWN_PAIRS.map(([from, to]) => one(`${from} and ${to}: one CRC32`, from, to)),
    one("letters of one CRC32, forwards and backwards", linear, linearTwin),
    ...["\u001e\u001f\u001e", "\u001f", "\u001e", "N", "NULL", "\\N", "0", "0x", "row"].flatMap((mark) => [
      change(`NULL and the mark ${JSON.stringify(mark)}`, "NULL", text(mark)),
      change(`the mark ${JSON.stringify(mark)} and NULL`, text(mark), "NULL"),
    ]),
  ];
  if (!padded)
    changes.push(
      ...two("a trailing space", "abc", "abc "),
      one("two trailing spaces", "abc ", "abc  "),
      one("nothing and a space", "", " "),
      one("a tab behind", "abc", "abc\t"),
    );
  if (charset.beyond) changes.push(...two("an accent", `x${charset.beyond[0]}`, `x${charset.beyond[1]}`));
  if (charset.unicode)
    changes.push(
      one("case beyond ASCII", "Ä", "ä"),
      one("composed and decomposed", "\u00e9", "e\u0301"),
      one("sharp s", "ß", "ss"),
      one("full width", "Ａ", "A"),
      one("no width at all", "a\u200bb", "ab"),
      one("replacement character", "\ufffd", "?"),
    );
  if (charset.full) changes.push(one("beyond the first plane", "😀", "😁"), one("a surrogate's twin", "𝒳", "𝒴"));
  return changes;
}

function texts(type: string, charset: Charset, target?: Charset): ColumnKind {
  const clause = ({ name, collation }: Charset) =>
    `${type} CHARACTER SET ${name}${collation ? ` COLLATE ${collation}` : ""}`;
  const padded = type.startsWith("char");
  const blob = type.endsWith("text");
  return {
    name: `${type} ${charset.collation ?? charset.name}${target ? ` to ${target.name}` : ""}`,
    type: (_, side) => clause(side === "target" ? (target ?? charset) : charset),
    values: [text("abc"), text("Abd"), text(charset.beyond ? `x${charset.beyond[0]}` : "xyz")],
    nothing: "''",
    key: blob ? "v(20)" : "v",
    changes: changesOf(charset, padded),
  };
}

/** A text of tens of thousands of characters that differs in one of them. */
function long(at: "first" | "last" | "middle"): ValueChange {
  const of = (letter: string) => {
    const [front, behind] = { first: [0, 29999], last: [29999, 0], middle: [15000, 14999] }[at];
    return `CONCAT(REPEAT('a', ${front}), '${letter}', REPEAT('a', ${behind}))`;
  };
  return change(`the ${at} character of 30,000`, of("x"), of("y"));
}

const LONG = [long("first"), long("middle"), long("last")];

export const TEXTS: readonly ColumnKind[] = [
  texts("char(60)", LATIN1),
  texts("char(60)", UTF8),
  texts("char(60)", UTF8MB4),
  texts("char(60)", UCS2),
  texts("varchar(80)", LATIN1),
  texts("varchar(80)", UTF8),
  texts("varchar(80)", UTF8MB4),
  texts("varchar(80)", UTF8MB4_BIN),
  texts("varchar(80)", UTF8MB4_UCA),
  texts("varchar(80)", GBK),
  texts("varchar(80)", UCS2),
  texts("varchar(80)", UTF16),
  texts("varchar(80)", SJIS),
  texts("varchar(80)", CP1251),
  texts("varchar(80)", ASCII),
  texts("varchar(80)", LATIN1, UTF8MB4),
  texts("varchar(80)", UTF8, UTF8MB4),
  {
    ...texts("varchar(80)", UTF8MB4),
    name: "varchar(80) in another collation",
    type: (server, side) =>
      `varchar(80) CHARACTER SET utf8mb4 COLLATE ${side === "source" ? "utf8mb4_general_ci" : isModern(server) ? "utf8mb4_0900_ai_ci" : "utf8mb4_unicode_ci"}`,
  },
  texts("tinytext", UTF8MB4),
  texts("text", LATIN1),
  texts("mediumtext", UTF8MB4),
  texts("longtext", UTF8),
  { ...texts("text", UTF8MB4), name: "text of kilobytes", size: "kilobytes", key: undefined, changes: LONG },
  {
    ...texts("varchar(32000)", LATIN1),
    name: "varchar of kilobytes",
    size: "kilobytes",
    key: undefined,
    changes: LONG,
  },
  {
    name: "enum",
    type: "enum('a','B','é','with space','with, comma') CHARACTER SET utf8",
    values: ["'a'", "'B'", "3"],
    nothing: "0",
    key: "v",
    changes: [change("its neighbour", "1", "2"), change("no value at all", "0", "1"), change("the last", "5", "4")],
  },
  {
    name: "enum in another order",
    type: (_, side) => (side === "source" ? "enum('a','b','c')" : "enum('c','b','a')"),
    values: ["'a'", "'b'", "'c'"],
    changes: [change("the same number for another word", "'a'", "'c'"), change("its neighbour", "'b'", "'a'")],
  },
  {
    name: "set",
    type: "set('a','b','c','d') CHARACTER SET utf8",
    values: ["'a'", "'a,b'", "'d'"],
    nothing: "''",
    key: "v",
    changes: [change("one member more", "1", "3"), change("another member", "8", "4"), change("none", "0", "1")],
  },
];

/** JSON, which is plain text (5.6), validated text (MariaDB) or a separate type. */
export const JSON_COLUMN: ColumnKind = {
  name: "json",
  type: (server) => (isClassic(server) ? "longtext CHARACTER SET utf8mb4" : "json"),
  values: [text('{"a": 1}'), text('{"a": 2, "b": [true, null]}'), text('"text"')],
  nothing: text("null"),
  changes: [
    change("a number", text('{"a": 1}'), text('{"a": 777}')),
    change("a number and its text", text('{"a": 1}'), text('{"a": "1"}')),
    change("true and its text", text("[true]"), text('["true"]')),
    change("order in an array", text("[1, 2]"), text("[2, 1]")),
    change("beyond 53 bits", text("[9007199254740993]"), text("[9007199254740992]")),
    change("the last bit of a number", text("[0.1]"), text("[0.10000000000000002]")),
    change("an accent", text('{"k": "é"}'), text('{"k": "e"}')),
    change("case of a key", text('{"k": 1}'), text('{"K": 1}')),
    change("case of a value", text('{"k": "v"}'), text('{"k": "V"}')),
    change("a trailing space", text('["a"]'), text('["a "]')),
    change("null and nothing", text('{"a": null}'), text("{}")),
    change("an empty object and an empty array", text("{}"), text("[]")),
    change("nesting", text("[[1], 2]"), text("[[1, 2]]")),
    change("plumless and buckeroo: one CRC32", text('["plumless"]'), text('["buckeroo"]')),
    change("beyond the first plane", text('["😀"]'), text('["😁"]')),
  ],
};
