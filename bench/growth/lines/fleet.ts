import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startSandboxProcess } from "../../../cli/demo/sandboxProcess";
import { environmentOf, stackFor } from "../../../cli/demo/workspace";
import { atMost, best, inTurns, say } from "../../measure";
import type { Line } from "../line";
import { type BenchProject, benchProject } from "../program";
import type { Previewed } from "../programs/bare";

const root = resolve(__dirname, "../..");
const SIZES = [10, 25, 50];
const ROUNDS = 3;

/** Preview of 50 migrations in one stack, relative to a preview of just the same resources, including components. */
export const fleet: Line = {
  name: "fleet",
  async run() {
    const folder = join(root, ".dbferry/bench-fleet");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const sandbox = await startSandboxProcess({
      dir: join(folder, "servers"),
      data: "none",
      bundle: join(root, "sandbox/dist/main.js"),
    });
    try {
      const env = environmentOf(sandbox, root, folder);
      const { config } = stackFor(sandbox, root);
      const given = { migration: config["dbferry:migration"], clouds: config["dbferry:clouds"] };
      const [ours, bare] = [await benchProject("fleet", folder, env), await benchProject("bare", folder, env)];
      const file = join(folder, "resources.json");
      const took: Record<"ours" | "bare", [number, number][]> = { ours: [], bare: [] };
      for (const count of [0, ...SIZES]) {
        ours.configure({ ...given, count });
        const resources = await registered(ours);
        writeFileSync(file, JSON.stringify(resources));
        bare.configure({ ...given, resources: file });
        const again = await registered(bare);
        if (again.length !== resources.length)
          throw new Error(`${count} migrations: ${resources.length} resources, bare ${again.length}`);
        const seconds = await inTurns(ROUNDS, { ours: () => ours.preview(), bare: () => bare.preview() });
        for (const name of ["ours", "bare"] as const) took[name].push([count, best(seconds[name]!)]);
        say(
          `  ${count} migrations, ${resources.length} resources: ${took.ours.at(-1)![1].toFixed(2)} s, bare ${took.bare.at(-1)![1].toFixed(2)} s`,
        );
      }
      const growth = (name: "ours" | "bare") => ({ points: took[name].slice(1), fixed: took[name][0]![1] });
      return [
        {
          work: "preview.50Migrations",
          measure: atMost(took.ours.at(-1)![1] / took.bare.at(-1)![1], 1.15, "times bare resources"),
          growth: { ...growth("ours"), engine: growth("bare") },
        },
      ];
    } finally {
      await sandbox.stop();
    }
  },
};

/** Everything a program registers, except the stack and the providers. */
async function registered(project: BenchProject): Promise<Previewed[]> {
  const { stdout } = await project.preview("--json");
  const { steps } = JSON.parse(stdout) as { steps: { newState: Previewed }[] };
  return steps.map(({ newState }) => newState).filter(({ type }) => !type.startsWith("pulumi:"));
}
