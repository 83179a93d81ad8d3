import { CLOUDS } from "../../../model/clouds";
import { visible } from "../../../model/printing/visible";
import { quoteAccount } from "../../../mysql/sql";
import type { Guard } from "../../core/clouds";
import type { Context } from "../../core/context";
import type { ConnectionTest, Driver, Login, Side, TaskInfo } from "../../core/driver";

/** Why a task did not get through to a server, as a user can act on it. */
export interface Blocked {
  side: Side;
  /** Cause and fix, in one or two sentences. */
  text: string;
  /** Trying again without a change is useless, or does harm (a host firewall locks out callers that fail to log in). */
  final: boolean;
}

type Refused = Extract<ConnectionTest, { ok: false }>;

/**
 * Turns the vendor's reason of a failed connection test into cause and fix. Vendors say "timed out" for a missing allowlist entry
 * and for a closed security group alike: there the cloud that guards the server is asked.
 */
export async function explain(
  ctx: Context,
  driver: Driver,
  task: TaskInfo,
  side: Side,
  login: Login,
  test: Refused,
): Promise<Blocked> {
  const from = side === "source" && task.publicIp ? task.publicIp : (task.privateIp ?? "its address");
  const place = `${login.host}:${login.port}`;
  const said = visible(`${driver.title} said: ${test.code ? `${test.code}: ` : ""}${test.text}`);
  const tell = (cause: string, fix: string, final: boolean): Blocked => ({
    side,
    text: `the task cannot use the ${side} ${place}: ${cause}\n${said}\nfix: ${fix}`,
    final,
  });
  const heard = `${test.code} ${test.text}`;
  if (/host .*is blocked|max_connect_errors|\b1129\b/i.test(heard)) {
    return tell(
      `the server has locked out the caller ${from} after failed logins`,
      "run FLUSH HOSTS there; on a host with HOSTGUARD remove the caller from iptables chain IN_HIDS_MYSQLD_DENY_DROP, last rule first",
      true,
    );
  }
  if (/access denied|password is incorrect|\b1045\b|KE0002/i.test(heard)) {
    return tell(
      `the server refuses user '${login.user}' with this password from ${from} (wrong password, or no such account at that address)`,
      `check user and password, and that the account exists at '${from}': CREATE USER ${quoteAccount(login.user, from)} IDENTIFIED BY …`,
      true,
    );
  }
  if (/unknown ?host|not be resolved|name or service not known|\bdns\b/i.test(heard)) {
    return tell(
      `its name is not known`,
      `check the name ${login.host}; a new public endpoint may take a few minutes to be known`,
      false,
    );
  }
  if (/refused/i.test(heard)) {
    return tell(
      `nothing listens on port ${login.port} (the port is unreachable: connection refused)`,
      `check the port of the ${side}, and that the server runs and listens on that address`,
      false,
    );
  }
  if (/timed? ?out|communications link failure|no route|unreachable|not respond/i.test(heard)) {
    const guard = await lookAtGuard(ctx, side, login, from);
    return tell(guard.cause, guard.fix, guard.certain);
  }
  if (/ssl|tls|certificate/i.test(heard)) {
    return tell(
      "TLS could not be agreed on",
      `check that ${place} serves TLS and that the CA given to the task (source.ca in the migration) is the one of its certificate; ` +
        "where the source has no TLS at all, write task.plainSource: { reason, owner, expires }",
      true,
    );
  }
  return tell("the connection test failed", `see ${driver.title}'s reason above`, false);
}

/** Who may have dropped the packets: the cloud that guards the server is asked, where there is one that can be. */
async function lookAtGuard(ctx: Context, side: Side, login: Login, from: string): Promise<Guard> {
  const debug = (message: string) => ctx.log("debug", message);
  const { region, account } = login;
  const cloud = CLOUDS.find((one) => one === login.cloud);
  const seen = cloud && (await ctx.clouds.cloud({ cloud, region, account }).guard?.({ login, side, from, debug }));
  if (seen) return seen;
  return {
    cause: `no answer to the caller ${from}: a firewall drops it, or no route leads there`,
    fix: `let ${from} in to port ${login.port} on the ${side}'s firewall, and check the route back`,
    certain: false,
  };
}
