import type { Outcome } from "../../test/e2e/harness";
import { Ground } from "./ground";
import { gaps, harm, unexplained } from "./judge";
import { type Mistake, type MistakeList, STAGES } from "./mistake";

export interface Tally {
  cases: number;
  refused: number;
  repaired: number;
  harmed: number;
  falseSuccess: number;
  unexplained: number;
}

/** What became of one mistake: how often each, and why where it went wrong. */
export interface Verdict extends Tally {
  name: string;
  faults: string[];
}

/** The mistakes of a list, in a world of their own that goes through the stages. */
export async function runList(list: MistakeList, told: (verdict: Verdict) => void): Promise<void> {
  const ground = await Ground.open();
  try {
    const last = Math.max(...list.mistakes.map(({ at }) => STAGES.indexOf(at)));
    for (const stage of STAGES.slice(0, last + 1)) {
      await ground.reach(stage);
      ground.last = undefined;
      for (const mistake of list.mistakes.filter(({ at }) => at === stage)) {
        const verdict = await judged(ground, mistake);
        told({ ...verdict, name: `${list.name}, ${stage}: ${verdict.name}` });
      }
    }
  } finally {
    await ground.close();
  }
}

const PHASE_AT = {
  nothing: "prepare",
  prepared: "prepare",
  running: "migrate",
  cutOver: "cutover",
  done: "done",
} as const;

async function judged(ground: Ground, mistake: Mistake): Promise<Verdict> {
  const faults: string[] = [];
  const untouched = ground.last ?? (await ground.facts());
  await mistake.act?.(ground);
  const before = mistake.act ? await ground.facts() : untouched;
  ground.write((config) => mistake.write?.(config));
  if (mistake.previewed) {
    const preview = await ground.preview();
    if (preview.code === 0) faults.push("the preview does not refuse it");
    else faults.push(...unexplained(preview, mistake).map((fault) => `in the preview ${fault}`));
  }
  const outcome = await (mistake.run?.(ground) ?? ground.update());
  const after = await ground.facts();
  const refused = outcome.code !== 0;
  const lost = harm(before, after);
  const unsaid = refused ? unexplained(outcome, mistake) : [];
  const open = refused ? [] : gaps(mistake.phase ?? PHASE_AT[mistake.at], after);
  if (refused && mistake.ends === "repaired") faults.push("it is refused, and an update should repair it");
  if (!refused && mistake.ends === "refused") faults.push("it is not refused");
  const settled = await settle(ground, mistake);
  const left = settled ? await ground.facts() : after;
  ground.last = left;
  if (mistake.at !== "nothing") {
    faults.push(...gaps(PHASE_AT[mistake.at], left).map((gap) => `afterwards, without the mistake: ${gap}`));
    if (!mistake.act) faults.push(...harm(untouched, left).map((one) => `for good: ${one}`));
  }
  const cases = mistake.parts?.length ?? 1;
  const wrong = faults.length > 0 && lost.length + open.length + unsaid.length === 0;
  const text = lost.length + open.length + unsaid.length + faults.length > 0 ? [excerpt(outcome)] : [];
  return {
    name: mistake.name,
    cases,
    refused: refused ? cases : 0,
    repaired: refused ? 0 : cases,
    harmed: lost.length > 0 ? cases : 0,
    falseSuccess: open.length > 0 ? cases : 0,
    // What is neither harm nor a false success and still is not as it should be is not explained either.
    unexplained: unsaid.length > 0 || wrong ? Math.max(unsaid.length, 1) : 0,
    faults: [
      ...lost.map((one) => `harmed: ${one}`),
      ...open.map((one) => `it succeeded without: ${one}`),
      ...[...unsaid, ...faults],
      ...text,
    ],
  };
}

/** The stack file as it should be, and the clouds as an update without a mistake leaves them; whether there was anything to do. */
async function settle(ground: Ground, mistake: Mistake): Promise<boolean> {
  ground.write(() => {});
  await mistake.undo?.(ground);
  if (mistake.at === "nothing" || (mistake.ends === "refused" && !mistake.act)) return false;
  await ground.again();
  return true;
}

function excerpt({ text, code }: Outcome): string {
  return `exit ${code}: ${text.trim().slice(-1800)}`;
}
