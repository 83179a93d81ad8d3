import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareFiles,
  domainsContained,
  fileReached,
  type Position,
  parsePosition,
  sharesOrigin,
  showPosition,
} from "../../mysql/position";

test("a position is parsed as consoles show it, and nothing else is accepted", () => {
  const uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  expect(parsePosition("binlog.000007:4711")).toEqual({ file: "binlog.000007", position: 4711 });
  expect(parsePosition("mysql-bin.000123:4")).toEqual({ file: "mysql-bin.000123", position: 4 });
  expect(parsePosition(`${uuid}:1-56:60,\n${uuid.toUpperCase()}:1`)).toEqual({
    gtid: `${uuid}:1-56:60,${uuid}:1`,
  });
  for (const text of ["binlog.000009:123", "binlog.000009, 123", "binlog.000009 123", "  binlog.000009\t123\n"])
    expect(parsePosition(text), text).toEqual({ file: "binlog.000009", position: 123 });
  const tagged = `${uuid}:1-5:backup:1-3:7:_x1:9`;
  expect(parsePosition(`${tagged},\n`)).toEqual({ gtid: tagged });
  expect(parsePosition(`binlog.000009:123, GTID ${tagged}`)).toEqual({
    file: "binlog.000009",
    position: 123,
    gtid: tagged,
  });
  expect(parsePosition("0-1-56,1-2-9")).toEqual({ gtid: "0-1-56,1-2-9" });
  for (const other of [
    `${uuid}:backup`,
    `${uuid}:1-5:9tag:1`,
    `0-1-5,${uuid}:1`,
    "binlog.000009:1, GTID x",
    "",
    "binlog.000007",
    "4711",
    "binlog:4711",
    "binlog.000007:-1",
    `${uuid}`,
    "0-1",
    "now; DROP",
  ])
    expect(parsePosition(other), other).toBeUndefined();
});

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const uuids = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join("-"));
const interval = fc
  .tuple(fc.integer({ min: 1, max: 1e9 }), fc.nat(1000))
  .map(([from, more]) => (more === 0 ? `${from}` : `${from}-${from + more}`));
const tags = fc.stringMatching(/^[a-z_][a-z0-9_]{0,31}$/);
const intervals = fc.array(interval, { minLength: 1, maxLength: 3 }).map((list) => list.join(":"));
const ofServer = fc
  .tuple(uuids, fc.option(intervals), fc.array(fc.tuple(tags, intervals), { maxLength: 3 }))
  .filter(([, plain, tagged]) => plain !== null || tagged.length > 0)
  .map(([uuid, plain, tagged]) => [uuid, ...(plain ? [plain] : []), ...tagged.map((one) => one.join(":"))].join(":"));
const mysqlSets = fc.array(ofServer, { minLength: 1, maxLength: 3 }).map((list) => list.join(","));
const mariadbSets = fc
  .array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(1e9)), { minLength: 1, maxLength: 3 })
  .map((list) => list.map((one) => one.join("-")).join(","));
const files = fc.record({
  file: fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,12}$/), fc.integer({ min: 1, max: 2_000_000 }))
    .map(([name, n]) => `${name}.${String(n).padStart(6, "0")}`),
  position: fc.nat(),
});
const positions: fc.Arbitrary<Position> = fc
  .tuple(fc.option(files), fc.option(fc.oneof(mysqlSets, mariadbSets)))
  .filter(([file, gtid]) => file !== null || gtid !== null)
  .map(([file, gtid]) => ({ ...file, ...(gtid === null ? {} : { gtid }) }));

test("a printed position is parsed back, over several lines and in upper case too", () => {
  fc.assert(
    fc.property(positions, (position) => {
      expect(parsePosition(showPosition(position))).toEqual(position);
      if (position.gtid === undefined) return;
      const alone = { gtid: position.gtid };
      expect(parsePosition(position.gtid.replaceAll(",", ",\n").toUpperCase())).toEqual(alone);
    }),
  );
});

test("positions in different logs say nothing about each other", () => {
  expect(compareFiles("binlog.999999", "binlog.1000000")).toBe(-1);
  expect(compareFiles("binlog.000002", "mysql-bin.000001")).toBeUndefined();
  expect(
    fileReached({ file: "mysql-bin.000009", position: 1 }, { file: "binlog.000001", position: 1 }),
  ).toBeUndefined();
  expect(fileReached({ file: "binlog.000009", position: 5 }, { file: "binlog.000009", position: 4 })).toBe(true);
  expect(fileReached({ file: "binlog.000009", position: 5 }, { file: "binlog.000010", position: 4 })).toBe(false);
  const uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  expect(sharesOrigin(`${uuid}:backup:1-3`, `${uuid.toUpperCase()}:1-9`)).toBe(true);
  expect(domainsContained("0-1-5,1-2-7", "0-1-5,1-2-8")).toBe(true);
  // That transaction comes from another server: it may be a write on the target itself.
  expect(domainsContained("0-1-5,1-2-7", "0-9-4000,1-2-8")).toBeUndefined();
  expect(domainsContained("0-1-5,1-2-7", "0-9-4000,1-2-6")).toBe(false);
  expect(domainsContained("0-1-5,1-2-7", "0-1-5")).toBe(false);
  expect(domainsContained("0-1-5,0-2-9", "0-1-8")).toBe(false);
});
