import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewOf } from "../../../cli/review/review";
import { verdictOf } from "../../../policies/review";
import { FINE, REFUSED } from "../programs";
import { Engine, faultsOf, inParallel } from "./engine";
import { passedBy } from "./lookedAt";

/** The outcome of running every program on the real engine. */
export interface ProgramsOutcome {
  refused: number;
  /** Programs that should have been refused, with what was wrong. */
  slipped: { name: string; faults: string[] }[];
  /** Programs that were wrongly refused. */
  falseAlarms: { name: string; text: string }[];
}

interface Options {
  workers?: number;
  only?: (name: string) => boolean;
  say?: (line: string) => void;
}

/**
 * Runs programs on the real engine: the bad ones by `pulumi up` (which previews first, and must stop there without
 * creating anything), the good ones by `pulumi preview`.
 */
export async function runPrograms(root: string, options: Options = {}): Promise<ProgramsOutcome> {
  const { workers = 2, only = () => true, say = () => {} } = options;
  const outcome: ProgramsOutcome = { refused: 0, slipped: [], falseAlarms: [] };
  const engine = await Engine.open(root, workers);
  try {
    await inParallel(Object.keys(REFUSED).filter(only), workers, async (name, worker) => {
      const faults = faultsOf(REFUSED[name]!, await engine.run("up", name, worker));
      if (faults.length === 0) outcome.refused += 1;
      else outcome.slipped.push({ name, faults });
      say(`${name}: ${faults.length === 0 ? `refused by ${REFUSED[name]!.rule}` : faults.join("; ")}`);
    });
    await inParallel(Object.keys(FINE).filter(only), workers, async (name, worker) => {
      const run = await engine.run("preview", name, worker);
      if (run.code !== 0) outcome.falseAlarms.push({ name, text: run.text });
      say(`${name}: ${run.code === 0 ? "passes" : run.text}`);
    });
  } finally {
    engine.close();
  }
  return outcome;
}

/**
 * Reviews the bad programs as the stacks of a review, and changes that a careless review would miss; returns those that
 * slip through.
 */
export async function reviewPrograms(
  root: string,
  { only = () => true, say = () => {} }: Options = {},
): Promise<ProgramsOutcome["slipped"]> {
  const engine = await Engine.open(root, 0);
  try {
    // A review uses one configuration for all of its stacks, and sees what a preview sees.
    const plain = Object.keys(REFUSED).filter(
      (name) => only(name) && !REFUSED[name]!.config && !REFUSED[name]!.later && REFUSED[name]!.resource,
    );
    const slipped: ProgramsOutcome["slipped"] = [];
    for (const bare of [false, true]) {
      const names = plain.filter((name) => Boolean(REFUSED[name]!.bare) === bare);
      slipped.push(...(await slippedInReview(root, engine, names, bare)));
      say(`a review of ${names.length} stacks`);
    }
    const passed = await passedBy(root, engine);
    say(`reviews of what changed: ${passed.length === 0 ? "each was looked at" : `not ${passed.join(", ")}`}`);
    const faults = ["the review of what changed did not look at it"];
    return [...slipped, ...passed.map((name) => ({ name, faults }))];
  } finally {
    engine.close();
  }
}

/** Reviews one stack per program, and returns those that it did not refuse for the right reason. */
async function slippedInReview(root: string, engine: Engine, names: readonly string[], bare: boolean) {
  if (names.length === 0) return [];
  const before = { ...process.env };
  Object.assign(process.env, engine.environment(bare));
  const files = names.map((name) => join(engine.folder, `Pulumi.${name}.yaml`));
  for (const file of files) writeFileSync(file, "config: {}\n");
  try {
    const { stacks } = await reviewOf({ cwd: engine.folder, create: true, policyPack: join(root, "policies") });
    return names.flatMap((name) => {
      const stack = stacks.find((one) => one.stack === name);
      const refusals = stack?.findings.filter((one) => one.stops && one.rules.includes(REFUSED[name]!.rule!)) ?? [];
      if (stack && verdictOf([stack]) === "refused" && refusals.length > 0) return [];
      const said = stack?.findings.map((one) => `${one.rules.join()} on "${one.resource}"`).join(", ") || "nothing";
      return [
        { name, faults: [`the review needed ${REFUSED[name]!.rule}, it said ${said}`, ...(stack?.errors ?? [])] },
      ];
    });
  } finally {
    process.env = before;
    // The next review uses separate stacks.
    for (const file of files) rmSync(file);
  }
}
