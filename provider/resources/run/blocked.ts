import { CLOUDS } from "../../../model/clouds";
import { visible } from "../../../model/printing/visible";
import type { Path } from "../../../model/scenario";
import type { Side } from "../../../model/side";
import { remedyIn } from "../../../model/troubles";
import { quoteAccount } from "../../../mysql/sql";
import type { Guard } from "../../core/clouds";
import type { CallContext } from "../../core/context";
import type { ConnectionTest, Driver, Obstacle } from "../../core/driver";
import type { TaskInfo } from "../../core/task";
import type { Login } from "../../core/taskSpec";

/** Why a task could not connect to a server, in terms that a user can act on. */
export interface Blocked {
  side: Side;
  /** Cause and fix, in one or two sentences. */
  text: string;
  /** Retrying unchanged is useless or harmful (a host firewall locks out callers that fail to log in). */
  final: boolean;
}

type Refused = Extract<ConnectionTest, { ok: false }>;

/** Cause, fix, and whether retrying is useless. */
type Explained = [cause: string, fix: string, final: boolean];

interface Attempt {
  ctx: CallContext;
  driver: Driver;
  side: Side;
  login: Login;
  path: Path;
  /** The vendor's code and text. */
  said: string;
  /** Address of the caller. */
  from: string;
}

/** Explains the vendor's reason for a failed connection test by cause and fix. */
export async function explain(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  side: Side,
  login: Login,
  path: Path,
  test: Refused,
): Promise<Blocked> {
  const from = side === "source" && task.publicIp ? task.publicIp : (task.privateIp ?? "its address");
  const words = `${test.code ? `${test.code}: ` : ""}${test.text}`;
  const [cause, fix, final] = await EXPLAINED[test.cause]({ ctx, driver, side, login, path, from, said: words });
  const said = visible(`${driver.title} said: ${words}`);
  const place = `${login.host}:${login.port}`;
  return { side, text: `the task cannot use the ${side} ${place}: ${cause}\n${said}\nfix: ${fix}`, final };
}

const EXPLAINED: Record<Obstacle, (attempt: Attempt) => Explained | Promise<Explained>> = {
  lockedOut: ({ from }) => [
    `the server has locked out the caller ${from} after failed logins`,
    "run FLUSH HOSTS there; on a host with HOSTGUARD remove the caller from iptables chain IN_HIDS_MYSQLD_DENY_DROP, last rule first",
    true,
  ],
  loginRefused: ({ login, from }) => [
    `the server refuses user '${login.user}' with this password from ${from} (wrong password, or no such account at that address)`,
    `check user and password, and that the account exists at '${from}': CREATE USER ${quoteAccount(login.user, from)} IDENTIFIED BY …`,
    true,
  ],
  nameUnknown: ({ login }) => [
    "its host name does not resolve",
    `check the name ${login.host}; a new public endpoint may take a few minutes to appear in DNS`,
    false,
  ],
  portClosed: ({ side, login, from }) => [
    `nothing listens on port ${login.port} (the port is unreachable: connection refused)`,
    `check the port of the ${side}, and that the server runs and listens on that address${
      isOpenedByHand(login) ? `; a firewall may refuse in the same way: ${toOpen(login, from)}` : ""
    }`,
    false,
  ],
  // Vendors report a missing allowlist entry and a closed security group in the same way.
  noAnswer: async (attempt) => {
    const guard = await lookAtGuard(attempt);
    return [guard.cause, guard.fix, guard.certain];
  },
  tls: ({ login }) => [
    "TLS could not be negotiated",
    `check that ${login.host}:${login.port} serves TLS and that the CA given to the task (source.ca in the migration) signed its ` +
      "certificate; if the source has no TLS at all, write task.plainSource: { reason, owner, expires }",
    true,
  ],
  other: ({ driver, said }) => [
    "the connection test failed",
    remedyIn(said) ?? `see the reason given by ${driver.title} above`,
    false,
  ],
};

/** Whether a firewall that no API reaches guards the server: then only a person can open it. */
export function isOpenedByHand({ cloud, machineId }: Login): boolean {
  return cloud === "onprem" || machineId !== undefined;
}

/** How a person opens it. */
function toOpen({ port }: Login, from: string): string {
  return (
    `let ${from}, and no other address in its place, in to TCP port ${port} on every firewall in front of the server (the commands: pulumi stack output hostOpenings); ` +
    "to see what the host's own rules do with it: dbferry doctor --rules"
  );
}

/** What may have dropped the packets, read from the cloud that guards the server if dbferry can read it. */
async function lookAtGuard({ ctx, side, login, path, from }: Attempt): Promise<Guard> {
  const debug = (message: string) => ctx.log("debug", message);
  const { region, account } = login;
  if (login.cloud === "onprem")
    return {
      cause: `no answer to the caller ${from}: a firewall drops it, or no route leads there; dbferry opens nothing there and looks at nothing there`,
      fix: toOpen(login, from),
      certain: false,
    };
  const cloud = CLOUDS.find((one) => one === login.cloud);
  const seen =
    cloud && (await ctx.clouds.cloud({ cloud, region, account }).guard?.({ login, side, path, from, debug }));
  // The cloud lets it in, so what is left is the machine's own firewall.
  if (seen?.admits && isOpenedByHand(login)) return { ...seen, fix: `${toOpen(login, from)}; ${seen.fix}` };
  if (seen && !seen.certain && isOpenedByHand(login))
    return { ...seen, fix: `${seen.fix}; where that lets it in already, ${toOpen(login, from)}` };
  if (seen) return seen;
  return {
    cause: `no answer to the caller ${from}: a firewall drops it, or no route leads there`,
    fix: `let ${from} in to port ${login.port} on the ${side}'s firewall, and check the route back`,
    certain: false,
  };
}
