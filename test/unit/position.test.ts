import { expect, test } from "vitest";
import { parsePosition } from "../../mysql/position";

test("a position is read as consoles show it, and nothing else is taken for one", () => {
  const uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  expect(parsePosition("binlog.000007:4711")).toEqual({ file: "binlog.000007", position: 4711 });
  expect(parsePosition("mysql-bin.000123:4")).toEqual({ file: "mysql-bin.000123", position: 4 });
  expect(parsePosition(`${uuid}:1-56:60,\n${uuid.toUpperCase()}:1`)).toEqual({
    gtid: `${uuid}:1-56:60,${uuid.toUpperCase()}:1`,
  });
  expect(parsePosition("0-1-56,1-2-9")).toEqual({ gtid: "0-1-56,1-2-9" });
  for (const other of ["", "binlog.000007", "4711", "binlog:4711", "binlog.000007:-1", `${uuid}`, "0-1", "now; DROP"])
    expect(parsePosition(other), other).toBeUndefined();
});
