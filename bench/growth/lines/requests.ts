import { join, resolve } from "node:path";
import { execa } from "execa";
import { makeStack, STACK, writeProject } from "../../../cli/demo/workspace";
import { startSandbox } from "../../../sandbox";
import { atMost, say } from "../../measure";
import type { Line } from "../line";
import { type Recorded, Recorder } from "../recorder";

const root = resolve(__dirname, "../..");
const PHASES = ["prepare", "migrate", "cutover", "done"];
/** Simulated seconds per real second: the slower the clock, the longer the vendor's waits that are polled. */
const CLOCKS = [600, 300, 150];

/** A repeated update of a phase, which finds nothing to do. */
const idle = (phase: string) => `${phase}, again`;

/**
 * Requests to the clouds in a whole migration, relative to the minimum: a read that returns the same as before in the
 * same update, with no change in between, was unnecessary. Grows with the length of the waits. Also counts the
 * requests of an update that has nothing to do, including the vendors' providers.
 */
export const requests: Line = {
  name: "requests",
  async run() {
    const points: [number, number][] = [];
    let overTheLeast = 0;
    let ofAnIdleUpdate = 0;
    for (const clock of CLOCKS) {
      const all = await record(clock);
      const calls = all.filter(({ own, during }) => own && PHASES.includes(during));
      points.push([CLOCKS[0]! / clock, calls.length]);
      const repeated = calls.filter((_, at) => repeats(calls, at));
      const perUpdate = PHASES.map((phase) => `${phase} ${calls.filter(({ during }) => during === phase).length}`);
      say(
        `  waits ${CLOCKS[0]! / clock} times as long: ${calls.length} requests (${perUpdate.join(", ")}), ${repeated.length} repeat an earlier one`,
      );
      if (clock !== CLOCKS[0]) continue;
      for (const { during, call, parameters } of repeated)
        say(`  again in ${during}: ${call} ${parameters.slice(0, 80)}`);
      overTheLeast = calls.length / (calls.length - repeated.length);
      const counts = PHASES.map((phase) => all.filter(({ during }) => during === idle(phase)).length);
      say(`  an update with nothing to do: ${PHASES.map((phase, at) => `${phase} ${counts[at]}`).join(", ")}`);
      ofAnIdleUpdate = Math.max(...counts);
    }
    return [
      { work: "requests.toTheLeast", measure: atMost(overTheLeast, 1.15, "times"), growth: { points } },
      { work: "requests.ofAnIdleUpdate", measure: atMost(ofAnIdleUpdate, 30, "requests") },
    ];
  },
};

function repeats(calls: readonly Recorded[], at: number): boolean {
  const { during, call, parameters, answer, reads } = calls[at]!;
  if (!reads) return false;
  const before = calls.slice(0, at).findLast((one) => one.during !== during || !one.reads || isSame(one));
  function isSame(one: Recorded): boolean {
    return one.call === call && one.parameters === parameters;
  }
  return before !== undefined && before.during === during && isSame(before) && before.answer === answer;
}

async function record(clock: number): Promise<Recorded[]> {
  const folder = join(root, ".dbferry/bench-requests");
  const sandbox = await startSandbox({ dir: join(folder, "servers"), data: "demo", clock });
  const facts = sandbox.facts();
  const recorder = new Recorder([Number(new URL(facts.endpoints.control).port)]);
  try {
    const project = writeProject(facts, root, join(folder, "project"), ({ source, cutover }) => {
      source.databases = "all";
      cutover.quietSeconds = 1;
    });
    await makeStack(project, facts);
    const options = { cwd: project.folder, env: project.env };
    for (const phase of PHASES) {
      recorder.during = phase;
      await execa("pulumi", ["config", "set", "phase", phase, "--stack", STACK, "--non-interactive"], options);
      const up = ["up", "--yes", "--skip-preview", "--stack", STACK, "--non-interactive"];
      await execa("pulumi", up, options);
      if (clock !== CLOCKS[0]) continue;
      recorder.during = idle(phase);
      await execa("pulumi", [...up, "--expect-no-changes"], options);
    }
    return recorder.calls;
  } finally {
    recorder.stop();
    await sandbox.stop();
  }
}
