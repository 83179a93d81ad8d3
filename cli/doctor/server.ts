import { covers, readMysqlHost } from "../../model/addresses";
import type { Hop } from "../../model/hops";
import { type AccountRow, accountRows } from "../../mysql/accounts/differences";
import type { Outcome } from "../../mysql/check";
import { hostBlocked } from "../../mysql/checks/c05-host-blocked";
import type { ConnectOptions } from "../../mysql/connect";
import { addressOf, sessions as sessionsOn } from "../../mysql/facts/sessions";
import { ConnectProblem, StatementProblem } from "../../mysql/problem";
import { CheckedServer } from "../../mysql/side";
import { quoteAccount } from "../../mysql/sql";

/** What the source itself says about the task. */
export interface ServerSeen {
  /** endpoint, hostBlock, account, tls. */
  hops: Hop[];
  /** The server has blocked an address of the task. */
  blocked: boolean;
  /** A session of the task that is open now, for people. */
  session?: string;
}

export interface ServerAsked {
  options: ConnectOptions | string;
  /** Blocks from which the task connects. */
  callers: readonly string[];
  /** The task's account; absent: it does not exist yet. */
  account?: string;
}

const AFTER: readonly Hop["hop"][] = ["hostBlock", "account", "tls"];

/** Logs in as the administrator, from this machine, and reads. */
export async function lookAtServer(asked: ServerAsked): Promise<ServerSeen> {
  const { options } = asked;
  if (typeof options === "string") return unseen("endpoint", "unknown", `not checked from here: ${options}`);
  const side = await CheckedServer.open("source", { ...options, readOnly: true });
  try {
    return side.problem ? failedLogin(side.problem) : await read(side, asked);
  } catch (error) {
    if (error instanceof ConnectProblem || error instanceof StatementProblem)
      return unseen("endpoint", "unknown", error.message);
    throw error;
  } finally {
    await side.close();
  }
}

function unseen(hop: Hop["hop"], state: Hop["state"], why: string, fix?: string): ServerSeen {
  const rest = AFTER.map(
    (one): Hop => ({ hop: one, state: "unknown", seen: ["the server could not be read from here"] }),
  );
  return { hops: [{ hop, state, seen: [why], ...(fix ? { fix: [fix] } : {}) }, ...rest], blocked: false };
}

/** This machine's route to the server may differ from the task's: only what holds for every caller counts. */
function failedLogin({ reason, address, cause, fix }: ConnectProblem): ServerSeen {
  const seen = `${address}: ${cause}`;
  if (reason === "refused" || reason === "notMysql") return unseen("endpoint", "shut", seen, fix);
  return unseen(
    "endpoint",
    "unknown",
    `the login from this machine failed, which says nothing about the task: ${seen}`,
    fix,
  );
}

async function read(side: CheckedServer, { callers, account }: ServerAsked): Promise<ServerSeen> {
  const [block, hosts, sessions] = await Promise.all([
    blockedHosts(side, callers),
    ofAccount(account, (user) => accountRows(side.db!, user)),
    ofAccount(account, async (name) => (await sessionsOn(side.db!)).filter(({ user }) => user === name)),
  ]);
  const session =
    typeof sessions === "string"
      ? undefined
      : sessions.find((one) => covers(callers, readMysqlHost(addressOf(one)).blocks));
  const seen = session && `session ${session.id} of ${account} from ${addressOf(session)}`;
  return {
    hops: [
      { hop: "endpoint", state: "open", seen: [`${side.db!.address} answers this machine as a MySQL server`] },
      blockHop(block),
      accountHop(hosts, callers, account),
      tlsHop(side, hosts),
    ],
    blocked: block.status === "fail",
    ...(seen ? { session: seen } : {}),
  };
}

async function blockedHosts(side: CheckedServer, callers: readonly string[]): Promise<Outcome> {
  try {
    return await hostBlocked(side, callers);
  } catch (error) {
    if (error instanceof StatementProblem) return { status: "undetermined", found: error.message, needed: "" };
    throw error;
  }
}

/** What was read about the task's account, or why it could not be. */
async function ofAccount<T>(account: string | undefined, read: (user: string) => Promise<T[]>): Promise<T[] | string> {
  if (account === undefined) return "the task's account does not exist yet";
  try {
    return await read(account);
  } catch (error) {
    if (error instanceof StatementProblem) return error.message;
    throw error;
  }
}

function blockHop({ status, found, remedy }: Outcome): Hop {
  const state = status === "fail" ? "shut" : status === "pass" || status === "warning" ? "open" : "unknown";
  const advice = {
    why: "on the source, forget failed connections; or: dbferry doctor --flush-hosts",
    commands: (remedy ?? "").split("\n"),
  };
  return { hop: "hostBlock", state, seen: [found], ...(remedy ? { commands: [advice] } : {}) };
}

function accountHop(hosts: AccountRow[] | string, callers: readonly string[], account: string | undefined): Hop {
  if (typeof hosts === "string") return { hop: "account", state: "unknown", seen: [hosts] };
  const closed = hosts.filter(({ locked, expired }) => locked || expired);
  const names = hosts.map(({ host }) => host);
  const admitting = callers.filter((caller) => names.some((name) => covers(readMysqlHost(name).blocks, [caller])));
  const seen = [`accounts of ${account}: ${names.map((name) => quoteAccount(account!, name)).join(", ") || "none"}`];
  if (closed.length > 0) {
    const of = closed.map(({ host }) => quoteAccount(account!, host)).join(", ");
    return {
      hop: "account",
      state: "shut",
      seen: [...seen, `locked, or its password has expired: ${of}`],
      fix: ["dbferry up: it unlocks the task's account and restores its password"],
    };
  }
  if (callers.length === 0)
    return { hop: "account", state: "unknown", seen: [...seen, "the task's addresses are not known yet"] };
  if (admitting.length === callers.length) return { hop: "account", state: "open", seen };
  if (names.some((name) => readMysqlHost(name).kind === "host"))
    return { hop: "account", state: "unknown", seen: [...seen, "a host name may stand for the task's address"] };
  const shutOut = callers.filter((caller) => !admitting.includes(caller));
  return {
    hop: "account",
    state: "shut",
    seen: [...seen, `none of them is for ${shutOut.join(", ")}`],
    fix: ["dbferry up: it creates the task's account for the task's addresses"],
  };
}

function tlsHop(side: CheckedServer, hosts: AccountRow[] | string): Hop {
  const { active, verified, note } = side.db!.tls;
  const required = typeof hosts !== "string" && hosts.length > 0 && hosts.every(({ tls }) => tls);
  const seen = [
    active
      ? `this machine's session is encrypted${verified ? ", and the server's certificate was verified" : ""}`
      : `this machine's session is plain${note ? `: ${note}` : ""}`,
    ...(required ? ["the task's account may log in with TLS only"] : []),
  ];
  if (required && !active) return { hop: "tls", state: "unknown", seen };
  return { hop: "tls", state: active ? "inferred" : "unknown", seen };
}
