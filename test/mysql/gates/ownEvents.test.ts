import { describe, expect, test } from "vitest";
import { PROFILES } from "../../../model/engines/profiles";
import type { Db } from "../../../mysql/connect";
import { onlyOwn } from "../../../mysql/gates/ownStatements";
import type { GateContext } from "../../../mysql/gates/types";
import { writesStopped } from "../../../mysql/gates/writes-stopped";

const MYSQL = {
  flavour: "mysql",
  profile: "self-managed",
  version: { major: 8, minor: 0, patch: 36 },
} as unknown as Db["server"];
const OWN = PROFILES["alibaba-dts"].ownStatement.value(MYSQL)!;
const GTID = { Event_type: "Gtid", Info: "SET @@SESSION.GTID_NEXT= 'u:7'" };
const BEAT = { Event_type: "Query", Info: "CREATE DATABASE IF NOT EXISTS `test` /* xid=9 */" };

type Written = { Event_type: string; Info: string; Pos?: number; End_log_pos?: number };

/** Events of 100 bytes each, from position 1000. */
function logged(events: readonly Written[]) {
  return events.map((event, n) => ({ Pos: 1000 + n * 100, End_log_pos: 1100 + n * 100, ...event }));
}

function source(events: readonly Written[], positions: readonly (readonly [number, string])[] = []): Db {
  let [n, m] = [0, 0];
  return {
    server: MYSQL,
    async query(sql: string) {
      const from = /FROM (\d+) LIMIT/.exec(sql)?.[1];
      if (from !== undefined) return logged(events).filter(({ Pos }) => Pos >= Number(from));
      if (sql.startsWith("SHOW")) return [{ File: "binlog.000001", Position: positions[n++]![0] }];
      if (sql.includes("gtid_executed")) return [{ g: positions[m++]![1], m: "ON" }];
      return sql.startsWith("XA") ? [] : [{ n: 0, c: 0 }];
    },
  } as unknown as Db;
}

const at = (position: number, gtid = "u:1-6") => ({ file: "binlog.000001", position, gtid });
const seen = (events: readonly Written[], to: number, from = 1000) => onlyOwn(source(events), at(from), at(to), OWN);

describe("what moved the binary log", () => {
  test("is the repeated statement, seen from the first position to the last", async () => {
    expect(await seen([GTID, BEAT, GTID, BEAT], 1400)).toBe(2);
    expect(await seen([{ ...BEAT, Info: "use `shop`; create database if not exists test" }], 1100)).toBe(1);
  });

  test.each([
    ["a log that was reset, whose position is lower", [], 400],
    ["the same position with other GTIDs", [], 1000],
    ["a transaction of which only the beginning is there", [GTID, BEAT, GTID], 1300],
    ["an event that ends behind the position", [GTID, BEAT], 1150],
    ["an event that begins elsewhere", [{ ...BEAT, Pos: 1040 }], 1100],
    ["an event without an end", [{ ...BEAT, End_log_pos: 0 }], 1100],
    ["nothing", [], 1100],
  ])("is not known from %s", async (_, events, to) => {
    expect(await seen(events, to)).toEqual(expect.any(String));
  });

  test.each([
    "CREATE DATABASE IF NOT EXISTS `TEST`",
    "CREATE DATABASE IF NOT EXISTS `test` CHARACTER SET utf8",
    "CREATE DATABASE IF NOT EXISTS test; DROP TABLE shop.t",
    "/* CREATE DATABASE IF NOT EXISTS test */ DELETE FROM shop.t",
    "use `shop`; DROP DATABASE test",
    "BEGIN",
  ])("is another statement: %s", async (Info) => {
    expect(await seen([GTID, { Event_type: "Query", Info }], 1200)).toContain("by something else");
  });

  test.each(["Rotate", "Stop", "Rows_query", "Write_rows", "Xid", "Transaction_payload", "Gtid_tagged", "Intvar"])(
    "is another event: %s",
    async (Event_type) => {
      expect(await seen([GTID, { Event_type, Info: BEAT.Info }, GTID, BEAT], 1400)).toContain("by something else");
    },
  );

  test("is nobody's own statement on Alibaba RDS, where the task repeats none", () => {
    expect(PROFILES["alibaba-dts"].ownStatement.value({ ...MYSQL, profile: "alibaba-rds" })).toBeUndefined();
  });
});

describe("gate G02 while the task repeats its statement", () => {
  const judged = (events: readonly Written[], ...positions: (readonly [number, string])[]) =>
    writesStopped({
      input: { engine: "alibaba-dts" },
      source: source(events, positions),
      paused: { position: at(1000), at: performance.now() },
    } as unknown as GateContext);

  test("passes at a position that stays while the log is read", async () => {
    expect(await judged([GTID, BEAT], [1200, "u:1-7"], [1200, "u:1-7"])).toMatchObject({ status: "pass" });
    const twice = await judged([GTID, BEAT, GTID, BEAT], [1200, "u:1-7"], [1400, "u:1-8"], [1400, "u:1-8"]);
    expect(twice).toMatchObject({ status: "pass", found: expect.stringContaining("(2 times)") });
  });

  test("does not pass when a write came between the position and its GTIDs", async () => {
    const write = { Event_type: "Write_rows", Info: "table_id: 1" };
    expect(await judged([], [1000, "u:1-7"])).toMatchObject({ status: "fail" });
    expect(await judged([GTID, BEAT, GTID, write], [1200, "u:1-8"], [1400, "u:1-8"])).toMatchObject({
      status: "fail",
      found: expect.stringContaining("by something else"),
    });
  });

  test("does not pass while it keeps moving", async () => {
    const beats = Array.from({ length: 20 }, () => [GTID, BEAT]).flat();
    const positions = Array.from({ length: 10 }, (_, n) => [1200 + n * 200, `u:1-${7 + n}`] as const);
    expect(await judged(beats, ...positions)).toMatchObject({ status: "fail", found: expect.stringMatching(/still/) });
  });
});
