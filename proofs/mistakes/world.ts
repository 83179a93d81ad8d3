import { readMark } from "../../model/expiry";
import { accountName, allowlistGroup, eipName, endpointHost } from "../../model/names";
import type { Side } from "../../model/side";
import type { Db } from "../../mysql/connect";
import type { Field } from "../../test/e2e/harness";
import type { Facts, Openings } from "./facts";

/** The table that the replication probe writes to: its rows are counted, but their contents are not compared. */
const PROBED = "shop.country";

/** Everything open, classified by the migration's name and the id in its stack's state. */
export function opened(
  { sandbox: { world, source } }: Field,
  { name, id }: { name: string; id: string | undefined },
  accounts: readonly (readonly [name: string, account: string])[],
  /** Whether the state tracks this id, regardless of its mark. */
  tracked: (id: string) => boolean,
): Pick<Facts, "ours" | "theirs" | "bound"> {
  const { alicloud, huaweicloud } = world;
  const eips = huaweicloud.eips.list();
  const isOurs = (eip: (typeof eips)[number]) =>
    id !== undefined && (eip.name === eipName(name, { id }) || eip.tags["migrate-state"] === id);
  const groups = alicloud.rds
    .list()
    .flatMap(({ allowlists }) =>
      [...allowlists].flatMap(([group, entries]) => [...entries].map((one) => [group, one] as const)),
    );
  const endpoints = alicloud.rds.list().flatMap(({ publicEndpoint }) => publicEndpoint?.host ?? []);
  const side = (mine: boolean): Openings => ({
    eips: eips.filter((eip) => isOurs(eip) === mine).map((eip) => `${eip.address} ${mine ? "" : eip.name}`.trim()),
    rules: huaweicloud.securityGroups
      .rules()
      .filter((rule) => ((id !== undefined && readMark(rule.description)?.state === id) || tracked(rule.id)) === mine)
      .map((rule) =>
        [
          rule.direction,
          rule.action,
          rule.protocol,
          rule.remoteIpPrefix ?? "any",
          rule.ports ?? "all",
          ...(mine ? [] : [readMark(rule.description)?.id ?? "without a mark"]),
        ].join(" "),
      ),
    allowlist: groups
      .filter(([group]) => (id !== undefined && group === allowlistGroup(name, source.instanceId, { id })) === mine)
      .map(([group, entry]) => (mine ? entry : `${group} ${entry}`)),
    endpoints: endpoints.filter(
      (host) => (id !== undefined && host === endpointHost(name, source.instanceId, { id })) === mine,
    ),
    accounts: accounts
      .filter(([user]) => (id !== undefined && user === accountName(name, { id })) === mine)
      .map(([, account]) => account),
  });
  const bound = eips.filter(isOurs).map((eip) => [eip.address, { to: eip.boundTo, privateIp: eip.boundPrivateIp }]);
  return { ours: side(true), theirs: side(false), bound: Object.fromEntries(bound) };
}

/** Accounts on both servers, each with its rights and password digest. */
export async function accountsOf(field: Field): Promise<[string, string][]> {
  const read = (side: Side) => (db: Db) => grants(db, side);
  return [...(await field.as("source", read("source"))), ...(await field.as("target", read("target")))];
}

async function grants(db: Db, side: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  // Loopback accounts are copies that the sandbox logs in with: they come and go.
  const rows = await db.query(
    "SELECT User AS user, Host AS host FROM mysql.user WHERE Host <> '127.0.0.1' ORDER BY User, Host",
  );
  for (const row of rows) {
    const [user, host] = [String(row["user"]), String(row["host"])];
    if (!/^(df_|office)/.test(user)) continue;
    // The account may disappear between the two statements.
    const lines = await db.query(`SHOW GRANTS FOR '${user}'@'${host}'`).catch(() => []);
    const text = lines.map((line) => String(Object.values(line)[0])).join("; ");
    found.push([user, `${side} ${user}@${host}: ${text}`]);
  }
  return found;
}

export async function dataOf(field: Field, side: Side): Promise<Record<string, string>> {
  return field.as(side, async (db) => {
    const tables = await db.query(
      "SELECT table_schema AS s, table_name AS t FROM information_schema.tables WHERE table_type = 'BASE TABLE' " +
        "AND table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys', 'test')",
    );
    const found: Record<string, string> = {};
    for (const { s, t } of tables) {
      const name = `${String(s)}.${String(t)}`;
      const table = `\`${String(s)}\`.\`${String(t)}\``;
      const [counted] = await db.query(`SELECT COUNT(*) AS n FROM ${table}`);
      const [sum] = name === PROBED ? [] : await db.query(`CHECKSUM TABLE ${table}`);
      found[`${side} ${name}`] = `${Number(counted!["n"])} rows${sum ? `, ${String(Object.values(sum)[1])}` : ""}`;
    }
    return found;
  });
}
