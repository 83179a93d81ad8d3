import type { Connection } from "mysql2/promise";
import { connect, withAdmin } from "../mysql/connect";
import type { Login, Reach, ServerRef } from "../world/types";
import type { World } from "../world/world";
import { MoveError, moveError } from "./failure";
import { hasNewWords, isMariadb } from "./position";
import { RawReader } from "./rows";
import type { MoveEnd } from "./types";

type Granted = Extract<Login, { ok: true }>;

/**
 * One end of a task: asks the world for a route, logs in, and opens sessions with the account's privileges. Their
 * errors name the owner's account.
 */
export class SideAccess {
  private login: Granted | undefined;
  private vendor = false;
  private readonly sessions = new Set<Connection>();

  constructor(
    private readonly world: World,
    readonly side: MoveEnd,
  ) {}

  /** @throws MoveError dns, allowlist, securityGroup, noRoute, refused, login */
  async open(): Promise<void> {
    const { server, from } = this.way();
    const { user, password, tls } = this.side.endpoint;
    const login = await this.world.login(from, server, user, password, tls);
    if (!login.ok)
      throw new MoveError(login.code === 1045 ? "login" : login.code === 2003 ? "refused" : "mysql", login.text);
    const before = this.login;
    this.login = login;
    if (before) await this.world.dropMirror(before);
  }

  /** The real server, if packets currently reach it. @throws MoveError with the network's reason */
  reach(): ServerRef {
    return this.way().server;
  }

  private way(): Extract<Reach, { ok: true }> {
    const { host, port } = this.side.endpoint;
    const way = this.world.reach(this.side.origin, host, port);
    if (!way.ok) throw new MoveError(way.why, way.detail);
    return way;
  }

  get granted(): Granted {
    if (!this.login) throw new Error("SideAccess is not open");
    return this.login;
  }

  get server(): ServerRef {
    return this.granted.server;
  }

  /** A session with the account's privileges; `close` ends it if the caller has not. @throws MoveError */
  async session(): Promise<Connection> {
    const session = await connect(this.granted.connection).catch(async (error: { errno?: number }) => {
      if (error.errno !== 1045) throw moveError(error, this.words);
      // A cleanup of the customer's accounts may have dropped the mirror too: what counts is the account itself.
      await this.open();
      if (this.vendor) await this.actAsVendor();
      return connect(this.granted.connection);
    });
    this.sessions.add(session);
    const query = session.query.bind(session) as (...args: unknown[]) => Promise<unknown>;
    session.query = ((...args: unknown[]) => query(...args).catch(this.rethrow)) as typeof session.query;
    session.on("end", () => this.sessions.delete(session));
    return session;
  }

  /** A session that reads rows as raw bytes, with the account's privileges. */
  reader(): Promise<RawReader> {
    return RawReader.open(this.granted.connection, this.rethrow);
  }

  /** The same with the sandbox's own access. */
  sandboxReader(): Promise<RawReader> {
    const { host, port, admin } = this.server;
    return RawReader.open({ host, port, ...admin }, this.rethrow);
  }

  /** MySQL's message with the owner's account in place of the mirror. */
  readonly words = (text: string): string => {
    const { endpoint, origin } = this.side;
    if (!this.login) return text;
    const mirror = this.login.connection.user;
    return text.replaceAll(`'${mirror}'@'127.0.0.1'`, `'${endpoint.user}'@'${origin.address}'`);
  };

  private readonly rethrow = (error: Error): never => {
    error.message = this.words(error.message);
    throw error;
  };

  /**
   * Grants the mirror SUPER, which represents the vendor's own access to an instance of its cloud: other definers, no
   * binary log, writing while the instance is read-only.
   */
  async actAsVendor(): Promise<void> {
    this.vendor = true;
    const { user } = this.granted.connection;
    await withAdmin(this.server, (admin) =>
      admin.query(`GRANT ${vendorRights(this.server.version)} ON *.* TO ?@'127.0.0.1'`, [user]),
    );
  }

  /** Ends all sessions immediately; the login stays valid. */
  endSessions(): void {
    for (const session of this.sessions) session.destroy();
    this.sessions.clear();
  }

  /** Ends all sessions and releases the mirror. */
  async close(): Promise<void> {
    this.endSessions();
    if (this.login) await this.world.dropMirror(this.login);
    this.login = undefined;
  }
}

/** SUPER, and the privileges that newer servers have split off from it. */
function vendorRights(version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (isMariadb(version)) return major > 10 || minor >= 5 ? "SUPER, READ_ONLY ADMIN, SET USER, BINLOG ADMIN" : "SUPER";
  return hasNewWords(version) ? "SUPER, SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER" : "SUPER";
}
