import type { Field } from "../../test/e2e/harness";

/** What stands in the sandbox, by the world's own books and the servers themselves: nothing that dbferry has said. */
export interface Facts {
  /** Tasks of the migration's name, and whether what is written arrives through them. */
  tasks: { id: string; state: string }[];
  replicates: boolean;
  /** Of the migration. */
  ours: Opened;
  /** Of other people. */
  theirs: Opened;
  /** Accounts of the migration on the source. */
  accounts: string[];
  /** Tables of the target with their rows. */
  data: Record<string, number>;
  /** The state has a proven cutover. */
  recorded: boolean;
}

export interface Opened {
  eips: string[];
  rules: string[];
  allowlist: string[];
  endpoints: string[];
}

/** States in which a task moves data. */
const MOVING = ["full", "fullDone", "incremental", "paused"];

export async function readFacts(field: Field, arrives: () => Promise<boolean>): Promise<Facts> {
  const tasks = (await field.tasks()).map(({ id, state }) => ({ id, state }));
  return {
    tasks,
    replicates: tasks.some(({ state }) => state === "incremental") && (await arrives()),
    ...opened(field),
    accounts: await accounts(field),
    data: await data(field),
    recorded: await recorded(field),
  };
}

export function isMoving({ state }: { state: string }): boolean {
  return MOVING.includes(state);
}

function opened({ sandbox: { world } }: Field): { ours: Opened; theirs: Opened } {
  const { alicloud, huaweicloud } = world;
  const groups = alicloud.rds
    .list()
    .flatMap(({ allowlists }) =>
      [...allowlists].flatMap(([group, entries]) => [...entries].map((one) => [group, one])),
    );
  const rules = huaweicloud.securityGroups.rules();
  const side = (mine: boolean): Opened => ({
    eips: huaweicloud.eips
      .list()
      .filter(({ name }) => /^dbferry-shop(\.|$)/.test(name ?? "") === mine)
      .map(({ address }) => address),
    rules: rules
      .filter(({ description }) => description.includes("migrate-id") === mine)
      .map(({ remoteIpPrefix, ports }) => `${remoteIpPrefix} ${ports}`),
    allowlist: groups
      .filter(([group]) => /^dbferry_shop(_|$)/.test(group ?? "") === mine)
      .map((one) => (mine ? one[1]! : one.join(" "))),
    endpoints: mine ? alicloud.rds.list().flatMap(({ publicEndpoint }) => publicEndpoint?.host ?? []) : [],
  });
  return { ours: side(true), theirs: side(false) };
}

async function accounts(field: Field): Promise<string[]> {
  const rows = await field.as("source", (db) =>
    db.query("SELECT host AS host FROM mysql.user WHERE user LIKE 'df\\_shop%'"),
  );
  return rows.map((row) => String(row["host"]));
}

async function data(field: Field): Promise<Record<string, number>> {
  return field.as("target", async (db) => {
    const tables = await db.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'shop' AND table_type = 'BASE TABLE'",
    );
    const counted: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await db.query(`SELECT COUNT(*) AS n FROM shop.\`${String(name)}\``);
      counted[String(name)] = Number(row!["n"]);
    }
    return counted;
  });
}

async function recorded(field: Field): Promise<boolean> {
  const { text } = await field.decryptedState();
  if (!text.startsWith("{")) return false;
  const { resources = [] } = JSON.parse(text).deployment ?? {};
  return resources.some(({ type }: { type: string }) => type === "dbferry:index:Cutover");
}
