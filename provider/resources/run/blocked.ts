import { covers, readAddressList } from "../../../model/addresses";
import { visible } from "../../../model/printing/visible";
import { quoteAccount } from "../../../mysql/sql";
import type { IngressRule } from "../../core/clouds";
import type { Context } from "../../core/context";
import { messageOf } from "../../core/failure";
import type { ConnectionTest, Driver, Login, Side, TaskInfo } from "../../drivers/driver";

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

interface Guard {
  cause: string;
  fix: string;
  /** Seen in the cloud, not inferred. */
  certain: boolean;
}

/** Who may have dropped the packets. */
async function lookAtGuard(ctx: Context, side: Side, login: Login, from: string): Promise<Guard> {
  if (login.cloud === "alicloud") return allowlistGuard(ctx, login, from);
  if (login.cloud === "huaweicloud") return securityGroupGuard(ctx, login, from);
  return {
    cause: `no answer to the caller ${from}: a firewall drops it, or no route leads there`,
    fix: `let ${from} in to port ${login.port} on the ${side}'s firewall, and check the route back`,
    certain: false,
  };
}

async function allowlistGuard(ctx: Context, login: Login, from: string): Promise<Guard> {
  const where = login.instanceId ?? login.host;
  const fix = `add ${from}/32 to an IP allowlist group of ${where} (dbferry's AllowlistEntry does), or correct the one there is`;
  const groups = await seen(
    ctx,
    async () => login.instanceId && ctx.clouds.sight.allowlistGroups(login.region, login.instanceId),
  );
  if (!groups)
    return {
      cause: `the allowlist of ${where} (Alibaba RDS) most likely has no entry for the caller ${from}`,
      fix,
      certain: false,
    };
  if (letsIn(Object.values(groups).flat(), from)) {
    return {
      cause: `no answer, although the allowlist of ${where} has an entry for the caller ${from}: it may not be in effect yet`,
      fix: `run the update again in a few minutes; then check port ${login.port} and the public endpoint of ${where}`,
      certain: false,
    };
  }
  const present = Object.entries(groups).map(([name, entries]) => `${name}: ${entries.join(", ") || "nobody"}`);
  return {
    cause: `the allowlist of ${where} (Alibaba RDS) has no entry for the caller ${from} (${present.join("; ")})`,
    fix,
    certain: true,
  };
}

async function securityGroupGuard(ctx: Context, login: Login, from: string): Promise<Guard> {
  const group = login.securityGroupId;
  const where = login.instanceId ?? login.host;
  const fix = `add a rule to the security group ${group ?? `of ${where}`}: ingress, TCP ${login.port}, from ${from}/32`;
  const rules = await seen(ctx, async () => group && ctx.clouds.sight.securityGroupRules(group));
  if (!rules)
    return {
      cause: `the security group of ${where} most likely does not let in the task's address ${from} on port ${login.port}`,
      fix,
      certain: false,
    };
  if (rules.some((rule) => admits(rule, from, login.port))) {
    return {
      cause: `no answer, although the security group ${group} lets in ${from} on port ${login.port}`,
      fix: `check the network ACL of the subnet and that ${where} listens on ${login.host}:${login.port}`,
      certain: false,
    };
  }
  return {
    cause: `the security group ${group} of ${where} is closed for the task's address ${from} on port ${login.port}`,
    fix,
    certain: true,
  };
}

/** A look that fails only makes the message less certain. */
async function seen<T>(ctx: Context, look: () => Promise<T | undefined | "">): Promise<T | undefined> {
  try {
    return (await look()) || undefined;
  } catch (error) {
    ctx.log("debug", `could not look: ${messageOf(error)}`);
    return undefined;
  }
}

function letsIn(entries: readonly string[], address: string): boolean {
  return covers(blocksOf(entries), blocksOf([address]));
}

function blocksOf(entries: readonly string[]): string[] {
  return readAddressList(entries).flatMap((reading) => reading.blocks);
}

/** Whether one rule lets a caller in. The task is in no group of ours, so that rules for members of a group do not count. */
function admits(rule: IngressRule, from: string, port: number): boolean {
  if (rule.action !== "allow") return false;
  if (rule.protocol && !["tcp", "6"].includes(rule.protocol.toLowerCase())) return false;
  if (rule.ports && !holdsPort(rule.ports, port)) return false;
  if (rule.fromGroup) return false;
  return rule.cidr ? letsIn([rule.cidr], from) : true;
}

function holdsPort(ports: string, port: number): boolean {
  return ports.split(",").some((part) => {
    const [low, high] = part.split("-").map(Number);
    return port >= low! && port <= (high ?? low!);
  });
}
