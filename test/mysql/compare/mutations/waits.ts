import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LONG, type Trouble, troubledLine } from "../../support/troubledLine";
import type { ProofServer, Servers } from "./servers";

type Server = "source" | "target" | "scratch";

/** A command, and parts of the statements in which it waits, by side. */
interface Waiting {
  args: readonly string[];
  marks: Partial<Record<Server, readonly string[]>>;
  /** Exit codes that report the trouble. */
  told: readonly number[];
}

const ON = ["--databases", "waits"];
/** Statements of the structure comparison, on both sides. */
const STRUCTURE = [
  "COLLATIONS",
  "SHOW GRANTS",
  "SCHEMATA",
  "information_schema.TABLES",
  "SHOW CREATE TABLE",
  "SHOW CREATE VIEW",
  "TRIGGERS",
  "ROUTINES",
  "EVENTS",
];
/** Statements of the data comparison: its session, its selection, its scans, its rechecks. */
const DATA = ["SHOW GLOBAL", "SET ", "GRANTS", "information_schema", "COUNT(*)", "GROUP BY", "ORDER BY"];
const COMMANDS: Record<string, Waiting> = {
  "the data": {
    args: ["compare", ...ON, "--data-only", "--looks", "0"],
    marks: { source: DATA, target: DATA },
    told: [2],
  },
  "the structure": {
    args: ["compare", ...ON, "--structure-only"],
    marks: { source: STRUCTURE, target: STRUCTURE },
    told: [2],
  },
  preflight: {
    args: ["preflight", "--engine", "drs", ...ON],
    marks: {
      source: ["SHOW GLOBAL VARIABLES", "information_schema.TABLES", "REFERENTIAL_CONSTRAINTS", "SHOW GRANTS"],
      target: ["SHOW GLOBAL VARIABLES", "SHOW GRANTS"],
      scratch: ["SHOW GLOBAL VARIABLES", "SLAVE STATUS", "CREATE DATABASE", "CREATE TABLE", "VIEW"],
    },
    told: [2],
  },
  "the gates": {
    args: ["cutover", ...ON, "--quiet", "0", "--catch-up", "0"],
    marks: {
      source: ["SHOW SESSION", "PROCESSLIST", "MASTER STATUS", "read_only", "SELECT 0 AS i", "SHOW CREATE TABLE"],
      target: ["SHOW SESSION", "SLAVE STATUS", "gtid", "event_scheduler", "SELECT 0 AS i", "SHOW CREATE TABLE"],
    },
    // A different gate may legitimately refuse: the other lanes' connections count too.
    told: [1, 2, 3],
  },
};
const TROUBLES = ["killed", "cut before", "cut within", "silence", "mute", "deaf"] as const;
type Kind = (typeof TROUBLES)[number];
/** A cut is noticed at once. Silence is noticed after three checks, or when the statement's time limit is over. */
const LIMIT_MS: Record<Kind, number> = {
  killed: 30_000,
  "cut before": 30_000,
  "cut within": 30_000,
  silence: 150_000,
  mute: 150_000,
  deaf: 150_000,
};
/** The message must give one of these causes. */
const CAUSE =
  /cut|closed the connection|connection is dead|no longer (lists|answers)|not answer|says nothing|interrupted|lost on the way/i;
const LANES = 20;

export interface Waits {
  tried: number;
  /** Processes that did not end by themselves in time. */
  hangs: string[];
  /** Processes that ended as if nothing had happened, without naming the cause, or with something left on a server. */
  wrong: string[];
}

/**
 * Kills the session, or cuts or silences the line, during every kind of statement of every command, and waits for the
 * command to end by itself.
 */
export async function tryTroubles(servers: Servers, say: (line: string) => void = () => {}): Promise<Waits> {
  const [source, target, third] = await Promise.all([
    servers.get("5.6"),
    servers.get("5.6 again"),
    servers.get("5.6 with lower case names"),
  ]);
  const places = { source, target, scratch: { ...third, account: third.real.admin } };
  for (const { run } of [source, target]) await fill(run);
  await target.run("UPDATE waits.t SET v = 'other' WHERE id IN (7, 1500, 2999)");
  await target.run("UPDATE waits.keyless SET v = 'other' LIMIT 1");
  const queue = Object.entries(COMMANDS).flatMap(([name, { marks }]) =>
    (Object.keys(marks) as Server[]).flatMap((side) =>
      marks[side]!.flatMap((mark) => TROUBLES.map((trouble) => ({ name, side, mark, trouble }))),
    ),
  );
  // Long waits go first, so that none is left for the end.
  queue.sort((a, b) => LIMIT_MS[b.trouble] - LIMIT_MS[a.trouble]);
  const waits: Waits = { tried: 0, hangs: [], wrong: [] };
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await tryOne(places, next, waits, say);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  for (const [side, place] of Object.entries(places))
    for (const left of await leftOn(place)) waits.wrong.push(`left on the ${side}: ${left}`);
  return waits;
}

async function tryOne(
  places: Record<Server, ProofServer>,
  { name, side, mark, trouble }: { name: string; side: Server; mark: string; trouble: Kind },
  waits: Waits,
  say: (line: string) => void,
): Promise<void> {
  const { args, told } = COMMANDS[name]!;
  const sides: Server[] = args[0] === "preflight" ? ["source", "target", "scratch"] : ["source", "target"];
  const lines = await Promise.all(
    sides.map((one) => {
      const { account } = places[one];
      return troubledLine(account.port, one === side ? befalling(trouble, places[one]) : undefined, mark);
    }),
  );
  const urls = sides.flatMap((one, at) => [`--${one}`, url(places[one], lines[at]!.port)]);
  const began = performance.now();
  const { code, text } = await ends([...args, ...urls, "--json"], LIMIT_MS[trouble]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const struck = lines.some((line) => line.struck());
  const what = `${name}, ${side}: ${trouble} at ${JSON.stringify(mark)}`;
  say(`waits: ${what}: exit code ${code ?? "none in time"}, ${seconds} s`);
  for (const line of lines) line.close();
  waits.tried += 1;
  if (!struck) waits.wrong.push(`${what}: did not befall`);
  else if (code === undefined) waits.hangs.push(what);
  else if (!told.includes(code)) waits.wrong.push(`${what}: exit code ${code}`);
  else if (!CAUSE.test(text)) waits.wrong.push(`${what}: says nothing of it: ${text.slice(-300)}`);
}

/** An administrator kills the session while it runs its statement. */
function befalling(kind: Kind, { admin }: ProofServer): Trouble {
  if (kind !== "killed") return kind;
  const kill = async (port: number) => {
    for (let patience = 500; patience > 0; patience--) {
      const [rows] = await admin.query(
        "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE HOST LIKE ? AND INFO = ?",
        [`%:${port}`, LONG],
      );
      const [one] = rows as { id: number }[];
      if (one) return void (await admin.query(`KILL CONNECTION ${one.id}`));
      await sleep(10);
    }
  };
  // If the statement never starts, the command waits without result, which counts as a hang.
  return { long: (port) => void kill(port).catch(() => {}) };
}

async function fill(run: ProofServer["run"]): Promise<void> {
  const rows = Array.from({ length: 3000 }, (_, n) => `(${n + 1}, 'row ${n}')`).join(", ");
  await run("CREATE DATABASE waits");
  await run("CREATE TABLE waits.t (id INT PRIMARY KEY, v VARCHAR(20))");
  await run("CREATE TABLE waits.keyless (id INT, v VARCHAR(20))");
  for (const table of ["t", "keyless"]) await run(`INSERT INTO waits.${table} VALUES ${rows}`);
  await run("CREATE VIEW waits.seen AS SELECT id FROM waits.t");
}

function url({ account }: ProofServer, port: number): string {
  return `mysql://${account.user}:${account.password}@127.0.0.1:${port}/?tls=off`;
}

/** The command's output and exit code; no code if it had to be killed. */
function ends(args: readonly string[], limit: number): Promise<{ code?: number; text: string }> {
  const command = join(process.cwd(), "cli/bin/dbferry.js");
  const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), limit);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? undefined, text });
    });
  });
}

/** Sessions of the commands, and trial databases, that remain after a grace period. */
async function leftOn({ account, admin }: ProofServer): Promise<string[]> {
  for (let patience = 100; ; patience--) {
    const [sessions] = await admin.query(
      "SELECT CONCAT_WS(' ', COMMAND, TIME, INFO) AS it FROM information_schema.PROCESSLIST WHERE USER = ? AND ID <> CONNECTION_ID()" +
        " UNION ALL SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'dbferry\\\\_trial%'",
      [account.user],
    );
    const left = (sessions as { it: string }[]).map(({ it }) => it);
    if (left.length === 0 || patience === 0) return left;
    await sleep(100);
  }
}
