import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type SandboxFacts, startSandboxProcess } from "../../cli/demo/sandboxProcess";
import { environmentOf, stackFor } from "../../cli/demo/workspace";
import { best, inTurns, median } from "../measure";
import { type BenchProject, benchProject } from "./program";
import type { Previewed } from "./programs/bare";
import { MEMORY_FILE } from "./programs/memory";

const root = resolve(__dirname, "../..");
const ROUNDS = 5;

/** Two programs that register the same resources: through dbferry's components, and one by one. */
export interface Beside {
  /** @param count migrations in one stack */
  measure(count: number): Promise<Cost>;
}

/** Fastest preview in seconds, and the median of the program's peak memory in megabytes. */
export interface Cost {
  resources: number;
  seconds: { ours: number; bare: number };
  megabytes: { ours: number; bare: number };
}

/** Changes the worked example's migration, in place. */
// biome-ignore lint/suspicious/noExplicitAny: a document that is only parsed later
type Change = (migration: Record<string, any>, facts: SandboxFacts) => void;

/** Runs `measured` with a sandbox for the two programs. */
export async function besideBare<T>(
  name: string,
  change: Change,
  measured: (beside: Beside) => Promise<T>,
): Promise<T> {
  const folder = join(root, `.dbferry/bench-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sandbox = await startSandboxProcess({
    dir: join(folder, "servers"),
    data: "none",
    bundle: join(root, "sandbox/dist/main.js"),
  });
  try {
    const memory = join(folder, "memory");
    const env = { ...environmentOf(sandbox, root, folder), [MEMORY_FILE]: memory };
    const { config } = stackFor(sandbox, root, (migration) => change(migration, sandbox));
    const given = { migration: config["dbferry:migration"], clouds: config["dbferry:clouds"] };
    const programs = { ours: await benchProject("fleet", folder, env), bare: await benchProject("bare", folder, env) };
    return await measured({ measure: (count) => measure(programs, { given, count, folder, memory }) });
  } finally {
    await sandbox.stop();
  }
}

/** Both costs, for people. */
export function shownBeside({ seconds, megabytes }: Cost): string {
  const of = (name: "ours" | "bare") => `${seconds[name].toFixed(2)} s and ${megabytes[name].toFixed(0)} MB`;
  return `${of("ours")}, bare ${of("bare")}`;
}

async function measure(
  { ours, bare }: Record<"ours" | "bare", BenchProject>,
  { given, count, folder, memory }: { given: Record<string, unknown>; count: number; folder: string; memory: string },
): Promise<Cost> {
  const file = join(folder, "resources.json");
  ours.configure({ ...given, count });
  const resources = await registered(ours);
  writeFileSync(file, JSON.stringify(resources));
  bare.configure({ ...given, resources: file });
  const again = await registered(bare);
  if (again.length !== resources.length)
    throw new Error(`${count} migrations: ${resources.length} resources, bare ${again.length}`);
  const peaks: Record<"ours" | "bare", number[]> = { ours: [], bare: [] };
  const previewed = async (which: "ours" | "bare", project: BenchProject) => {
    await project.preview();
    peaks[which].push(Number(readFileSync(memory, "utf8")));
  };
  const seconds = await inTurns(ROUNDS, {
    ours: () => previewed("ours", ours),
    bare: () => previewed("bare", bare),
  });
  return {
    resources: resources.length,
    seconds: { ours: best(seconds.ours!), bare: best(seconds.bare!) },
    megabytes: { ours: median(peaks.ours), bare: median(peaks.bare) },
  };
}

/** Everything a program registers, except the stack and the providers. */
async function registered(project: BenchProject): Promise<Previewed[]> {
  const { stdout } = await project.preview("--json");
  const { steps } = JSON.parse(stdout) as { steps: { newState: Previewed }[] };
  return steps.map(({ newState }) => newState).filter(({ type }) => !type.startsWith("pulumi:"));
}
