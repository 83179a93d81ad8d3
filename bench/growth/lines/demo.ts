import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { execa } from "execa";
import { atMost, best, inTurns, type Measure, say, shown } from "../../measure";
import type { Line } from "../line";

const root = resolve(__dirname, "../..");
/** The demo before it was shortened, and its time on two cores, used as the baseline if the clone lacks that commit. */
const EARLIER = { commit: "a058d8e", seconds: 30 };
const ROUNDS = 2;

/** The whole demo on a warm machine, compared with an earlier version, each as `npm run demo` runs it. */
export const demo: Line = {
  name: "demo",
  async run() {
    const earlier = await earlierClone();
    const demoIn = (clone: string) => () =>
      execa("node", ["scripts/run.mjs", "demo", "--folder", ".dbferry/run/bench"], {
        cwd: clone,
        env: { PATH: [join(clone, ".toolchain/bin"), process.env["PATH"]].join(delimiter) },
        stdout: "ignore",
        stderr: "inherit",
      });
    await demoIn(root)();
    const taken = await inTurns(ROUNDS, { now: demoIn(root), ...(earlier ? { earlier: demoIn(earlier) } : {}) });
    const now = best(taken["now"]!);
    const before = earlier ? best(taken["earlier"]!) : EARLIER.seconds;
    say(`  the demo ${shown(taken["now"]!)}, ${earlier ? "earlier" : "recorded"} ${before.toFixed(1)} s`);
    const unit = earlier ? `times that of ${EARLIER.commit}` : `times the recorded ${EARLIER.seconds} s`;
    const measure: Measure = atMost(now / before, 0.6, unit);
    return [{ work: "demo.warm", measure }];
  },
};

/** The earlier version, cloned and built; undefined if this clone lacks the commit. */
async function earlierClone(): Promise<string | undefined> {
  const folder = join(root, ".dbferry/bench-earlier");
  const clone = join(folder, EARLIER.commit);
  // Built in place rather than moved there: its launchers contain absolute paths.
  const done = `${clone}.built`;
  if (existsSync(done)) return clone;
  const git = (...args: string[]) => execa("git", args, { cwd: root, reject: false });
  if ((await git("cat-file", "-e", `${EARLIER.commit}^{commit}`)).exitCode !== 0) return undefined;
  rmSync(clone, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say(`  building the demo of ${EARLIER.commit}`);
  await execa("git", ["clone", "--quiet", "--no-checkout", root, clone]);
  await execa("git", ["checkout", "--quiet", "--detach", EARLIER.commit], { cwd: clone });
  // Uses its own engine and launchers, not this clone's.
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((one) => one !== join(root, ".toolchain/bin"));
  await execa(process.execPath, ["scripts/toolchain.mjs"], {
    cwd: clone,
    env: { PATH: path.join(delimiter) },
    stdout: "ignore",
    stderr: "inherit",
  });
  writeFileSync(done, "");
  return clone;
}
