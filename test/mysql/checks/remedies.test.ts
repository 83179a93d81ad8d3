import { expect, test } from "vitest";
import { connect } from "../../../mysql/connect";
import { settable, statements } from "../../../mysql/dialect";
import { setVariable } from "../../../mysql/remedy";
import type { Distribution } from "../../../sandbox/mysql/distribution";
import { distributionOf, start } from "../support/servers";
import { SITUATIONS } from "./remedies/situations";
import { runUnplanted, type Tried, tryRemedies } from "./remedies/tryRemedies";
import { UNPLANTED } from "./remedies/unplanted";

/** Variables that a check's remedy sets. */
const NAMES =
  "binlog_format binlog_row_image binlog_row_value_options block_encryption_mode character_set_server collation_server connect_timeout enforce_gtid_consistency event_scheduler explicit_defaults_for_timestamp group_concat_max_len gtid_mode innodb_stats_on_metadata innodb_strict_mode local_infile log_bin_trust_function_creators max_allowed_packet max_connect_errors max_connections net_read_timeout net_write_timeout read_only server_id skip_name_resolve sql_mode super_read_only time_zone wait_timeout".split(
    " ",
  );

/** Runs every remedy with the server's current value, then starts a server with the option file lines. */
async function setEach(distribution?: Distribution): Promise<{ refused: string[]; options: string[] }> {
  const refused: string[] = [];
  const options = new Map<string, string>();
  const server = await start({}, distribution);
  try {
    const db = await connect(server.admin);
    const names = [...NAMES, settable.isolation(db.server), settable.binlogExpire(db.server)];
    const rows = await db.query<{ Variable_name: string; Value: string }>("SHOW GLOBAL VARIABLES");
    const now = new Map(rows.map((row) => [row.Variable_name, row.Value]));
    for (const name of names.filter((one) => now.has(one))) {
      const remedy = setVariable(db, name, now.get(name)!);
      const file = /(?:^|and )([a-z-]+)=(.*?)(?: in my\.cnf.*)?$/m.exec(remedy);
      if (file) options.set(file[1]!, file[2]!);
      const sql = remedy.startsWith("--") ? undefined : remedy.split("; --")[0]!.replace(/;$/, "");
      if (sql) await db.query(sql).catch((error: Error) => refused.push(`${sql}: ${error.message}`));
    }
    await db.query(statements.forgetHosts(db.server)).catch((error: Error) => refused.push(error.message));
    await db.close();
  } finally {
    await server.stop();
  }
  // An unknown name in the option file prevents the server from starting.
  if (options.size > 0) await start(Object.fromEntries(options), distribution).then((again) => again.stop());
  return { refused, options: [...options.keys()] };
}

test("remedies work as printed on MySQL 5.6.24", async () => {
  const { refused, options } = await setEach();
  expect(refused).toEqual([]);
  expect(options).toEqual(
    expect.arrayContaining(["transaction-isolation", "default-time-zone", "explicit-defaults-for-timestamp"]),
  );
});

test.for(["mariadb", "mysql9"] as const)("remedies work as printed on %s", async (which) => {
  const distribution = await distributionOf(which);
  expect((await setEach(distribution)).refused).toEqual([]);
});

// On the first pair of servers of each; `npm run prove:checks -- --part remedies` tries all pairs.
const CASES = SITUATIONS.filter(({ slow }) => !slow).map((one) => ({
  one,
  label: `${one.check}, ${one.name}, ${one.pairs[0]}`,
}));

test.for(CASES)("a remedy removes its cause: $label", { timeout: 60_000 }, async ({ one }) => {
  const { tried, failed } = await tryRemedies(
    () => {},
    (other, pair) => other === one && pair === one.pairs[0],
  );
  expect(failed).toEqual([]);
  expect(tried).toBeGreaterThan(0);
});

test.for(UNPLANTED.map((one) => ({ one, label: `${one.check}, ${one.why}` })))(
  "a remedy whose situation cannot be created here works: $label",
  { timeout: 60_000 },
  async ({ one }) => {
    const result: Tried = { tried: 0, failed: [], told: [] };
    await runUnplanted(one, result);
    expect(result.failed).toEqual([]);
    expect(result.tried).toBeGreaterThan(0);
  },
);
