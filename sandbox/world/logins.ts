import { randomBytes } from "node:crypto";
import type { Connection } from "mysql2/promise";
import { connect, rowsOf, withAdmin } from "../mysql/connect";
import { type AccountRow, matchAccount } from "./hostMatch";
import { type AccountCopy, readAccount } from "./mirrors";
import type { CallerTls, Login, Origin, ServerRef } from "./types";

/** The host of a mirror account: only the sandbox's own processes connect from there. */
const LOOPBACK = "127.0.0.1";

/** An account that the sandbox created, and how many logins use it. */
interface Mirror {
  server: ServerRef;
  user: string;
  fingerprint: string;
  users: number;
}

/**
 * Logins from origins. A real server sees every caller at 127.0.0.1, so a login gets a mirror of the account that MySQL
 * would choose for the origin's address: same password hash, same privileges, same name at 127.0.0.1. When that name is
 * taken there (by an account of the customer, or by a mirror of another account), the mirror gets a name of its own.
 * Mirrors are never written to the binary log.
 */
export class Logins {
  private readonly mirrors = new Map<string, Mirror>();
  private readonly held = new WeakMap<Login, Mirror>();
  private readonly queues = new Map<number, Promise<unknown>>();

  async login(origin: Origin, server: ServerRef, user: string, password: string, tls?: CallerTls): Promise<Login> {
    const refusal = refused(user, origin.address, password);
    let found: { mirror: Mirror; row: AccountRow } | undefined;
    try {
      found = await this.inTurn(server, () =>
        withAdmin(server, async (admin) => {
          const rows = await rowsOf<AccountRow>(admin, "SELECT User AS user, Host AS host FROM mysql.user");
          const row = matchAccount(rows, user, origin.address);
          if (!row) return undefined;
          const copy = await readAccount(admin, row, server.version);
          if (copy.requires !== undefined && !(tls && copy.requires === "SSL")) return undefined;
          return { row, mirror: await this.mirrorOf(admin, server, rows, user, copy) };
        }),
      );
    } catch (error) {
      return { ok: false, ...reason(error, server, (text) => text) };
    }
    if (!found) return refusal;
    const { mirror, row } = found;
    const ssl = tls ? { ssl: { ca: tls.ca, rejectUnauthorized: tls.ca !== undefined } } : {};
    const connection = { host: server.host, port: server.port, user: mirror.user, password, ...ssl };
    try {
      const real = await connect(connection);
      real.destroy();
    } catch (error) {
      await this.give(mirror);
      const said = reason(error, server, (text) =>
        text.replaceAll(`'${mirror.user}'@'${LOOPBACK}'`, `'${user}'@'${origin.address}'`),
      );
      return { ok: false, ...said };
    }
    const login: Login = { ok: true, server, account: { user: row.user, host: row.host }, connection };
    this.held.set(login, mirror);
    return login;
  }

  async drop(login: Login): Promise<void> {
    const mirror = this.held.get(login);
    if (!mirror) return;
    this.held.delete(login);
    await this.give(mirror);
  }

  /** Removes every mirror; a server that is gone has none. */
  async close(): Promise<void> {
    const left = [...this.mirrors.values()];
    this.mirrors.clear();
    await Promise.all(left.map((mirror) => this.remove(mirror).catch(() => {})));
  }

  private async mirrorOf(
    admin: Connection,
    server: ServerRef,
    rows: readonly AccountRow[],
    user: string,
    copy: AccountCopy,
  ): Promise<Mirror> {
    const present = this.mirrors.get(key(server, user));
    const taken = user === "" || rows.some((row) => row.user === user && row.host === LOOPBACK);
    if (present?.fingerprint === copy.fingerprint) {
      // The mirror may have been dropped by others together with the account.
      if (!taken) for (const statement of copy.statements(user, LOOPBACK)) await admin.query(statement);
      present.users++;
      return present;
    }
    const name = taken ? `sbx_${randomBytes(6).toString("hex")}` : user;
    const mirror: Mirror = { server, user: name, fingerprint: copy.fingerprint, users: 1 };
    this.mirrors.set(key(server, name), mirror);
    try {
      for (const statement of copy.statements(name, LOOPBACK)) await admin.query(statement);
    } catch (error) {
      this.mirrors.delete(key(server, name));
      await admin.query("DROP USER ?@?", [name, LOOPBACK]).catch(() => {});
      throw error;
    }
    return mirror;
  }

  private async give(mirror: Mirror): Promise<void> {
    await this.inTurn(mirror.server, async () => {
      const name = key(mirror.server, mirror.user);
      // Its account may have been dropped by others in the meantime, and another mirror may have taken the name.
      if (--mirror.users > 0 || this.mirrors.get(name) !== mirror) return;
      this.mirrors.delete(name);
      await this.remove(mirror).catch((error: NodeJS.ErrnoException) => {
        // The server is gone, or the account is (ER_CANNOT_USER).
        if (error.code !== "ECONNREFUSED" && error.errno !== 1396) throw error;
      });
    });
  }

  private async remove(mirror: Mirror): Promise<void> {
    await withAdmin(mirror.server, (admin) => admin.query("DROP USER ?@?", [mirror.user, LOOPBACK]));
  }

  /** Serialises work per server: reading accounts and creating a mirror must not interleave with another login. */
  private inTurn<T>(server: ServerRef, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(server.port) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.queues.set(
      server.port,
      turn.catch(() => {}),
    );
    return turn;
  }
}

function key(server: ServerRef, user: string): string {
  return `${server.port} ${user}`;
}

function refused(user: string, address: string, password: string): Extract<Login, { ok: false }> {
  const given = password === "" ? "NO" : "YES";
  return { ok: false, code: 1045, text: `Access denied for user '${user}'@'${address}' (using password: ${given})` };
}

function reason(error: unknown, server: ServerRef, words: (text: string) => string): { code: number; text: string } {
  const { errno, code, message } = error as { errno?: number; code?: string; message: string };
  if (code === "ECONNREFUSED")
    return { code: 2003, text: `Can't connect to MySQL server on port ${server.port} (111)` };
  return { code: typeof errno === "number" && errno > 0 ? errno : 2013, text: words(message) };
}
