import { bytes, isMaria, isModern } from "../case";
import { KNOWN_PAIRS, lettersThatCollide } from "../collisions";
import { bothWays, type ColumnKind, change, type ValueChange } from "./column";

const [linear, linearTwin] = lettersThatCollide();
const hex = (value: string) => bytes(Buffer.from(value, "latin1"));

const CHANGES: readonly ValueChange[] = [
  change("one bit", bytes("00ff10"), bytes("00ff11")),
  change("the highest bit", bytes("41"), bytes("c1")),
  change("bytes that are no text", bytes("ff"), bytes("fe")),
  change("a broken sequence of UTF-8", bytes("c328"), bytes("c32a")),
  change("case only", hex("abc"), hex("Abc")),
  change("a backslash", bytes("5c27"), bytes("27")),
  ...KNOWN_PAIRS.map(([from, to]) => change(`${from} and ${to}: one CRC32`, hex(from), hex(to))),
  change("bytes of one CRC32, forwards and backwards", hex(linear), hex(linearTwin)),
  ...["1e1f1e", "1f", "1e", "4e", "4e554c4c", "00", "0000", "30"].flatMap((mark) =>
    bothWays(`NULL and the mark ${mark}`, "NULL", bytes(mark)),
  ),
];
const VARIABLE: readonly ValueChange[] = [
  ...CHANGES,
  ...bothWays("a trailing zero", bytes("61"), bytes("6100")),
  change("two trailing zeros", bytes("6100"), bytes("610000")),
  change("a trailing space", bytes("61"), bytes("6120")),
  change("nothing and a zero", bytes(""), bytes("00")),
];

function binary(type: string): ColumnKind {
  const fixed = type.startsWith("binary");
  return {
    name: type,
    type,
    values: [bytes("00"), bytes("ff00ff"), bytes("616263")],
    nothing: "''",
    key: type.endsWith("blob") ? "v(20)" : "v",
    // Fixed-width values are padded with zeros, so trailing zeros make no difference.
    changes: fixed ? CHANGES : VARIABLE,
  };
}

const point = (x: number, srid = 0) => `ST_GeomFromText('POINT(${x} 2)', ${srid})`;

export const BINARIES: readonly ColumnKind[] = [
  binary("binary(60)"),
  binary("varbinary(80)"),
  binary("tinyblob"),
  binary("blob"),
  binary("mediumblob"),
  binary("longblob"),
  {
    ...binary("blob"),
    name: "blob of kilobytes",
    size: "kilobytes",
    key: undefined,
    changes: [
      change("the last byte of 40,000", "CONCAT(REPEAT(X'FF', 39999), X'00')", "CONCAT(REPEAT(X'FF', 39999), X'01')"),
      change("the first byte of 40,000", "CONCAT(X'00', REPEAT(X'FF', 39999))", "CONCAT(X'01', REPEAT(X'FF', 39999))"),
      change("a byte less of 40,000", "REPEAT(X'00', 40000)", "REPEAT(X'00', 39999)"),
    ],
  },
  {
    name: "geometry",
    type: "geometry",
    values: [point(1), "ST_GeomFromText('LINESTRING(0 0, 1 1, 2 2)')", "ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))')"],
    changes: [
      change(
        "the last bit of a coordinate",
        "ST_GeomFromText('POINT(0.1 2)')",
        "ST_GeomFromText('POINT(0.10000000000000002 2)')",
      ),
      change("another reference system", point(1), point(1, 3857)),
      change(
        "the direction of a line",
        "ST_GeomFromText('LINESTRING(0 0, 1 1)')",
        "ST_GeomFromText('LINESTRING(1 1, 0 0)')",
      ),
      change(
        "another type of the same points",
        "ST_GeomFromText('MULTIPOINT(0 0, 1 1)')",
        "ST_GeomFromText('LINESTRING(0 0, 1 1)')",
      ),
    ],
  },
  {
    name: "point",
    type: "point",
    values: [point(1), point(2), point(3)],
    changes: [
      change("a coordinate", point(1), point(4)),
      change("coordinates swapped", point(1), "ST_GeomFromText('POINT(2 1)')"),
    ],
  },
  {
    name: "vector",
    type: (server) => (isModern(server) ? "vector(3)" : undefined),
    values: ["STRING_TO_VECTOR('[1,2,3]')", "STRING_TO_VECTOR('[1,2,4]')", "STRING_TO_VECTOR('[0,0,0]')"],
    changes: [
      change("the last bit", "STRING_TO_VECTOR('[1,2,3]')", "STRING_TO_VECTOR('[1,2,3.0000002]')"),
      change("a dimension less", "STRING_TO_VECTOR('[1,2,0]')", "STRING_TO_VECTOR('[1,2]')"),
      change("sign", "STRING_TO_VECTOR('[1,2,3]')", "STRING_TO_VECTOR('[-1,2,3]')"),
    ],
  },
  {
    name: "inet6",
    type: (server, _, pair) => (isMaria(pair.source) ? (isMaria(server) ? "inet6" : "varchar(39)") : undefined),
    values: ["'::1'", "'::2'", "'fe80::1'"],
    key: "v",
    changes: [
      change("one bit", "'::1'", "'::3'"),
      change("the highest byte", "'fe80::1'", "'ff80::1'"),
      // Not a mapped IPv4 address, which the server prints differently from the literal.
      change("the last byte", "'2001:db8::a:1'", "'2001:db8::a:2'"),
    ],
  },
  {
    name: "uuid",
    type: (server, _, pair) => (isMaria(pair.source) ? (isMaria(server) ? "uuid" : "char(36)") : undefined),
    values: [
      "'123e4567-e89b-12d3-a456-426655440000'",
      "'123e4567-e89b-12d3-a456-426655440001'",
      "'00000000-0000-0000-0000-000000000001'",
    ],
    key: "v",
    changes: [
      change("the last digit", "'123e4567-e89b-12d3-a456-426655440000'", "'123e4567-e89b-12d3-a456-42665544000f'"),
      change(
        "the time and the node",
        "'123e4567-e89b-12d3-a456-426655440000'",
        "'123e4568-e89b-12d3-a456-426655440000'",
      ),
    ],
  },
];
