import { isIP } from "node:net";
import { z } from "zod";
import { readMysqlHosts, sizeOf } from "../../model/addresses";
import { asAddress } from "../../model/addresses/block";
import { readMark } from "../../model/expiry";
import { accountName } from "../../model/names";
import { side } from "../../model/spec/choices";
import type { AccountSpec, EnsuredAccount } from "../../mysql/accounts";
import { makePassword } from "../../mysql/accounts/newPassword";
import type { ConnectOptions } from "../../mysql/connect";
import type { CallContext } from "../core/context";
import { messageOf } from "../core/failure";
import { DRIFT, type Plain, type ResourceType } from "../core/resource";
import { isPast } from "../core/states";
import { endAndKeep, refuseLive } from "./ending";
import { isNewPassword, refusePassword } from "./run/password";
import { connect, connectOptions, databases, engine, mode, taskLocation, whenLive } from "./shared";

const MAX_HOST_ADDRESSES = 1n << 16n;

const inputs = z.strictObject({
  connect: connect.describe("how this machine logs in as an administrator"),
  user: z.string().min(1).max(32).describe("name of the account; 16 characters at most before MySQL 5.7.8"),
  password: z.string().min(1).max(32).optional().describe("its password; generated if absent"),
  hosts: z
    .array(z.string())
    .min(1)
    .superRefine((hosts, issue) => {
      hosts.forEach((host, index) => {
        const reason = hostProblem(host);
        if (reason) issue.addIssue({ code: "custom", message: reason, path: [index] });
      });
    })
    .describe("addresses that the task connects from; the account exists only for these hosts, never for '%'"),
  role: side.describe("which side of the migration the server is"),
  engine,
  mode: mode.default("full+incremental"),
  databases: databases.default("all"),
  requireTls: z.boolean().default(false).describe("whether the account is allowed to log in over TLS only"),
  mark: z
    .string()
    .optional()
    .describe(
      "who owns it: the account's comment from MySQL 8.0.21 on; before that, its name contains the mark's digest",
    ),
  adopt: z.string().optional().describe("name of the account, to take over one that something else created"),
  task: z
    .strictObject({ id: z.string().min(1).describe("the vendor's id"), at: taskLocation, whenLive })
    .optional()
    .describe(
      "task that logs in with the account: while it is live, the account is not dropped, or the task is ended first",
    ),
});
type Inputs = z.output<typeof inputs>;

export const mysqlAccount: ResourceType<Inputs> = {
  name: "MysqlAccount",
  description:
    "The migration account on one server: exactly the privileges that the engine's documents require, at exactly the addresses that the " +
    "task connects from. An account of the same name with other privileges is refused, not changed.",
  schema: inputs,
  secrets: ["connect.password", "password"],
  looks: true,
  // A different route to the same server does not mean a different account: if it caused a replacement, the account
  // would be created and then dropped.
  replaceOn: ["user"],
  ignore: ["connect.user", "connect.password", "connect.tls", "connect.ca", "connect.serverName", "task", "adopt"],
  outputs: {
    user: { type: "string", description: "name of the account" },
    password: { type: "string", description: "its password, given or generated", secret: true },
    hosts: { type: "string[]", description: "hosts at which it exists" },
    seals: {
      type: z.record(z.string(), z.string()),
      description: "digests, by host, of the password's hash on the server, which show whether somebody has changed it",
      secret: true,
      optional: true,
    },
    drift: DRIFT,
  },

  async allow(ctx, old, _news, changes) {
    const { engine: by, task } = old.inputs;
    if (!task || !changes.some(({ path }) => isNewPassword(path, "password"))) return;
    const driver = ctx.clouds.driver(by, task.at);
    refusePassword(driver, await driver.describe(task.id), "password of the migration account");
  },

  foresee: (given) => ({ user: given.user, hosts: hostNames(given.hosts ?? []) }),

  async create(ctx, given) {
    const password = given.password ?? makePassword();
    const made = await ctx.clouds.mysql.ensureAccount(
      connectOptions(given.connect, given.role),
      specOf(given, password, false),
    );
    return { id: idOf(given), outputs: outputsOf(made, password) };
  },

  async read(ctx, old) {
    const { connect: admin, user, hosts } = old.inputs;
    if (!admin || !user || !hosts)
      throw new Error("an account cannot be imported, because its password cannot be read");
    const { password, seals } = old.outputs;
    const kept = seals as Record<string, string> | undefined;
    const spec = { ...specOf(old.inputs as Inputs, String(password), true), former: hostNames(hosts) };
    const seen = await ctx.clouds.mysql.lookAtAccount(connectOptions(admin, old.inputs.role), spec, kept);
    const drift = seen.differences;
    // A missing account stays in the state, so that it is recreated with the password that the task has.
    return {
      id: old.id,
      outputs: { ...old.outputs, seals: kept ?? seen.seals, ...(drift.length > 0 ? { drift } : {}) },
    };
  },

  async update(ctx, old, given) {
    const password = given.password ?? (old.outputs["password"] as string | undefined) ?? makePassword();
    const made = await ctx.clouds.mysql.ensureAccount(connectOptions(given.connect, given.role), {
      ...specOf(given, password, true),
      former: hostNames(old.inputs.hosts),
    });
    await leaveOldServer(ctx, old.inputs, given);
    return outputsOf(made, password);
  },

  async delete(ctx, old, replacedBy) {
    const going = old.inputs.hosts.filter((host) => !replacedBy?.hosts.map(hostName).includes(hostName(host)));
    if (going.length > 0) await dropIfThere(ctx, { ...old.inputs, hosts: going });
  },
};

function outputsOf({ user, hosts, seals }: EnsuredAccount, password: string): Plain {
  return { user, password, hosts, seals };
}

/** If the account was created on a different server this time, it is dropped on the previous one. */
async function leaveOldServer(ctx: CallContext, old: Inputs, given: Inputs): Promise<void> {
  const moved = old.connect.host !== given.connect.host || old.connect.port !== given.connect.port;
  if (!moved) return;
  const [before, now] = [old, given].map(({ connect: at, role }) => connectOptions(at, role)) as [
    ConnectOptions,
    ConnectOptions,
  ];
  let was: string;
  try {
    was = await ctx.clouds.mysql.serverIdentity(before);
  } catch (error) {
    const where = `${old.connect.host}:${old.connect.port}`;
    ctx.log(
      "warning",
      `${where}, where the account ${old.user} was, does not respond, so it cannot be determined whether it is a different server: ` +
        `if it is, drop the account there (${messageOf(error)})`,
    );
    return;
  }
  if (was !== (await ctx.clouds.mysql.serverIdentity(now)))
    await ctx.clouds.mysql.dropAccount(before, old.user, hostNames(old.hosts));
}

/**
 * A task that still uses the account is ended first. Normally its run has already ended it. If that run was killed
 * before the engine recorded it, it has not, and the target then refuses every write, including this one.
 */
async function dropIfThere(ctx: CallContext, given: Inputs): Promise<void> {
  if (given.task) {
    const driver = ctx.clouds.driver(given.engine, given.task.at);
    const task = await ctx.lately(driver, given.task.id, isPast);
    if (task) refuseLive(ctx, driver, task, given.task.whenLive);
    if (task && task.state !== "creating" && task.state !== "configuring") await endAndKeep(ctx, driver, task.id);
  }
  await ctx.clouds.mysql.dropAccount(connectOptions(given.connect, given.role), given.user, hostNames(given.hosts));
}

function specOf(given: Inputs, password: string, owned: boolean): AccountSpec {
  const { user, role, engine: by, mode: how, databases: on, requireTls } = given;
  return {
    user,
    password,
    hosts: hostNames(given.hosts),
    engine: by,
    mode: how,
    role,
    databases: on,
    requireTls,
    owned,
    owner: ownerFrom(given),
  };
}

function ownerFrom({ user, mark, adopt }: Inputs): AccountSpec["owner"] {
  const mine = readMark(mark);
  return {
    mark,
    byName: mine?.state !== undefined && user === accountName(mine.id, { id: mine.state }),
    adopted: adopt === user,
  };
}

function idOf({ connect: { host, port }, user }: Inputs): string {
  return `${user}@${host}:${port}`;
}

/** Account hosts are addresses or netmask notation; a block of one address is written as the address. */
function hostNames(hosts: readonly string[]): string[] {
  return hosts.map(hostName);
}

function hostName(host: string): string {
  return asAddress(host);
}

function hostProblem(host: string): string | undefined {
  const bare = hostName(host);
  if (isIP(bare) !== 0) return undefined;
  const [reading] = readMysqlHosts([bare]);
  const wide =
    reading?.kind === "any" || (reading?.kind === "blocks" && sizeOf(reading.blocks).v4 > MAX_HOST_ADDRESSES);
  if (wide)
    return `'${host}' lets the account in from almost everywhere; needed: the addresses that the task connects from`;
  if (reading?.kind === "unreadable") return `'${host}' is not a host that MySQL understands`;
  return undefined;
}
