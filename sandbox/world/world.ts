import { Clock } from "./clock";
import { Exchanges } from "./exchanges";
import type { CloudPart } from "./hops";
import { Journal } from "./journal";
import { Logins } from "./logins";
import { reach, resolve } from "./reach";
import { Resources } from "./resources";
import type { TunnelEnd } from "./tunnels";
import type { CallerTls, Faults, Login, Origin, Reach, ServerRef } from "./types";

/**
 * Everything that is true in the sandbox: each cloud's resources, who can reach what, and which real server is behind
 * which instance. The HTTP services change it, the movers query it. One World per sandbox, in one process. Clouds join
 * it with their own facts and hops; it knows none of them. Its own parts: `resources` (anything a stand-in provider
 * stores), `faults`, `journal`, `clock`. A request that the facts do not allow throws `WorldError` with `why`.
 */
export class World {
  readonly journal = new Journal();
  readonly resources = new Resources(this.journal);
  readonly faults: Faults = {
    closedSecurityGroups: new Set(),
    refusedPorts: new Set(),
    precheck: new Map(),
    calls: [],
  };
  /**
   * Every kind of call that the clouds' APIs received, by cloud, each once: `alicloud DescribeDBInstances`,
   * `huaweicloud GET /vpc/v3/...`.
   */
  readonly calls = new Set<string>();
  /** Every call with its response, for comparison with the vendor's model. */
  readonly exchanges = new Exchanges();
  private readonly parts: CloudPart[] = [];
  private readonly logins = new Logins();

  constructor(readonly clock: Clock = new Clock()) {}

  /** Adds a cloud's names, networks and hops. */
  join(part: CloudPart): void {
    this.parts.push(part);
  }

  /** Both ends of every IPsec tunnel, as configured. */
  tunnelEnds(): TunnelEnd[] {
    return this.parts.flatMap((part) => part.tunnelEnds?.() ?? []);
  }

  /** The address of a host name or address as resolved by a caller; undefined when it does not resolve. */
  resolve(host: string): string | undefined {
    return resolve(this.parts, host);
  }

  /**
   * Whether packets from `origin` arrive at `host:port` and at which real server, by the facts alone (no I/O). A
   * private origin (a task without a public address) has `vpcId`.
   */
  reach(origin: Origin, host: string, port: number): Reach {
    return reach(this.parts, this.faults, origin, host, port);
  }

  /**
   * Logs in at a server as MySQL would for a caller at `origin`: picks the row of mysql.user for that address and
   * checks the password at the real server. On success the result contains a loopback connection with exactly that
   * account's privileges; release it with `dropMirror`. A refusal is a result, not an error; only a broken sandbox
   * throws.
   * @param tls the caller's TLS settings, if it uses TLS; an account with REQUIRE SSL refuses a caller without
   */
  login(origin: Origin, server: ServerRef, user: string, password: string, tls?: CallerTls): Promise<Login> {
    return this.logins.login(origin, server, user, password, tls);
  }

  /** Removes what `login` created on the server. Idempotent, and a no-op for a refused login. */
  dropMirror(login: Login): Promise<void> {
    return this.logins.drop(login);
  }

  /** Removes all remaining mirrors and closes the sandbox's own connections. */
  async close(): Promise<void> {
    await this.logins.close();
  }

  /** The facts as plain JSON, without passwords. */
  dump(): Record<string, unknown> {
    return {
      clock: { speed: this.clock.speed },
      ...Object.assign({}, ...this.parts.map((part) => part.dump())),
      resources: this.resources.list(),
      faults: {
        closedSecurityGroups: [...this.faults.closedSecurityGroups],
        refusedPorts: [...this.faults.refusedPorts],
        precheck: Object.fromEntries(this.faults.precheck),
        copyRowsPerSecond: this.faults.copyRowsPerSecond,
        calls: this.faults.calls,
      },
      journal: this.journal.entries,
    };
  }
}

/** A server as shown in a dump. */
export function serverPlace(server: ServerRef): { connect: string; version: string } {
  return { connect: `${server.host}:${server.port}`, version: server.version };
}
