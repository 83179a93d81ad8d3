import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type Attack, type AttackFamily, type AttackOutcome, broken } from "../test/support/attack";
import { LISTS } from "./attackLists";

/**
 * `npm run attacks`: everything that hostile servers, endpoints, names, changes and files can try. Each attack runs in
 * its own process, to detect what it leaves behind, holds on to or waits for. Prints JSON; exit code 1 if an attack
 * succeeded. A word filters the attacks: `npm run attacks -- files`.
 */

/** Anything longer is a hang: every attack has a shorter limit itself. */
const LIMIT_MS = 180_000;
/** Concurrent attacks; most of them just wait. */
const LANES = 2;
/** Minimum number of attacks per list, to notice a list that has shrunk. */
const LEAST: Record<AttackFamily, number> = { servers: 15, endpoints: 8, names: 8, reviews: 10, files: 6 };

interface Result {
  attack: Pick<Attack, "name" | "family">;
  outcome: AttackOutcome;
}

async function all(words: readonly string[]): Promise<number> {
  const chosen: { list: string; attack: Attack }[] = [];
  for (const [list, load] of Object.entries(LISTS)) {
    for (const attack of await load()) {
      const text = `${attack.family}: ${attack.name}`;
      if (words.every((word) => text.includes(word))) chosen.push({ list, attack });
    }
  }
  const results: Result[] = [];
  const queue = chosen.map((one, at) => ({ ...one, at }));
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { list, attack, at } = next;
      const outcome = await alone(list, attack);
      results[at] = { attack, outcome };
      say(`${broken(outcome) === "" ? "held    " : "NOT HELD"} ${attack.family}: ${attack.name}${reason(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const families = Object.fromEntries(
    Object.keys(LEAST).map((family) => [family, results.filter(({ attack }) => attack.family === family).length]),
  );
  const few = words.length > 0 ? [] : Object.entries(LEAST).filter(([family, least]) => families[family]! < least);
  for (const [family, least] of few) say(`${family}: ${families[family]} attacks, needed: at least ${least}`);
  const count = (sign: (outcome: AttackOutcome) => unknown) => results.filter(({ outcome }) => sign(outcome)).length;
  const held = count((outcome) => broken(outcome) === "");
  const summary = {
    attacks: results.length,
    held,
    leaked: count((outcome) => outcome.leaked),
    ran: count((outcome) => outcome.ran),
    hung: count((outcome) => outcome.hung),
    peakMb: Math.max(0, ...results.map(({ outcome }) => outcome.peakMb ?? 0)),
    families,
  };
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  return results.length > 0 && held === results.length && few.length === 0 ? 0 : 1;
}

function reason(outcome: AttackOutcome): string {
  const why = broken(outcome);
  return why === "" ? "" : `\n         ${why}`;
}

/** Runs one attack in its own process and monitors it from outside. */
async function alone(list: string, { name }: Attack): Promise<AttackOutcome> {
  const child = fork(process.argv[1]!, ["--alone", list, name], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
  let errors = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  let told: AttackOutcome | undefined;
  child.on("message", (message) => {
    told = message as AttackOutcome;
  });
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, residentMb(child.pid!));
  }, 50);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const timer = new AbortController();
  const late = await Promise.race([
    ended.then(() => false),
    wait(LIMIT_MS, true, { signal: timer.signal, ref: false }),
  ]);
  timer.abort();
  clearInterval(look);
  endGroup(child.pid!);
  child.stderr!.destroy();
  const peakMb = Math.max(peak, told?.peakMb ?? 0);
  if (!told) return { held: false, hung: late, peakMb, detail: late ? "no end" : `it could not be set up: ${errors}` };
  // Everything it started must have ended with it: a process that lingers after its answer is waiting for something.
  if (late) return { ...told, held: false, hung: true, peakMb, detail: `it answered but did not end: ${told.detail}` };
  return { ...told, peakMb };
}

/** Kills what an attack left behind: its processes share a process group. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is already gone.
  }
}

/** Peak memory of the process so far; 0 if the system does not report it. */
function residentMb(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Math.ceil(Number(line?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function one(list: string, name: string): Promise<void> {
  const attack = (await LISTS[list]!()).find((candidate) => candidate.name === name);
  if (!attack) throw new Error(`${list} has no attack ${JSON.stringify(name)}`);
  const outcome = await attack.run();
  const peakMb = Math.max(outcome.peakMb ?? 0, Math.ceil(process.resourceUsage().maxRSS / 1024));
  process.send!({ ...outcome, peakMb }, () => process.disconnect());
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const [first, ...rest] = process.argv.slice(2);
const work = first === "--alone" ? one(rest[0]!, rest[1]!).then(() => 0) : all(process.argv.slice(2));
work.then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    say(error.stack ?? error.message);
    process.exitCode = 2;
    if (process.connected) process.disconnect();
  },
);
