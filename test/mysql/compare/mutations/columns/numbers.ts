import { isMaria } from "../case";
import { numbersThatCollide } from "../collisions";
import { bothWays, type ColumnKind, change } from "./column";

function integer(type: string, least: string, most: string, more: ColumnKind["changes"] = []): ColumnKind {
  const unsigned = least === "0";
  return {
    name: type,
    type,
    values: ["1", most, unsigned ? "7" : "-1"],
    nothing: "0",
    key: "v",
    changes: [
      change("one bit", "64", "65"),
      change("the largest and the one before it", most, `${most} - 1`),
      ...(unsigned ? [] : [change("sign", "5", "-5"), change("the smallest", least, `${least} + 1`)]),
      change("a digit more", "10", "100"),
      change("digits swapped", "12", "21"),
      ...more,
    ],
  };
}

const [collidingNumber, collidingTwin] = numbersThatCollide(16);
const colliding = change("numbers with one CRC32", collidingNumber, collidingTwin);

export const NUMBERS: readonly ColumnKind[] = [
  integer("tinyint", "-128", "127"),
  integer("tinyint unsigned", "0", "255"),
  integer("smallint", "-32768", "32767"),
  integer("mediumint", "-8388608", "8388607"),
  integer("int", "-2147483648", "2147483647"),
  integer("int unsigned", "0", "4294967295", [change("beyond 32 bits signed", "2147483648", "2147483647")]),
  integer("int(8) unsigned zerofill", "0", "4294967295"),
  integer("bigint", "-9223372036854775807", "9223372036854775807", [
    change("beyond 53 bits", "9007199254740993", "9007199254740992"),
    change("by 2^32", "1", "4294967297"),
    colliding,
  ]),
  integer("bigint unsigned", "0", "18446744073709551615", [
    change("beyond 63 bits", "9223372036854775808", "9223372036854775807"),
    colliding,
  ]),
  {
    name: "decimal(65,30)",
    type: "decimal(65,30)",
    values: ["1.5", "99999999999999999999999999999999999.999999999999999999999999999999", "-1"],
    nothing: "0",
    key: "v",
    changes: [
      change("the last digit", "0.000000000000000000000000000001", "0.000000000000000000000000000002"),
      change("beyond a DOUBLE", "12345678901234567890.123456789", "12345678901234567890.12345679"),
      change("sign", "1", "-1"),
      colliding,
    ],
  },
  {
    name: "decimal(10,2)",
    type: "decimal(10,2)",
    values: ["1.10", "1.11", "-99999999.99"],
    nothing: "0",
    key: "v",
    changes: [change("a cent", "10.00", "10.01"), change("rounding", "2.50", "2.49"), change("sign", "0.01", "-0.01")],
  },
  {
    name: "float",
    type: "float",
    values: ["1.5", "3.4e38", "-1.17549e-38"],
    nothing: "0",
    changes: [
      change("beyond six digits", "16777215", "16777214"),
      change("one bit of the fraction", "1.0000001", "1.0000002"),
      change("sign", "0.1", "-0.1"),
      change("the smallest exponent", "1.2e-38", "1.3e-38"),
    ],
  },
  {
    name: "double",
    type: "double",
    values: ["1.5e0", "1.7976931348623157e308", "-2.2250738585072014e-308"],
    nothing: "0",
    changes: [
      ...bothWays("one bit of the fraction", "1.0e0", "1.0000000000000002e0"),
      change("beyond 15 digits", "0.1e0", "0.10000000000000002e0"),
      change("a large number's last bit", "9007199254740992e0", "9007199254740994e0"),
      change("the smallest exponent", "2.3e-308", "2.4e-308"),
    ],
  },
  {
    name: "double with a sign of zero",
    // MariaDB reads and prints every zero as 0.
    type: (_server, _side, pair) => (isMaria(pair.source) || isMaria(pair.target) ? undefined : "double"),
    values: ["1.5e0", "2.5e0", "-2.5e0"],
    changes: [...bothWays("zero and minus zero", "0e0", "-0e0")],
  },
  {
    name: "bit(2)",
    type: "bit(2)",
    values: ["b'01'", "b'10'", "b'11'"],
    nothing: "b'0'",
    changes: [...bothWays("one bit", "b'00'", "b'01'"), change("both bits", "b'00'", "b'11'")],
  },
  {
    name: "bit(64)",
    type: "bit(64)",
    values: ["X'0000000000000001'", "X'FFFFFFFFFFFFFFFF'", "X'8000000000000000'"],
    nothing: "b'0'",
    changes: [
      change("the lowest bit", "X'FFFFFFFFFFFFFFFF'", "X'FFFFFFFFFFFFFFFE'"),
      change("the highest bit", "X'8000000000000001'", "X'0000000000000001'"),
      change("beyond 53 bits", "X'0020000000000001'", "X'0020000000000000'"),
    ],
  },
];
