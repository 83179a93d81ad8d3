import { randomBytes } from "node:crypto";
import { type ConnectOptions, type Db, withDb } from "../connect";
import { quoteName, quoteText } from "../sql";
import type { Scratch } from "./scratch";

const PREFIX = "dbferry_trial_";
const OURS = new RegExp(`^(${PREFIX}[0-9a-f]{16})_\\d+$`);

/**
 * The databases of one trial on a scratch server. On a shared server they have unique names, and a lock of the same
 * name is held while the trial runs, so that leftovers of a killed trial are recognised by their free lock.
 */
export class Place {
  private readonly id = `${PREFIX}${randomBytes(8).toString("hex")}`;
  private readonly names = new Map<string, string>();
  private readonly made: string[] = [];

  constructor(private readonly scratch: Pick<Scratch, "own" | "options">) {}

  /** Takes the lock for the lifetime of `holder`, and removes what dead trials left. */
  async begin(holder: Db): Promise<void> {
    if (this.scratch.own) return;
    await holder.query(`SELECT GET_LOCK(${quoteText(this.id)}, 0)`, [], { doing: "taking the trial's lock" });
    const rows = await holder.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA");
    for (const { n } of rows) {
      const owner = OURS.exec(n)?.[1];
      if (owner === undefined || owner === this.id) continue;
      const [row] = await holder.query<{ free: number }>(`SELECT IS_FREE_LOCK(${quoteText(owner)}) AS free`);
      if (Number(row?.free) === 1) await holder.query(`DROP DATABASE IF EXISTS ${quoteName(n)}`);
    }
  }

  /** The database's name on the scratch server; undefined for a database that is not tried. */
  name(database: string): string | undefined {
    return this.names.get(database);
  }

  async create(db: Db, database: string, options: string): Promise<void> {
    const name = this.scratch.own ? database : `${this.id}_${this.names.size + 1}`;
    this.names.set(database, name);
    this.made.push(name);
    await db.query(`CREATE DATABASE ${quoteName(name)} ${options}`, [], { doing: "creating the database" });
  }

  /** A server message with the database names that the user knows. */
  withUserNames(message: string): string {
    let text = message;
    for (const [database, name] of this.names) text = text.replaceAll(name, database);
    return text;
  }

  /**
   * Removes what was created, in a separate session, because the others may be lost. A server of our own is discarded
   * as a whole.
   */
  async remove(options: ConnectOptions): Promise<void> {
    if (this.scratch.own || this.made.length === 0) return;
    await withDb({ ...options, signal: undefined, statementTimeoutMs: 600_000 }, async (db) => {
      // Not every account may do this; the objects are then dropped with a binary log, which does no harm.
      await db.query("SET SESSION sql_log_bin = 0").catch(() => {});
      await db.query("SET SESSION foreign_key_checks = 0");
      for (const name of this.made.splice(0)) await db.query(`DROP DATABASE IF EXISTS ${quoteName(name)}`);
    });
  }
}
