import { AlibabaRds } from "./alibabaRds";
import { Clock } from "./clock";
import { Eips } from "./eips";
import { HuaweiRds } from "./huaweiRds";
import { Journal } from "./journal";
import { Logins } from "./logins";
import { reach, resolve } from "./reach";
import { Resources } from "./resources";
import { SecurityGroups } from "./securityGroups";
import type { CallerTls, Faults, Login, Origin, Reach, ServerRef } from "./types";
import { Vpcs } from "./vpcs";

/**
 * Everything that is true in the sandbox: who has which address, allowlist and rule, and which real server plays which
 * instance. The HTTP services change it, the movers ask it. One World per sandbox, in one process.
 *
 * Parts: `eips`, `vpcs` (subnets and private addresses too), `securityGroups` (rules too), `alibabaRds`, `huaweiRds`,
 * `resources` (anything a stand-in provider keeps), `faults`, `journal`, `clock`. A request the facts do not allow throws
 * `WorldError` with `why`.
 */
export class World {
  readonly journal = new Journal();
  readonly eips = new Eips(this.journal);
  readonly vpcs = new Vpcs(this.journal);
  readonly securityGroups = new SecurityGroups(this.journal);
  readonly alibabaRds = new AlibabaRds(this.journal);
  readonly huaweiRds = new HuaweiRds(this.journal, this.vpcs);
  readonly resources = new Resources(this.journal);
  readonly faults: Faults = { closedSecurityGroups: new Set(), refusedPorts: new Set(), precheck: new Map() };
  /** Every call that the clouds' APIs took, by cloud, each once: `alicloud DescribeDBInstances`, `huaweicloud GET /vpc/v3/...`. */
  readonly calls = new Set<string>();
  private readonly logins = new Logins();

  constructor(readonly clock: Clock = new Clock()) {}

  /** The address of a host name or address as a caller's resolver finds it; undefined when it does not resolve. */
  resolve(host: string): string | undefined {
    return resolve(this, host);
  }

  /**
   * Whether packets from `origin` arrive at `host:port` and at which real server, by the facts alone (no I/O). A private origin
   * (a task without EIP) has `vpcId`; a public one is an EIP's address.
   */
  reach(origin: Origin, host: string, port: number): Reach {
    return reach(this, origin, host, port);
  }

  /**
   * Logs in at a server as MySQL would for a caller at `origin`: picks the row of mysql.user for that address and checks the
   * password at the real server. On success the result holds a connection from loopback with exactly that account's rights;
   * give it back with `dropMirror`. A refusal is a result, not an error; only a broken sandbox throws.
   * @param tls whether the caller uses TLS; an account with REQUIRE SSL refuses a caller without
   */
  login(origin: Origin, server: ServerRef, user: string, password: string, tls?: CallerTls): Promise<Login> {
    return this.logins.login(origin, server, user, password, tls);
  }

  /** Removes what `login` made on the server. Giving back twice, or a refused login, is fine. */
  dropMirror(login: Login): Promise<void> {
    return this.logins.drop(login);
  }

  /** Removes every mirror that is left and closes the sandbox's own connections. */
  async close(): Promise<void> {
    await this.logins.close();
  }

  /** The facts as plain JSON, without passwords. */
  dump(): Record<string, unknown> {
    return {
      clock: { speed: this.clock.speed },
      eips: this.eips.list(),
      vpcs: this.vpcs.list(),
      subnets: this.vpcs.subnets(),
      privateIps: this.vpcs.privateIps(),
      securityGroups: this.securityGroups.list(),
      securityGroupRules: this.securityGroups.rules(),
      alibabaRds: this.alibabaRds.list().map(({ mysql, allowlists, ...rest }) => ({
        ...rest,
        allowlists: Object.fromEntries([...allowlists].map(([name, entries]) => [name, [...entries]])),
        mysql: place(mysql),
      })),
      huaweiRds: this.huaweiRds.list().map(({ mysql, ...rest }) => ({ ...rest, mysql: place(mysql) })),
      resources: this.resources.list(),
      faults: {
        closedSecurityGroups: [...this.faults.closedSecurityGroups],
        refusedPorts: [...this.faults.refusedPorts],
        precheck: Object.fromEntries(this.faults.precheck),
        copyRowsPerSecond: this.faults.copyRowsPerSecond,
      },
      journal: this.journal.entries,
    };
  }
}

function place(server: ServerRef): { connect: string; version: string } {
  return { connect: `${server.host}:${server.port}`, version: server.version };
}
