import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STACK } from "../../cli/demo/workspace";
import { readMark } from "../../model/expiry";
import { accountName, allowlistGroup, eipName, endpointHost } from "../../model/names";
import type { Db } from "../../mysql/connect";
import type { Field } from "../../test/e2e/harness";

export const KINDS = ["eips", "rules", "allowlist", "endpoints", "accounts"] as const;
export type Openings = Readonly<Record<(typeof KINDS)[number], readonly string[]>>;

/** What stands in the sandbox, by the world's own books and the servers themselves: nothing that dbferry has said. */
export interface Facts {
  /** Tasks of every migration, with the private address that each calls the target from. */
  tasks: readonly Task[];
  /** What is written to the source arrives at the target. */
  replicates: boolean;
  /** Bear the mark that only the state of the migration has. */
  ours: Openings;
  /** Of everybody else: another stack's, other people's. */
  theirs: Openings;
  /** What the EIPs of ours are bound to, by address. */
  bound: Readonly<Record<string, { to?: string; privateIp?: string }>>;
  /** Rows and checksums of every table on either server. */
  data: Readonly<Record<string, string>>;
  /** The state has a proven cutover. */
  recorded: boolean;
  /** Addresses that the stack file opens on purpose beside the task's. */
  operator: readonly string[];
}

export interface Task {
  id: string;
  state: string;
  /** The migration's own, by the id in its state. */
  ours: boolean;
}

/** States in which a task moves data. */
const MOVING = ["full", "fullDone", "incremental", "paused"];

export function isMoving({ state }: { state: string }): boolean {
  return MOVING.includes(state);
}

/** Names of the migrations that may be in a world. */
const NAMES = ["shop", "crm"];
/** The table that the probe of a replication writes to: its rows are counted, what is in them is not looked at. */
const PROBED = "shop.country";

export async function readFacts(field: Field, arrives: () => Promise<boolean>): Promise<Facts> {
  const operator = wantedAddresses(field);
  const state = readState(field);
  const found = (await Promise.all(NAMES.map((name) => field.driver().find(`dbferry-${name}`)))).flat();
  const tasks = found.map(({ id, state: now, description }) => {
    const mark = readMark(description);
    // Where the mark was taken away in a console, the state still knows its task.
    return { id, state: now, ours: mark?.state ? mark.state === state.id : state.text.includes(id) };
  });
  const replicates = tasks.some((task) => task.state === "incremental") && (await arrives());
  const accounts = await accountsOf(field);
  return {
    tasks,
    replicates,
    ...opened(field, state.id, accounts),
    data: { ...(await data(field, "source")), ...(await data(field, "target")) },
    recorded: state.cutover,
    operator,
  };
}

/** Of the stack file as it stands, which somebody may have spoilt. */
function wantedAddresses(field: Field): string[] {
  let found: string[] = [];
  field.configure((config) => {
    const addresses = config?.["dbferry:migration"]?.operator?.addresses;
    if (Array.isArray(addresses)) found = addresses.map(String);
  });
  return found;
}

interface State {
  text: string;
  id: string | undefined;
  cutover: boolean;
}

/** The file of the stack's state, as the engine left it; what is secret in it is not needed. */
function readState(field: Field): State {
  const file = join(field.project.folder, "state/.pulumi/stacks/dbferry", `${STACK}.json`);
  const text = readFileSync(file, "utf8");
  const resources: { type: string; inputs?: Record<string, unknown> }[] =
    JSON.parse(text).checkpoint?.latest?.resources ?? [];
  const provider = resources.find(({ type }) => type === "pulumi:providers:dbferry");
  const written = provider?.inputs?.["stateId"];
  const cutover = resources.some(({ type }) => type === "dbferry:index:Cutover");
  return { text, id: typeof written === "string" ? written.replaceAll('"', "") : undefined, cutover };
}

function opened(
  { sandbox: { world, source } }: Field,
  id: string | undefined,
  accounts: readonly (readonly [name: string, account: string])[],
): Pick<Facts, "ours" | "theirs" | "bound"> {
  const { alicloud, huaweicloud } = world;
  const eips = huaweicloud.eips.list();
  const isOurs = (eip: (typeof eips)[number]) =>
    id !== undefined && (eip.name === eipName("shop", { id }) || eip.tags["migrate-state"] === id);
  const groups = alicloud.rds
    .list()
    .flatMap(({ allowlists }) =>
      [...allowlists].flatMap(([group, entries]) => [...entries].map((one) => [group, one] as const)),
    );
  const endpoints = alicloud.rds.list().flatMap(({ publicEndpoint }) => publicEndpoint?.host ?? []);
  const side = (mine: boolean): Openings => ({
    eips: eips
      .filter((eip) => isOurs(eip) === mine)
      .map(({ address, name }) => `${address} ${mine ? "" : name}`.trim()),
    rules: huaweicloud.securityGroups
      .rules()
      .filter(({ description }) => (id !== undefined && readMark(description)?.state === id) === mine)
      .map((rule) =>
        [rule.direction, rule.action, rule.protocol, rule.remoteIpPrefix ?? "any", rule.ports ?? "all"].join(" "),
      ),
    allowlist: groups
      .filter(([group]) => (id !== undefined && group === allowlistGroup("shop", source.instanceId, { id })) === mine)
      .map(([group, entry]) => (mine ? entry : `${group} ${entry}`)),
    endpoints: endpoints.filter(
      (host) => (id !== undefined && host === endpointHost("shop", source.instanceId, { id })) === mine,
    ),
    accounts: accounts
      .filter(([name]) => (id !== undefined && name === accountName("shop", { id })) === mine)
      .map(([, account]) => account),
  });
  const bound = eips.filter(isOurs).map((eip) => [eip.address, { to: eip.boundTo, privateIp: eip.boundPrivateIp }]);
  return { ours: side(true), theirs: side(false), bound: Object.fromEntries(bound) };
}

/** Accounts on both servers, each with its rights and the digest of its password. */
async function accountsOf(field: Field): Promise<[string, string][]> {
  const read = (side: "source" | "target") => (db: Db) => grants(db, side);
  return [...(await field.as("source", read("source"))), ...(await field.as("target", read("target")))];
}

async function grants(db: Db, side: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  // On loopback are the sandbox's own copies, by which it logs in: they come and go.
  const rows = await db.query(
    "SELECT User AS user, Host AS host FROM mysql.user WHERE Host <> '127.0.0.1' ORDER BY User, Host",
  );
  for (const row of rows) {
    const [user, host] = [String(row["user"]), String(row["host"])];
    if (!/^(df_|office)/.test(user)) continue;
    // It may go between the two statements.
    const lines = await db.query(`SHOW GRANTS FOR '${user}'@'${host}'`).catch(() => []);
    const text = lines.map((line) => String(Object.values(line)[0])).join("; ");
    found.push([user, `${side} ${user}@${host}: ${text}`]);
  }
  return found;
}

async function data(field: Field, side: "source" | "target"): Promise<Record<string, string>> {
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
