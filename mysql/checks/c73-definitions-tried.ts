import { type Check, type CheckContext, count, fail, type Outcome, pass, some, undetermined } from "../check";
import { globalVariables } from "../facts/settings";
import { seen } from "../facts/visibility";
import { MAX_ADVISED, type Refusal, type TrialResult } from "../trial/result";
import { dockerCommands, NoScratch, type Scratch } from "../trial/scratch";
import { tryDefinitions } from "../trial/trial";
import { startOptions } from "../trial/variables";

/** The target's version accepts every definition: proven by creating each one there, without data. */
export const c73: Check = {
  id: "C73",
  title: "Definitions tried on the target's version",
  group: "Objects",
  side: "both",
  reads: "SHOW CREATE of everything selected, created on a scratch server under the target's variables",
  source: "the server itself",
  never: { warning: "a definition is accepted or refused" },
  async run(context) {
    const outcome = await judge(context);
    return seen(context.source, context.selection, ["procedure", "function", "trigger", "event"], outcome);
  },
};

async function judge(context: CheckContext): Promise<Outcome> {
  const { target, scratch: get } = context;
  const needed = `every definition is accepted by ${target.server.text}`;
  if (!get)
    return undetermined(
      "not tried: no scratch server of the target's version was specified",
      needed,
      `--scratch sandbox, if a server of that version is installed here; or\n${dockerCommands(target.server)}`,
    );
  let scratch: Scratch | undefined;
  try {
    const { signal } = context;
    scratch = await get({ server: target.server, options: startOptions(await globalVariables(target)), signal });
    const result = await tryDefinitions({ ...context, scratch });
    return { ...outcomeOf(result, needed), refused: { server: result.server, statements: result.refusedStatements } };
  } catch (error) {
    if (!(error instanceof NoScratch)) throw error;
    // The trial was requested, so failing to run it must be reported.
    return { ...undetermined(`not tried: ${error.found}`, needed, error.fix), broken: true };
  } finally {
    await scratch?.close();
  }
}

function outcomeOf(result: TrialResult, needed: string): Outcome {
  const { refused, accepted, notTried, server } = result;
  const good = [...accepted].map(([kind, n]) => count(n, kind)).join(", ") || "nothing";
  const limits = notTried.length > 0 ? `; not proven: ${some(notTried)}` : "";
  if (refused.length > 0) {
    const list = some(refused.map((one) => `${one.object}: ${one.errno} ${one.message}`));
    const findings = refused.map((one) => ({
      object: one.object,
      found: `${one.errno}${one.code && ` (${one.code})`}: ${one.message}`,
      remedy: one.remedy ?? tried(one),
    }));
    const first = [...new Set(findings.map((one) => one.remedy))].slice(0, 20).join("\n");
    return {
      ...fail(`${server} refuses ${count(refused.length, "definition")}: ${list}${limits}`, needed, first),
      findings,
    };
  }
  if (notTried.length > 0)
    return undetermined(
      `${server} accepts ${good}; not proven: ${some(notTried)}`,
      needed,
      "make sure that none of this matters, or specify a scratch server with the target's options (--scratch sandbox starts one)",
    );
  return pass(`${server} accepts ${good}`, needed);
}

function tried({ triedInVain: inVain, unadvised }: Refusal): string {
  if (unadvised)
    return `-- no remedy was tried: only the first ${MAX_ADVISED} refusals are. Fix those and run it again`;
  return inVain
    ? `-- no workaround is known; tried without success: ${some(inVain, 4)}`
    : "-- change the definition on the source, or leave the object out of the selection";
}
