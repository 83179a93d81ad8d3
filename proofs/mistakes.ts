import { parseArgs } from "node:util";
import { WRONG, type Wrong } from "./mistakes/cases/judge";
import { lists } from "./mistakes/lists";
import type { Mistake } from "./mistakes/mistake";
import { runList, type Tally, type Verdict } from "./mistakes/run";
import { isCount, PART_OPTIONS, type Part, readPart } from "./part";

/**
 * `npm run mistakes`: the effects of ordinary mistakes on a migration, each on the real engine against the sandbox and
 * judged by the sandbox's own records: whether the replication runs, what is open, whose data exists. Prints JSON;
 * exit code 1 if a mistake did harm, was reported as a success, or was refused without an explanation, or if the judge
 * missed something that is wrong on purpose.
 */

const USAGE = `npm run mistakes -- [WORD ...] [--only TEXT] [--part I/N] [--lanes N] [--seed N]

  WORD     only lists whose name contains one of the words
  --only   only mistakes whose name contains the text
  --part   every Nth mistake of each list, from the Ith on
  --lanes  worlds in parallel; default 2: each has two servers
  --seed   seed of the moments at which updates are killed; default 1`;

/** Minimum number of cases, to notice lists that have shrunk. */
const LEAST = 400;

interface Chosen {
  words: readonly string[];
  only: string;
  part: Part;
  seed: number;
}

async function main({ words, only, part, seed }: Chosen): Promise<number> {
  const began = Date.now();
  const verdicts: Verdict[] = [];
  const missed: string[] = [];
  const broken: string[] = [];
  let tried = 0;
  const queue = lists(seed).flatMap((list) => {
    if (words.length > 0 && !words.some((word) => list.name.includes(word))) return [];
    const mistakes = list.mistakes.filter((one, index) => one.name.includes(only) && part.includes(index));
    return mistakes.length > 0 ? [{ ...list, mistakes }] : [];
  });
  const told = (verdict: Verdict, mistake: Mistake) => {
    const [wrong, seen] = onPurpose(verdict, mistake);
    if (!wrong) verdicts.push(verdict);
    else {
      tried += 1;
      if (!seen) missed.push(verdict.name);
    }
    const held = wrong ? seen : verdict.faults.length === 0;
    const came = verdict.refused > 0 ? "refused" : "repaired";
    const several = verdict.cases > 1 ? `${verdict.cases} ` : "";
    say(`${held ? "held    " : "NOT HELD"} ${verdict.name} (${several}${came}, ${verdict.seconds.toFixed(1)} s)`);
    if (!held) for (const fault of verdict.faults) say(`         ${fault.replaceAll("\n", "\n         ")}`);
  };
  const lane = async () => {
    for (let list = queue.shift(); list; list = queue.shift()) {
      const { name } = list;
      await runList(list, told).catch((error: Error) => {
        broken.push(name);
        say(`BROKEN   ${name}: ${error.stack ?? error.message}`);
      });
    }
  };
  await Promise.all(Array.from({ length: part.lanes }, lane));
  const sum = (kind: keyof Tally) => verdicts.reduce((total, verdict) => total + verdict[kind], 0);
  const proof = {
    cases: sum("cases"),
    refused: sum("refused"),
    repaired: sum("repaired"),
    harmed: sum("harmed"),
    falseSuccess: sum("falseSuccess"),
    unexplained: sum("unexplained"),
    judge: { wrongOnPurpose: tried, seen: tried - missed.length },
    updates: verdicts.length,
    seconds: Math.round((Date.now() - began) / 1000),
    ...(broken.length > 0 ? { broken } : {}),
  };
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  const whole = words.length === 0 && only === "" && part.isWhole;
  const few = whole && (proof.cases < LEAST || tried < WRONG.length);
  const wrong = broken.length + missed.length + proof.harmed + proof.falseSuccess + proof.unexplained;
  return wrong > 0 || few || proof.cases + tried === 0 ? 1 : 0;
}

/** Whether the mistake was wrong on purpose, and whether the verdict detected it. */
function onPurpose(verdict: Verdict, mistake: Mistake): [wrong: boolean, seen: boolean] {
  const { expects } = mistake as Partial<Wrong>;
  return expects === undefined ? [false, false] : [true, verdict[expects] > 0];
}

function chosen(args: string[]): Chosen {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      only: { type: "string", default: "" },
      seed: { type: "string", default: "1" },
      ...PART_OPTIONS,
    },
  });
  const part = readPart(values);
  const seed = Number(values.seed);
  if (!part || !isCount(seed)) throw new Error(`not a number\n\n${USAGE}`);
  return { words: positionals, only: values.only, part, seed };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

Promise.resolve()
  .then(() => main(chosen(process.argv.slice(2))))
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      say(error.stack ?? error.message);
      process.exitCode = 2;
    },
  );
