import { fail, type Outcome, pass } from "../check";
import { channelsFrom, replicaStates } from "../replication";
import { reportedLag } from "./reported";
import type { GateContext } from "./types";

/** Replication is running and has no lag. */
export async function lag({ input, source, target }: GateContext): Promise<Outcome> {
  const most = input.maxLagSeconds ?? 0;
  const needed = `replication runs, at most ${most} s behind`;
  const all = await replicaStates(target);
  const states = await channelsFrom(source, target);
  const others =
    all.length > states.length
      ? all.map(({ sourceHost, sourcePort }) => `${sourceHost}${sourcePort ? `:${sourcePort}` : ""}`).join(", ")
      : undefined;
  const untold = all.every(({ sourceUuid }) => sourceUuid === undefined);
  if (states.length === 0) {
    const why =
      others === undefined
        ? "the target is not a replica"
        : `the target replicates from ${others}, which is not ${untold ? "seen to be " : ""}the source`;
    return reportedLag(input, most, why);
  }
  for (const state of states) {
    const threads = `IO ${state.ioRunning ? "running" : "stopped"}, SQL ${state.sqlRunning ? "running" : "stopped"}`;
    if (!state.ioRunning || !state.sqlRunning || state.secondsBehind === undefined) {
      return fail(
        `${threads}${state.error ? `: ${state.error}` : ""}`,
        needed,
        "find the error in the task or in the target's replica status, fix it and start it again",
      );
    }
    if (state.secondsBehind > most)
      return fail(`${state.secondsBehind} s behind`, needed, "wait for the target to catch up");
  }
  return pass(`${Math.max(...states.map((state) => state.secondsBehind ?? 0))} s behind`, needed);
}
