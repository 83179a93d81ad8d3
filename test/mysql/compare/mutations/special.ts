import { bytes, isClassic, type MutationCase, text } from "./case";

type Given = Partial<MutationCase> & Pick<MutationCase, "name" | "rows" | "change"> & { table: string };

function special({ table, ...given }: Given): MutationCase {
  return { size: "tiny", differing: [1, 1], columns: () => table, ...given };
}

/** Two rows of texts and bytes whose concatenated columns look alike. */
function moved(): MutationCase[] {
  const t = (value: string | null) => (value === null ? "NULL" : text(value));
  const b = (value: string | null) => (value === null ? "NULL" : bytes(Buffer.from(value, "latin1")));
  const marks = [
    "\u001f",
    "\u001e",
    "\u001e\u001f\u001e",
    "\0",
    ",",
    "|",
    "#",
    "\t",
    "",
    "N",
    "0",
    "1",
    "\u001f1\u001f",
  ];
  const pairs = marks.flatMap((mark): [string, (string | null)[], (string | null)[]][] => [
    [`${JSON.stringify(mark)} moved to the next column`, [`a${mark}`, "b"], ["a", `${mark}b`]],
    [`${JSON.stringify(mark)} moved over an empty column`, [`a${mark}`, "", "b"], ["a", "", `${mark}b`]],
    [`NULL moved beside ${JSON.stringify(mark)}`, [null, mark], [mark, null]],
    [`${JSON.stringify(mark)} in one column or another`, [`${mark}a`, "a"], ["a", `${mark}a`]],
    [`${JSON.stringify(mark)} for a column of NULL`, ["a", null, `b`], ["a", mark, "b"]],
  ]);
  const different = pairs.filter(([, from, to]) => JSON.stringify(from) !== JSON.stringify(to));
  const kinds = [
    { of: "texts", type: () => "varchar(20) CHARACTER SET utf8mb4", write: () => t },
    { of: "bytes", type: () => "varbinary(20)", write: () => b },
    {
      of: "texts and bytes",
      type: (at: number) => (at % 2 ? "varbinary(20)" : "varchar(20) CHARACTER SET latin1"),
      write: (at: number) => (at % 2 ? b : t),
    },
    { of: "long texts", type: () => "text CHARACTER SET utf8", write: () => t },
  ];
  return kinds.flatMap(({ of, type, write }) =>
    different.map(([kind, from, to]) => {
      const columns = from.map((_, at) => `c${at} ${type(at)}`).join(", ");
      const set = to.map((value, at) => `c${at} = ${write(at)(value)}`).join(", ");
      return special({
        name: `${of}: ${kind}`,
        table: `id int NOT NULL PRIMARY KEY, ${columns}`,
        rows: [`(1, ${from.map((value, at) => write(at)(value)).join(", ")})`],
        change: [`UPDATE {t} SET ${set}`],
      });
    }),
  );
}

const DIGITS: MutationCase[] = [
  ["1", "'23'", "12", "'3'"],
  ["1", "'1'", "11", "''"],
  ["-1", "'1'", "-11", "''"],
  ["0", "'N'", "NULL", "'0N'"],
].map(([n, s, m, r], at) =>
  special({
    name: `a digit moved between a number and a text (${at + 1})`,
    table: "id int NOT NULL PRIMARY KEY, n int, s varchar(9) CHARACTER SET utf8mb4",
    rows: [`(1, ${n}, ${s})`],
    change: [`UPDATE {t} SET n = ${m}, s = ${r}`],
  }),
);

const many = (rows: number, row: (n: number) => string) => Array.from({ length: rows }, (_, n) => row(n));

/** Keys that could confuse a walk. */
const KEYS: MutationCase[] = [
  ...["bigint unsigned", "bigint", "decimal(20,0)", "int"].flatMap((type) => {
    const keys = {
      "bigint unsigned": ["0", "9223372036854775807", "9223372036854775808", "18446744073709551615"],
      bigint: ["-9223372036854775808", "-1", "0", "9223372036854775807"],
      "decimal(20,0)": ["-99999999999999999999", "0", "9007199254740993", "99999999999999999999"],
      int: ["-2147483648", "-1", "0", "2147483647"],
    }[type]!;
    return keys.map((key) =>
      special({
        name: `${type} as the key: the row at ${key}`,
        table: `id ${type} NOT NULL PRIMARY KEY, v int`,
        rows: keys.map((one, at) => `(${one}, ${at})`),
        change: [`UPDATE {t} SET v = 77 WHERE id = ${key}`],
      }),
    );
  }),
  ...[1, 2, 1499, 2999, 3000].map((at) =>
    special({
      name: `3,000 rows, row ${at} changed`,
      table: "id int NOT NULL PRIMARY KEY, v varchar(20) CHARACTER SET utf8mb4",
      rows: many(3000, (n) => `(${n + 1}, 'row ${n}')`),
      change: [`UPDATE {t} SET v = 'other' WHERE id = ${at}`],
    }),
  ),
  ...[0, 500, 999].map((at) =>
    special({
      name: `1,000 rows of text keys, row ${at} gone`,
      table: "k varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY, v int",
      rows: many(1000, (n) => `(${text(`é${n} ключ 中`)}, ${n})`),
      change: [`DELETE FROM {t} WHERE v = ${at}`],
    }),
  ),
  ...["update", "add", "delete"].map((how) =>
    special({
      name: `a sparse key: ${how} far out`,
      table: "id bigint NOT NULL PRIMARY KEY, v int",
      rows: many(300, (n) => `(${n < 200 ? n : n * 1_000_000_007}, ${n})`),
      change: [
        {
          update: "UPDATE {t} SET v = -1 WHERE id = 299000002093",
          add: "INSERT INTO {t} VALUES (9223372036854775807, 1)",
          delete: "DELETE FROM {t} WHERE id = 299000002093",
        }[how]!,
      ],
    }),
  ),
  ...["a = 1 AND b = 'B'", "a = 2 AND b = ''", "a = 0 AND b = 'z'"].map((where) =>
    special({
      name: `a key of two columns, the row where ${where}`,
      table: "a int NOT NULL, b varchar(10) CHARACTER SET utf8mb4 NOT NULL, v int, PRIMARY KEY (a, b)",
      rows: ["(0, 'z', 1)", "(1, 'A', 2)", "(1, 'B', 3)", "(2, '', 4)", "(2, 'a', 5)"],
      change: [`UPDATE {t} SET v = 99 WHERE ${where}`],
    }),
  ),
  special({
    name: "a unique key that may be NULL: a row of NULL changed",
    table: "u int NULL, v int, UNIQUE KEY (u)",
    rows: ["(1, 1)", "(NULL, 2)", "(NULL, 3)"],
    change: ["UPDATE {t} SET v = 4 WHERE v = 3"],
    differing: [1, 2],
  }),
  special({
    name: "a unique key of a prefix",
    table: "k varchar(40) CHARACTER SET utf8mb4 NOT NULL, v int, UNIQUE KEY (k(3))",
    rows: ["('abcd', 1)", "('abdd', 2)"],
    change: ["UPDATE {t} SET k = 'abce' WHERE v = 1"],
    differing: [1, 2],
  }),
  // Characters without a unique Unicode mapping: converted, two keys become one.
  ...(
    [
      ["gbk", ["FE80", "FEA0", "3F", "C4E3"]],
      ["big5", ["A145", "A14E", "F9D6", "3F"]],
      ["cp932", ["8790", "81E0", "EEF9", "81CA"]],
      ["ucs2", ["D8000041", "D8010041", "003F0041", "00E90041"]],
      ["cp1250", ["81", "83", "3F", "88"]],
    ] as const
  ).flatMap(([charset, keys]) =>
    keys.map((key, at) =>
      special({
        name: `${charset} as the key: the row at ${key}`,
        table: `k varchar(9) CHARACTER SET ${charset} COLLATE ${charset}_bin NOT NULL PRIMARY KEY, v int`,
        rows: keys.map((one, n) => `(_${charset} X'${one}', ${n})`),
        change: [`UPDATE {t} SET v = 77 WHERE v = ${at}`],
      }),
    ),
  ),
  ...[0, 2999, 3000, 8999].map((at) =>
    special({
      name: `crowds of keys with wide gaps between: row ${at}`,
      table: "id bigint NOT NULL PRIMARY KEY, v int",
      rows: many(9000, (n) => `(${BigInt(Math.floor(n / 3000)) * 1_000_000_000_000n + BigInt(n)}, ${n})`),
      change: [`UPDATE {t} SET v = -1 WHERE v = ${at}`],
    }),
  ),
  ...[0, 4999, 5000, 6999].map((at) =>
    special({
      name: `7,000 rows of JSON, which may be text beside it: row ${at}`,
      table: "",
      columns: (server) =>
        `id int NOT NULL PRIMARY KEY, v ${isClassic(server) ? "longtext CHARACTER SET utf8mb4" : "json"}`,
      rows: many(7000, (n) => `(${n}, '{"a": ${n}}')`),
      change: [`UPDATE {t} SET v = '{"a": -1}' WHERE id = ${at}`],
    }),
  ),
  special({
    name: "columns of the key whose names are numbers",
    table: "`2` int NOT NULL, `1` int NOT NULL, v int, PRIMARY KEY (`2`, `1`)",
    rows: many(300, (n) => `(${Math.floor(n / 10)}, ${500 + (n % 10)}, ${n})`),
    change: ["UPDATE {t} SET v = -1 WHERE v = 150"],
  }),
  special({
    name: "case of a name of a key, and a value",
    table: "`Id` int NOT NULL, `Größe` varchar(9) CHARACTER SET utf8mb4, PRIMARY KEY (`Id`)",
    columns: (_, side) =>
      side === "source"
        ? "`Id` int NOT NULL, `Größe` varchar(9) CHARACTER SET utf8mb4, PRIMARY KEY (`Id`)"
        : "`id` int NOT NULL, `größe` varchar(9) CHARACTER SET utf8mb4, PRIMARY KEY (`id`)",
    rows: ["(1, 'a')", "(2, 'b')"],
    change: ["UPDATE {t} SET `größe` = 'x' WHERE id = 2"],
  }),
];

/** Tables with unusual storage or output. */
const TABLES: MutationCase[] = [
  ...["MyISAM", "MEMORY"].map((engine) =>
    special({
      name: `${engine}: a value`,
      table: "id int NOT NULL PRIMARY KEY, v char(9)",
      options: `ENGINE=${engine}`,
      rows: ["(1, 'a')", "(2, 'b')"],
      change: ["UPDATE {t} SET v = 'x' WHERE id = 2"],
    }),
  ),
  special({
    name: "MyISAM without a key: a row twice",
    table: "v char(9)",
    options: "ENGINE=MyISAM",
    rows: ["('a')", "('b')"],
    change: ["INSERT INTO {t} VALUES ('a')"],
    differing: [1, 2],
  }),
  special({
    name: "ARCHIVE: a row added",
    table: "id int NOT NULL, v char(9)",
    options: "ENGINE=ARCHIVE",
    rows: ["(1, 'a')", "(2, 'b')"],
    change: ["INSERT INTO {t} VALUES (3, 'c')"],
    differing: [1, 2],
  }),
  special({
    name: "partitions: a row of the last one",
    table: "id int NOT NULL, y int NOT NULL, v int, PRIMARY KEY (id, y)",
    options: "PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2010), PARTITION p1 VALUES LESS THAN MAXVALUE)",
    rows: ["(1, 2000, 1)", "(2, 2020, 2)"],
    change: ["UPDATE {t} SET v = 3 WHERE id = 2"],
  }),
  special({
    name: "partitions: a row moved to another one",
    table: "id int NOT NULL, y int NOT NULL, v int, PRIMARY KEY (id, y)",
    options: "PARTITION BY HASH (y) PARTITIONS 3",
    rows: ["(1, 2000, 1)", "(2, 2020, 2)"],
    change: ["UPDATE {t} SET y = 2021 WHERE id = 2"],
    differing: [2, 2],
  }),
  special({
    name: "an invisible column",
    table: "",
    columns: (server) =>
      isClassic(server)
        ? "id int NOT NULL PRIMARY KEY, v int, h int"
        : "id int NOT NULL PRIMARY KEY, v int, h int INVISIBLE",
    rows: ["(1, 1, 1)", "(2, 2, 2)"],
    change: ["UPDATE {t} SET h = 3 WHERE id = 2"],
  }),
  special({
    name: "300 columns: the last",
    table: `id int NOT NULL PRIMARY KEY, ${many(300, (n) => `c${n} int`).join(", ")}`,
    rows: [`(1, ${many(300, () => "1").join(", ")})`],
    change: ["UPDATE {t} SET c299 = 2"],
  }),
  special({
    name: "300 columns: two swapped",
    table: `id int NOT NULL PRIMARY KEY, ${many(300, (n) => `c${n} int`).join(", ")}`,
    rows: [`(1, ${many(300, (n) => String(n)).join(", ")})`],
    change: ["UPDATE {t} SET c0 = 299, c299 = 0"],
  }),
  special({
    name: "names with quotes and marks",
    table: "`a``b` int NOT NULL PRIMARY KEY, `c'd\"e` int, `f%s?:x` varchar(9) CHARACTER SET utf8mb4, `-- g` int",
    rows: ["(1, 1, 'a', 1)", "(2, 2, 'b', 2)"],
    change: ["UPDATE {t} SET `f%s?:x` = 'c' WHERE `a``b` = 2"],
  }),
  special({
    name: "reserved words",
    table: "`select` int NOT NULL PRIMARY KEY, `from` int, `rank` int, `groups` int, `system` int",
    rows: ["(1, 1, 1, 1, 1)"],
    change: ["UPDATE {t} SET `groups` = 2"],
  }),
  special({
    name: "only a key: a row replaced",
    table: "id int NOT NULL PRIMARY KEY",
    rows: ["(1)", "(2)", "(3)"],
    change: ["UPDATE {t} SET id = 4 WHERE id = 2"],
    differing: [2, 2],
  }),
  special({
    name: "only a key: two rows, the same sum",
    table: "id int NOT NULL PRIMARY KEY",
    rows: ["(10)", "(20)", "(30)"],
    change: ["UPDATE {t} SET id = 11 WHERE id = 10", "UPDATE {t} SET id = 19 WHERE id = 20"],
    differing: [4, 4],
  }),
  special({
    name: "an empty table that is not empty on the target",
    table: "id int NOT NULL PRIMARY KEY, v int",
    rows: [],
    change: ["INSERT INTO {t} VALUES (1, NULL)"],
  }),
  special({
    name: "an empty table without a key that is not",
    table: "v int",
    rows: [],
    change: ["INSERT INTO {t} VALUES (NULL)"],
    differing: [1, 2],
  }),
];

/** Rows that may exceed a packet of 4 MB: concatenating their columns gives NULL, on both sides alike. */
const LARGE: MutationCase[] = (
  [
    ["the first byte of the second column", "UPDATE {t} SET b = CONCAT('x', SUBSTRING(b, 2)) WHERE id = 1", [1, 1]],
    ["the last byte of the second column", "UPDATE {t} SET b = CONCAT(LEFT(b, 2999999), 'x') WHERE id = 1", [1, 1]],
    ["the first byte of the first column", "UPDATE {t} SET a = CONCAT('x', SUBSTRING(a, 2)) WHERE id = 1", [1, 1]],
    ["NULL for a column", "UPDATE {t} SET b = NULL WHERE id = 1", [1, 1]],
    ["a row gone", "DELETE FROM {t} WHERE id = 1", [1, 1]],
    ["columns swapped", "UPDATE {t} SET a = REPEAT('b', 3000000), b = REPEAT('a', 3000000) WHERE id = 1", [1, 1]],
  ] as const
).flatMap(([kind, change, differing]) => [
  special({
    name: `two columns of 3 MB: ${kind}`,
    size: "megabytes",
    table: "id int NOT NULL PRIMARY KEY, a mediumtext CHARACTER SET latin1, b mediumblob",
    rows: ["(1, REPEAT('a', 3000000), REPEAT('b', 3000000))", "(2, 'a', 'b')"],
    change: [change],
    differing,
  }),
  special({
    name: `two columns of 3 MB without a key: ${kind}`,
    size: "megabytes",
    table: "id int, a mediumtext CHARACTER SET latin1, b mediumblob",
    rows: ["(1, REPEAT('a', 3000000), REPEAT('b', 3000000))", "(2, 'a', 'b')"],
    change: [change],
    differing: [1, 2],
  }),
]);

const NEAR_THE_LIMIT: MutationCase[] = [4_194_304 - 64, 4_194_304, 5_000_000].flatMap((length) => [
  special({
    name: `a column of ${length} bytes: its last byte`,
    size: "megabytes",
    table: "id int NOT NULL PRIMARY KEY, b longblob",
    rows: [`(1, REPEAT('b', ${length}))`, "(2, 'a')"],
    change: [`UPDATE {t} SET b = CONCAT(LEFT(b, ${length - 1}), 'x') WHERE id = 1`],
  }),
  special({
    name: `a text of ${length} letters: one of them`,
    size: "megabytes",
    table: "id int NOT NULL PRIMARY KEY, b longtext CHARACTER SET utf8mb4",
    rows: [`(1, REPEAT('b', ${length}))`, "(2, 'a')"],
    change: [`UPDATE {t} SET b = CONCAT('x', SUBSTRING(b, 2)) WHERE id = 1`],
  }),
]);

export const SPECIAL: readonly MutationCase[] = [
  ...moved(),
  ...DIGITS,
  ...KEYS,
  ...TABLES,
  ...LARGE,
  ...NEAR_THE_LIMIT,
];
