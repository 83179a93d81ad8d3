import type { Outcome } from "../../../test/e2e/harness";
import type { Ground } from "../ground";
import { type Mistake, type MistakeList, PHASE_AT, type Phase, type Stage } from "../mistake";

/** Minimum number of output lines of an update per phase: it is killed after one of them. */
const LINES: Readonly<Record<Phase, number>> = { prepare: 24, migrate: 10, cutover: 6, done: 8 };

/** Deterministic numbers from a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const after = (lines: number, phase: Phase, again: (ground: Ground) => Promise<Outcome>) => async (ground: Ground) => {
  ground.write((config) => (config["dbferry:phase"] = phase));
  const late = await ground.field.killAfterLines(["up", "--yes", "--skip-preview"], lines);
  if (late) return { code: 1, text: `the update to ${phase} ended before its line ${lines}: it was not killed` };
  return again(ground);
};

const killed = (at: Stage, phase: Phase, lines: number, again: (ground: Ground) => Promise<Outcome>): Mistake => ({
  name: `an update to ${phase} is killed after its line ${lines}, and made again`,
  at,
  ends: "repaired",
  phase,
  run: after(lines, phase, again),
  // What the phase is meant to remove or use.
  ...(phase === "cutover" || phase === "done" ? { asks: /^(?!rows|somebody)/ } : {}),
});

const STEPS: readonly (readonly [Stage, Phase])[] = [
  ["nothing", "prepare"],
  ["prepared", "prepare"],
  ["prepared", "migrate"],
  ["running", "migrate"],
  ["running", "cutover"],
  ["cutOver", "cutover"],
  ["cutOver", "done"],
];

/** One world per seed, in which an update of every phase is killed once. */
export const killedBy = (seed: number): MistakeList => {
  const next = numbers(seed);
  return {
    name: `killed, seed ${seed}`,
    mistakes: STEPS.map(([at, phase]) => {
      const most = PHASE_AT[at] === phase && at !== "nothing" ? 4 : LINES[phase];
      const again = (ground: Ground) => ground.field.dbferry("up", "--yes", "--skip-preview");
      return { ...killed(at, phase, 1 + Math.floor(next() * most), again), goesOn: PHASE_AT[at] !== phase };
    }),
  };
};
