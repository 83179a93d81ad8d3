import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { readAddress } from "../../model/addresses";
import { asAddress, asBlock, normalized } from "../../model/addresses/block";
import { publicPart } from "../../model/addresses/sets";
import { CLOUD_NAMES, type Cloud } from "../../model/clouds";
import type { Hop } from "../../model/hops";
import {
  changeOf,
  findsByPublicName,
  judge,
  movedText,
  type NameSeen,
  provenText,
  unknownText,
  unprovenText,
} from "../../model/hostNames";
import { locationOf, type Migration } from "../../model/spec";
import { connectionOf } from "../../model/spec/connection";
import type { Guard } from "../../provider/core/clouds";
import { messageOf } from "../../provider/core/failure";
import { type HostNames, hostNames } from "../../provider/core/hostNames";
import type { Login } from "../../provider/core/taskSpec";
import { cloudsFor } from "../../provider/registry";
import { optionsOf } from "../audit/accounts";
import { configOf } from "../audit/audit";
import type { StackChoice } from "../engine/project";
import { type StackMigration, stackMigration } from "../engine/stackMigration";
import { lookAtServer } from "./server";

export interface StackSeen {
  stack: StackMigration;
  /** Every hop between the task and the source except the host's firewall, in order. */
  hops: Hop[];
  /** The source has blocked an address of the task. */
  blocked: boolean;
}

/** Reads from the clouds and the source every hop from a stack's task to its source. */
export async function lookAtStack(choice: StackChoice): Promise<StackSeen> {
  const stack = await stackMigration(choice);
  const { migration, admins, callers, around } = stack;
  const admin = admins.source;
  const { account } = around;
  const target =
    migration.path === "vpn" && migration.source.place === "onprem"
      ? migration.source.host
      : (stack.sourceHost ?? admin.host);
  const [name, route, guard, server] = await Promise.all([
    target !== undefined && findsByPublicName({ path: migration.path, source: { host: target } })
      ? publicNameHop(target, hostNames, stack.sourceName)
      : nameHop(target),
    migration.path === "vpn" ? throughVpn(stack) : connectionHop(stack),
    guardHop(stack),
    lookAtServer({ options: optionsOf("source", admin), callers, ...(account ? { account } : {}) }),
  ]);
  const hops = [name.hop, route ?? routeHop(migration.path, name.address), guard, ...server.hops];
  return {
    stack,
    hops: server.session ? hops.map((hop) => connected(hop, server.session!)) : hops,
    blocked: server.blocked,
  };
}

/**
 * A session of the task on the source means that it got through. That is not proof: a session continues after its route
 * is closed, and the server keeps an interrupted one for a while.
 */
export function connected(hop: Hop, session: string): Hop {
  if (hop.state !== "unknown" && hop.state !== "inferred") return hop;
  return { ...hop, state: "inferred", seen: [...hop.seen, `the source has ${session}`] };
}

export async function nameHop(host: string | undefined): Promise<{ hop: Hop; address?: string }> {
  if (host === undefined)
    return {
      hop: {
        hop: "name",
        state: "unknown",
        seen: ["the stack has no address of the source yet; its public endpoint may not exist"],
      },
    };
  if (isIP(host))
    return {
      hop: { hop: "name", state: "open", seen: [`${host} is an address: no name is looked up`] },
      address: host,
    };
  try {
    const { address } = await lookup(host);
    return {
      hop: {
        hop: "name",
        state: "inferred",
        seen: [`${host} is ${address} for this machine; the service asks its own resolver`],
      },
      address,
    };
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === "ENOTFOUND";
    const fix = "check the name; the record of a new public endpoint may take some minutes";
    const seen = [`this machine cannot resolve ${host} (${(error as NodeJS.ErrnoException).code})`];
    return { hop: { hop: "name", state: gone ? "shut" : "unknown", seen, fix: [fix] } };
  }
}

/**
 * A name that public resolvers know, by their answers. Where too few of them answer, this machine's own resolver is all
 * there is.
 * @param recorded the address that it had when the task was configured
 */
export async function publicNameHop(
  host: string,
  names: Pick<HostNames, "answers" | "here">,
  recorded?: NameSeen,
): Promise<{ hop: Hop; address?: string }> {
  const [answers, here] = await Promise.all([names.answers(host), names.here(host)]);
  const ofV4 = here?.filter((one) => isIP(one) === 4);
  const verdict = judge(answers);
  if (verdict.address === undefined) {
    const own = here ? [`this machine gets ${here.join(", ")}`] : [];
    const known = answers.filter(({ addresses }) => addresses !== undefined);
    const unknown = known.length > 1 && known.every(({ addresses }) => addresses!.length === 0);
    const seen = [unprovenText(host, verdict), ...own];
    return {
      hop: { hop: "name", state: unknown ? "shut" : "unknown", seen, fix: [verdict.fix] },
      ...(!verdict.contradicted && ofV4?.length === 1 ? { address: ofV4[0]! } : {}),
    };
  }
  const { address } = verdict;
  const seen = [`${provenText(host, verdict)}; the service asks its own resolver`];
  const fix: string[] = [];
  const change = recorded?.name === host ? changeOf(recorded, verdict) : undefined;
  if (change?.kind === "moved") {
    seen.push(`it had the address ${change.from.address} when the task was configured (${change.from.at})`);
    fix.push(movedText(change.from, change.to));
  }
  if (change?.kind === "unknown") seen.push(unknownText(host));
  if (here?.some((one) => one !== address)) {
    seen.push(`this machine gets ${here.join(", ")}: what it checks may be another server than the task reads`);
    fix.push(`correct this machine's resolver or hosts file, or set source.connect to ${address}, with its port`);
  }
  const hop: Hop = { hop: "name", state: fix.length > 0 ? "unknown" : "inferred", seen };
  return { hop: fix.length > 0 ? { ...hop, fix } : hop, address };
}

export function routeHop(path: string, address: string | undefined): Hop {
  if (address === undefined) return { hop: "route", state: "unknown", seen: ["the source's address is not known"] };
  if (path !== "public") return { hop: "route", state: "unknown", seen: [`the path is ${path}: routes are not read`] };
  if (publicPart(readAddress(address).blocks).length === 0)
    return {
      hop: "route",
      state: "unknown",
      seen: [`the path is public, but ${address} is a private address, at least for this machine`],
      fix: ["check that the source's public endpoint exists and that the task was given its name"],
    };
  return {
    hop: "route",
    state: "inferred",
    seen: [`${address} is a public address; the way through the internet is not checked`],
  };
}

/** The networks that the migration connects, and the routes both ways; undefined: it connects none. */
async function connectionHop({ migration, clouds }: StackMigration): Promise<Hop | undefined> {
  const query = connectionOf(migration);
  if (!query) return undefined;
  try {
    const cloud = cloudsFor(configOf(migration, clouds(), process.env)).cloud(query);
    const found = await cloud.connection?.({ ...query, migration: migration.name });
    if (!found) return { hop: "route", state: "unknown", seen: [`routes of ${query.cloud} are not read`] };
    const { shut, seen, notProven = [] } = found;
    if (shut.length === 0)
      return notProven.length > 0
        ? { hop: "route", state: "unknown", seen: [...seen, ...notProven] }
        : { hop: "route", state: "open", seen };
    return { hop: "route", state: "shut", seen: shut.map(({ cause }) => cause), fix: shut.map(({ fix }) => fix) };
  } catch (error) {
    return { hop: "route", state: "unknown", seen: [messageOf(error)] };
  }
}

/** Who is let in, without the machines of the operator: what is open for them says nothing about the task. */
export function callersOfTask({ operator }: Pick<Migration, "operator">, callers: readonly string[]): string[] {
  const operators = (operator?.addresses ?? []).map((address) => normalized(asBlock(address)));
  return callers.filter((block) => !operators.includes(normalized(block)));
}

/** The way through the tunnels of the migration's VPN; undefined: it has none. */
async function throughVpn({ migration, callers, clouds }: StackMigration): Promise<Hop | undefined> {
  const { path, vpn, source, target } = migration;
  const at = locationOf(target);
  if (path !== "vpn" || !vpn || source.place !== "onprem" || !at) return undefined;
  const query = {
    migration: migration.name,
    // The operator's addresses do not come through the tunnels.
    from: callersOfTask(migration, callers).map(asAddress),
    to: source.host,
    deviceAddress: vpn.deviceAddress,
  };
  try {
    const hop = await cloudsFor(configOf(migration, clouds(), process.env))
      .cloud(at)
      .tunnel?.(query);
    return hop ?? { hop: "route", state: "unknown", seen: ["the cloud shows nothing about its tunnels"] };
  } catch (error) {
    return { hop: "route", state: "unknown", seen: [messageOf(error)] };
  }
}

/** @param unread what the cloud answered where it could not be read */
export function admissionHop(
  cloud: Cloud,
  callers: readonly string[],
  guards: readonly (Guard | undefined)[],
  unread: readonly string[],
): Hop {
  const hop = guards.find((guard) => guard)?.reads ?? "allowlist";
  const told = (some: typeof guards) => ({
    seen: [...new Set(some.map((guard) => guard!.cause))],
    fix: [...new Set(some.map((guard) => guard!.fix))],
  });
  const shut = guards.filter((guard) => guard?.certain === true);
  if (shut.length > 0) return { hop, state: "shut", ...told(shut) };
  if (guards.length > 0 && guards.every((guard) => guard?.admits === true))
    return { hop, state: "open", seen: [`as read from the cloud, it admits ${callers.join(", ")}`] };
  if (unread.length > 0) return { hop, state: "unknown", seen: [...new Set(unread)] };
  // It was read, and decides nothing.
  const undecided = guards.filter((guard) => guard && guard.admits !== true);
  if (undecided.length > 0) return { hop, state: "unknown", ...told(undecided) };
  return {
    hop,
    state: "unknown",
    seen: [`dbferry reads nothing of ${CLOUD_NAMES[cloud]} that decides who gets in`],
  };
}

/** The allowlist or rules by which the source's cloud admits callers. */
async function guardHop({ migration, callers, admins, clouds }: StackMigration): Promise<Hop> {
  const at = locationOf(migration.source);
  if (!at) return { hop: "allowlist", state: "unknown", seen: ["the source is in no cloud that dbferry reads"] };
  if (callers.length === 0)
    return {
      hop: "allowlist",
      state: "unknown",
      seen: ["the task's address is not known: there is no task yet"],
      fix: ["dbferry up --phase prepare creates the task, reads its addresses and writes the allowlist"],
    };
  const { source } = migration;
  const login: Login = {
    ...at,
    ...("instanceId" in source ? { [source.place === "vm" ? "machineId" : "instanceId"]: source.instanceId } : {}),
    ...("securityGroupId" in source && typeof source.securityGroupId === "string"
      ? { securityGroupId: source.securityGroupId }
      : {}),
    ...("subnetId" in source ? { subnetId: source.subnetId } : {}),
    // The server's own, whatever leads this machine there: a security group sees no other.
    host: (source.place === "vm" ? source.privateIp : admins.source.host) ?? "the source",
    port: source.port,
    user: "",
    password: "",
  };
  const unread: string[] = [];
  try {
    const cloud = cloudsFor(configOf(migration, clouds(), process.env)).cloud(at);
    const guards = await Promise.all(
      callers.map((caller) =>
        cloud.guard?.({
          ...{ login, side: "source", path: migration.path, from: asAddress(caller) },
          debug: (why) => unread.push(why),
        }),
      ),
    );
    return admissionHop(at.cloud, callers, guards, unread);
  } catch (error) {
    return { hop: "allowlist", state: "unknown", seen: [messageOf(error)] };
  }
}
