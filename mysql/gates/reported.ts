import { ENGINE_FACTS } from "../../model/engines";
import type { EngineFacts } from "../../model/engines/facts";
import { fail, type Outcome, pass, undetermined } from "../check";
import type { GatesInput } from "./types";

/**
 * The lag by what the engine's task reports. Everything that its service measures it by has to say that there is none: a
 * service may count the seconds from the last change that it has read, and have a log to read that it has not got to.
 * @param why the target itself does not say it
 */
export function reportedLag(
  { engine, engineLagSeconds: seconds, engineMegabytesBehind: megabytes }: Reported,
  mostSeconds: number,
  why: string,
): Outcome {
  const facts: EngineFacts | undefined = engine && ENGINE_FACTS[engine];
  const inMegabytes = facts?.lagInMegabytes === true || megabytes !== undefined;
  const needed = `replication runs, at most ${mostSeconds} s behind${inMegabytes ? `, with ${ALL_APPLIED}` : ""}`;
  const parts = [
    ...(seconds === undefined ? [] : [`${seconds} s`]),
    ...(megabytes === undefined ? [] : [`${megabytes} MB of binary log to apply`]),
  ];
  const told = `${parts.join(", ")} (as reported by the engine)`;
  if ((seconds ?? 0) > mostSeconds || (megabytes ?? 0) > 0) return fail(told, needed, "wait for the task to catch up");
  if (parts.length === 0) return undetermined(`${why}: only the engine knows its lag`, needed, FIX);
  if (seconds === undefined) return undetermined(`${told}; how many seconds it is behind is not known`, needed, FIX);
  if (inMegabytes && megabytes === undefined)
    return undetermined(`${told}; how much binary log it has yet to apply is not known`, needed, FIX);
  return pass(told, needed);
}

type Reported = Pick<GatesInput, "engine" | "engineLagSeconds" | "engineMegabytesBehind">;
const ALL_APPLIED = "0 MB of binary log to apply";
const FIX = "compare in full with writes stopped, or give the lag that the engine's task reports";
