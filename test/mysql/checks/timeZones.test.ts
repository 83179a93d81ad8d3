import { describe, expect, test } from "vitest";
import { transactions } from "../../../mysql/facts/activity";
import { runPreflight } from "../../../mysql/preflight";
import { CheckedServer } from "../../../mysql/side";
import { type Distribution, findDistribution } from "../../../sandbox/mysql/distribution";
import { distributionOf, type Real, start } from "../support/servers";

/** A server on a machine in that time zone, set through TZ. */
async function inZone(TZ: string, given?: Distribution): Promise<Real> {
  const distribution = given ?? (await findDistribution());
  return start({}, { ...distribution, env: { ...distribution.env, TZ } });
}

const CHINA = "CST-8";
const CHICAGO = "CST6CDT,M3.2.0,M11.1.0";
/** The same offsets as Chicago's, but with daylight saving starting three weeks later. */
const LATE = "CST6CDT,M4.1.0,M11.1.0";

async function c34(source: Real, target: Real) {
  const input = { engine: "drs", mode: "full", databases: "all", source: source.admin, target: target.admin } as const;
  return (await runPreflight(input)).verdicts.find(({ id }) => id === "C34")!;
}

/** Loads Chicago's time zone transitions for these years, as mysql_tzinfo_to_sql would. */
async function loadChicago(server: Real): Promise<void> {
  const year = new Date().getUTCFullYear();
  const sunday = (y: number, month: number, nth: number) => {
    const first = new Date(Date.UTC(y, month, 1)).getUTCDay();
    return 1 + ((7 - first) % 7) + (nth - 1) * 7;
  };
  const transitions = [-1, 0, 1, 2, 3].flatMap((n) => [
    [Date.UTC(year + n, 2, sunday(year + n, 2, 2), 8) / 1000, 1],
    [Date.UTC(year + n, 10, sunday(year + n, 10, 1), 7) / 1000, 0],
  ]);
  await server.sql(
    "INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (77, 'N')",
    "INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('America/Chicago', 77)",
    "INSERT INTO mysql.time_zone_transition_type VALUES (77, 0, -21600, 0, 'CST'), (77, 1, -18000, 1, 'CDT')",
    `INSERT INTO mysql.time_zone_transition VALUES ${transitions.map(([at, type]) => `(77, ${at}, ${type})`).join(",")}`,
  );
}

describe("clocks of real servers", () => {
  test("CST in China and CST in America are distinguished, and the fix is accepted and works", async () => {
    const [china, chicago] = await Promise.all([inZone(CHINA), inZone(CHICAGO)]);
    try {
      const verdict = await c34(china, chicago);
      expect(verdict.status).toBe("fail");
      expect(verdict.found).toMatch(
        /source SYSTEM \(CST\), target SYSTEM \(C[SD]T\): now \+08:00 on the source and -0[56]:00/,
      );
      await chicago.sql(verdict.remedy!.split("; --")[0]!);
      expect(await c34(china, chicago)).toMatchObject({ status: "pass" });
    } finally {
      await Promise.all([china.stop(), chicago.stop()]);
    }
  });

  test("clocks that agree today and change on different days", async () => {
    const [chicago, late] = await Promise.all([inZone(CHICAGO), inZone(LATE)]);
    try {
      const verdict = await c34(chicago, late);
      expect(verdict.status).toBe("fail");
      expect(verdict.found).toMatch(/(now|from \d{4}-03-\d\dT08:00Z on) -05:00 on the source and -06:00 on the target/);
      // Without the tables, a zone name would be rejected (1298), and no fixed offset is right all year.
      expect(verdict.remedy).toMatch(/mysql_tzinfo_to_sql/);
      expect(verdict.remedy).not.toMatch(/SET GLOBAL/);
      await loadChicago(late);
      const named = await c34(chicago, late);
      expect(named.remedy).toMatch(/^SET GLOBAL time_zone = 'America\/Chicago'/);
      await late.sql(named.remedy!.split("; --")[0]!);
      expect(await c34(chicago, late)).toMatchObject({ status: "pass" });
    } finally {
      await Promise.all([chicago.stop(), late.stop()]);
    }
  });
});

test.each([
  [CHINA, undefined],
  [CHICAGO, undefined],
  [CHINA, "mariadb"],
  [CHINA, "mysql9"],
] as const)("the age of a transaction is correct on a machine with the clock %s (%s)", async (zone, which) => {
  const server = await inZone(zone, which && (await distributionOf(which)));
  const writer = await server.db();
  const side = await CheckedServer.open("source", server.admin);
  try {
    await writer.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    const [open] = (await transactions(side))!;
    expect(open!.seconds).toBeGreaterThanOrEqual(0);
    expect(open!.seconds).toBeLessThan(60);
  } finally {
    await Promise.all([writer.close(), side.close()]);
    await server.stop();
  }
});
