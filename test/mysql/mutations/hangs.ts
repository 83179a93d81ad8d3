import { spawn } from "node:child_process";
import { join } from "node:path";
import { compare } from "../../../mysql/compare/compare";
import { type Trouble, troubledLine } from "../support/troubledLine";
import type { ProofServer, Servers } from "./servers";

/** Words of the statements of a comparison: of its session, its selection, its scans, its looks at what differs. */
const MARKS = ["SHOW GLOBAL", "SET ", "GRANTS", "information_schema", "COUNT(*)", "BIT_XOR", "GROUP BY", "ORDER BY"];
const TROUBLES = ["cut before", "cut within", "silence", "mute", "deaf"] as const satisfies readonly Trouble[];
/** A cut is seen at once; silence must be given up within this. */
const LIMIT_MS: Record<(typeof TROUBLES)[number], number> = {
  "cut before": 30_000,
  "cut within": 30_000,
  silence: 120_000,
  mute: 120_000,
  deaf: 120_000,
};
const LANES = 16;
const DATABASE = "waits";

export interface Waits {
  tried: number;
  /** A process that did not end by itself in time. */
  hangs: string[];
  /** It ended, but as if nothing had happened. */
  wrong: string[];
}

/** Cuts and silences the line under every kind of statement, on either side, and waits for the command to end by itself. */
export async function tryTroubles(servers: Servers, say: (line: string) => void = () => {}): Promise<Waits> {
  const [source, target] = await Promise.all([servers.get("5.6"), servers.get("5.6 again")]);
  for (const { run } of [source, target]) await fill(run);
  await target.run(`UPDATE ${DATABASE}.t SET v = 'other' WHERE id IN (7, 1500, 2999)`);
  await target.run(`UPDATE ${DATABASE}.keyless SET v = 'other' LIMIT 1`);
  const queue = (["source", "target"] as const).flatMap((side) =>
    MARKS.flatMap((mark) => TROUBLES.map((trouble) => ({ side, mark, trouble }))),
  );
  const waits: Waits = { tried: 0, hangs: [], wrong: [] };
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { side, mark, trouble } = next;
      const lines = {
        source: await troubledLine(source.account.port, side === "source" ? trouble : undefined, mark),
        target: await troubledLine(target.account.port, side === "target" ? trouble : undefined, mark),
      };
      const code = await ends(url(source, lines.source.port), url(target, lines.target.port), LIMIT_MS[trouble]);
      const what = `${side}: ${trouble} at ${JSON.stringify(mark)}`;
      if (lines[side].struck()) waits.tried += 1;
      say(`waits: ${what}: ${lines[side].struck() ? "" : "did not befall; "}exit code ${code ?? "none in time"}`);
      if (code === undefined) waits.hangs.push(what);
      else if (lines[side].struck() ? code !== 2 : code !== 1) waits.wrong.push(`${what}: exit code ${code}`);
      lines.source.close();
      lines.target.close();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return waits;
}

async function fill(run: ProofServer["run"]): Promise<void> {
  const rows = Array.from({ length: 3000 }, (_, n) => `(${n + 1}, 'row ${n}')`).join(", ");
  await run(`CREATE DATABASE ${DATABASE}`);
  await run(`CREATE TABLE ${DATABASE}.t (id INT PRIMARY KEY, v VARCHAR(20))`);
  await run(`CREATE TABLE ${DATABASE}.keyless (id INT, v VARCHAR(20))`);
  for (const table of ["t", "keyless"]) await run(`INSERT INTO ${DATABASE}.${table} VALUES ${rows}`);
}

function url({ account }: ProofServer, port: number): string {
  return `mysql://${account.user}:${account.password}@127.0.0.1:${port}/${DATABASE}?tls=off`;
}

/** The command's exit code; undefined when it had to be killed. */
function ends(source: string, target: string, limit: number): Promise<number | undefined> {
  const command = join(process.cwd(), "cli/dist/main.js");
  const args = [command, "compare", "--source", source, "--target", target, "--looks", "0", "--json"];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), limit);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code ?? undefined);
    });
  });
}

/** So many times what was promised, and it is stopped. */
const RUNAWAY = 5;

/** How long a comparison takes with a part of the time only, as a multiple of what that part promises: 1 is exact. */
export async function measureDuty(servers: Servers, duties: readonly number[]): Promise<Record<string, number>> {
  const [source, target] = await Promise.all([servers.get("5.6"), servers.get("5.6 again")]);
  const rows = Array.from({ length: 1000 }, (_, n) => `(${n + 1}, REPEAT('${n}', 400))`).join(", ");
  for (const { run } of [source, target]) {
    await run("CREATE DATABASE duty");
    await run("CREATE TABLE duty.t (id INT PRIMARY KEY AUTO_INCREMENT, v TEXT)");
    await run(`INSERT INTO duty.t VALUES ${rows}`);
    for (let n = 0; n < 5; n++) await run("INSERT INTO duty.t (v) SELECT v FROM duty.t");
  }
  const seconds = async (duty: number, limit: number) => {
    const started = performance.now();
    await compare({
      source: source.account,
      target: target.account,
      databases: ["duty"],
      mode: "full",
      maxChunkRows: 1000,
      recheck: { rounds: 0 },
      throttle: { duty },
      signal: AbortSignal.timeout(Math.ceil(limit * 1000)),
    }).catch((error: Error) => {
      if (error.name !== "TimeoutError") throw error;
    });
    return (performance.now() - started) / 1000;
  };
  await seconds(1, 60);
  const whole = await seconds(1, 60);
  const measured: Record<string, number> = {};
  for (const duty of duties)
    measured[duty] = Math.round(((await seconds(duty, RUNAWAY * (whole / duty) + 1)) / (whole / duty)) * 100) / 100;
  return measured;
}
