import { type ColumnKind, change } from "./column";

const day = (sign: "+" | "-", hours: number) =>
  change(
    `a time zone's shift of ${sign}${hours} h`,
    "'2020-01-15 12:00:00'",
    `'2020-01-15 12:00:00' ${sign} INTERVAL ${hours} HOUR`,
  );

export const TIMES: readonly ColumnKind[] = [
  {
    name: "date",
    type: "date",
    values: ["'2020-02-29'", "'1000-01-01'", "'9999-12-31'"],
    nothing: "'0000-00-00'",
    key: "v",
    changes: [
      change("a day", "'2020-02-29'", "'2020-02-28'"),
      change("no month and no day", "'2020-00-00'", "'2020-01-01'"),
      change("day and month swapped", "'2020-03-04'", "'2020-04-03'"),
    ],
  },
  {
    name: "datetime",
    type: "datetime",
    values: ["'2020-02-29 00:00:00'", "'2020-03-29 02:30:00'", "'9999-12-31 23:59:59'"],
    nothing: "'0000-00-00 00:00:00'",
    key: "v",
    changes: [change("a second", "'2020-01-01 00:00:00'", "'2020-01-01 00:00:01'"), day("+", 8), day("-", 14)],
  },
  {
    name: "datetime(6)",
    type: "datetime(6)",
    values: ["'2020-02-29 00:00:00.000001'", "'2020-02-29 00:00:00.5'", "'2020-02-29 00:00:00'"],
    nothing: "'0000-00-00 00:00:00'",
    changes: [
      change("a millionth of a second", "'2020-01-01 00:00:00.000001'", "'2020-01-01 00:00:00.000002'"),
      change("rounded to a second", "'2020-01-01 00:00:00.400000'", "'2020-01-01 00:00:00'"),
    ],
  },
  {
    name: "timestamp",
    type: "timestamp NULL",
    values: ["'2020-02-29 00:00:00'", "'2020-07-01 12:00:00'", "'2038-01-19 03:14:07'"],
    nothing: "'0000-00-00 00:00:00'",
    key: "v",
    changes: [
      change("a second", "'2020-01-01 00:00:00'", "'2020-01-01 00:00:01'"),
      day("+", 8),
      day("-", 14),
      day("+", 1),
    ],
  },
  {
    name: "timestamp(6)",
    type: "timestamp(6) NULL",
    values: ["'2020-02-29 00:00:00.000001'", "'2020-07-01 12:00:00.5'", "'1970-01-02 00:00:00'"],
    nothing: "'0000-00-00 00:00:00'",
    changes: [
      change("a millionth of a second", "'2020-01-01 00:00:00.000001'", "'2020-01-01 00:00:00.000002'"),
      day("+", 8),
    ],
  },
  {
    name: "time",
    type: "time",
    values: ["'00:00:01'", "'838:59:59'", "'-838:59:59'"],
    nothing: "'00:00:00'",
    key: "v",
    changes: [
      change("a second", "'12:00:00'", "'12:00:01'"),
      change("sign", "'01:00:00'", "'-01:00:00'"),
      change("a day", "'01:00:00'", "'25:00:00'"),
    ],
  },
  {
    name: "time(6)",
    type: "time(6)",
    values: ["'00:00:00.000001'", "'12:00:00.5'", "'-00:00:00.5'"],
    nothing: "'00:00:00'",
    changes: [
      change("a millionth of a second", "'12:00:00.000001'", "'12:00:00.000002'"),
      change("sign", "'00:00:00.5'", "'-00:00:00.5'"),
    ],
  },
  {
    name: "year",
    type: "year",
    values: ["2020", "1901", "2155"],
    nothing: "0",
    key: "v",
    changes: [change("a century", "2020", "1920"), change("a year", "1999", "2000")],
  },
];
