import type { Outcome } from "../../test/e2e/harness";
import type { Facts } from "./facts";
import { Ground } from "./ground";
import { gaps, harm, isDump, strays, unexplained } from "./judge";
import { type Mistake, type MistakeList, PHASE_AT, STAGES } from "./mistake";

export interface Tally {
  cases: number;
  refused: number;
  repaired: number;
  harmed: number;
  falseSuccess: number;
  unexplained: number;
}

/** Outcome of one mistake: counts, and reasons for failures. */
export interface Verdict extends Tally {
  name: string;
  faults: string[];
  seconds: number;
}

/** Runs the mistakes of a list, in their own world, through all stages. */
export async function runList(list: MistakeList, told: (verdict: Verdict, mistake: Mistake) => void): Promise<void> {
  const chosen = list.mistakes;
  const ground = await Ground.open();
  try {
    const last = Math.max(...chosen.map(({ at }) => STAGES.indexOf(at)));
    for (const stage of STAGES.slice(0, last + 1)) {
      await ground.reach(stage);
      for (const mistake of chosen.filter(({ at }) => at === stage)) {
        const began = Date.now();
        const verdict = await judged(ground, mistake);
        const seconds = (Date.now() - began) / 1000;
        told({ ...verdict, seconds, name: `${list.name}, ${stage}: ${verdict.name}` }, mistake);
      }
    }
  } finally {
    await ground.close();
  }
}

/** Makes a mistake and judges the result. */
export async function judged(ground: Ground, mistake: Mistake): Promise<Omit<Verdict, "seconds">> {
  const faults: string[] = [];
  const untouched = ground.last ?? (await ground.facts());
  await mistake.act?.(ground).catch((error: Error) => {
    faults.push(`it could not be set up: ${error.message}`);
  });
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
  const lost = [...harm(before, after, mistake.asks, ground.made), ...leaked(ground, outcome)];
  const unsaid = !refused ? [] : mistake.engineSays ? isDump(outcome) : unexplained(outcome, mistake);
  const wanted = mistake.gaps ?? ((now: Facts) => gaps(mistake.phase ?? PHASE_AT[mistake.at], now, ground.made));
  const { leaves } = mistake;
  const told = (gap: string) => leaves?.gap.test(gap) && leaves.says.test(outcome.text);
  const open = refused ? [] : wanted(after, ground.made).filter((gap) => !told(gap));
  if (!refused) open.push(...((await mistake.elsewhere?.(ground)) ?? []));
  const left = strays(before, after).filter((one) => !mistake.asks?.test(one));
  if (refused) faults.push(...left.map((one) => `it is refused but leaves ${one}`));
  else open.push(...left);
  if (refused && mistake.ends === "repaired") faults.push("it is refused, but an update should repair it");
  if (!refused && mistake.ends === "refused") faults.push("it is not refused");
  faults.push(...(await settle(ground, mistake, { untouched, refused, after })));
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
    // Anything wrong that is neither harm nor a false success counts as unexplained.
    unexplained: unsaid.length > 0 || wrong ? Math.min(Math.max(unsaid.length, 1), cases) : 0,
    faults: [
      ...lost.map((one) => `harmed: ${one}`),
      ...open.map((one) => `it succeeded without: ${one}`),
      ...unsaid,
      ...faults,
      ...text,
    ],
  };
}

interface Seen {
  /** Facts before anything was done. */
  untouched: Facts;
  refused: boolean;
  /** Facts after the command. */
  after: Facts;
}

/** Restores the stack file, and the clouds by an update without a mistake. Returns what is not as before. */
async function settle(ground: Ground, mistake: Mistake, { untouched, refused, after }: Seen): Promise<string[]> {
  if (mistake.goesOn) return [];
  ground.write(() => {});
  await mistake.undo?.(ground);
  const idle = refused && !mistake.act && !mistake.undo && after.providers === untouched.providers;
  // If something was fixed by hand, the following update is what must not lose anything.
  const start = mistake.act || mistake.undo ? await ground.facts() : untouched;
  const faults: string[] = [];
  if (mistake.at !== "nothing" && !idle && !mistake.restored) {
    await ground.again().catch(async (error: Error) => {
      faults.push(error.message);
      // The following mistakes need a working migration.
      await ground.startOver(mistake.at).catch((also: Error) => {
        throw new Error(`after ${mistake.name}: ${error.message}\n\n${also.message}`);
      });
    });
  }
  ground.last = idle ? after : await ground.facts();
  if (mistake.anew) ground.made = ground.last;
  if (mistake.at === "nothing") return faults;
  const open = gaps(PHASE_AT[mistake.at], ground.last, ground.made);
  if (open.length > 0 && mistake.act) {
    await ground.startOver(mistake.at);
    ground.last = await ground.facts();
  }
  return [
    ...faults,
    ...open.map((gap) => `afterwards, without the mistake: ${gap}`),
    ...harm(start, ground.last, mistake.asks, ground.made).map((one) => `permanently: ${one}`),
  ];
}

/** Server passwords that appear in the output. */
function leaked({ field: { sandbox } }: Ground, { text }: Outcome): string[] {
  const secrets = { source: sandbox.source.admin.password, target: sandbox.target.admin.password };
  return Object.entries(secrets)
    .filter(([, secret]) => text.includes(secret))
    .map(([side]) => `the password of the ${side} was printed`);
}

function excerpt({ text, code }: Outcome): string {
  return `exit ${code}: ${text.trim().slice(-1800)}`;
}
