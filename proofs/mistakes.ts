import { LISTS } from "./mistakes/lists";
import { runList, type Tally, type Verdict } from "./mistakes/run";

/**
 * `npm run mistakes`: what ordinary mistakes do to a migration, each on the real engine against the sandbox, judged by the sandbox's own world:
 * does the replication run, what stands open, whose data is there. Prints JSON; exit code 1 when one harmed, was told as a success, or was
 * refused without an explanation. A word narrows them to lists: `npm run mistakes -- console`.
 */

/** Worlds at once: each has two servers. */
const LANES = 2;
/** Fewer than this, and the lists are not what they were. */
const LEAST = 60;

async function main(words: readonly string[]): Promise<number> {
  const began = Date.now();
  const chosen = LISTS.filter(({ name }) => words.every((word) => name.includes(word)));
  const verdicts: Verdict[] = [];
  const broken: string[] = [];
  const queue = [...chosen];
  const lane = async () => {
    for (let list = queue.shift(); list; list = queue.shift()) {
      const { name } = list;
      await runList(list, (verdict) => {
        verdicts.push(verdict);
        say(`${verdict.faults.length === 0 ? "held    " : "NOT HELD"} ${verdict.name}`);
        for (const fault of verdict.faults) say(`         ${fault.replaceAll("\n", "\n         ")}`);
      }).catch((error: Error) => {
        broken.push(name);
        say(`BROKEN   ${name}: ${error.stack ?? error.message}`);
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const sum = (of: keyof Tally) => verdicts.reduce((total, verdict) => total + verdict[of], 0);
  const proof = {
    cases: sum("cases"),
    refused: sum("refused"),
    repaired: sum("repaired"),
    harmed: sum("harmed"),
    falseSuccess: sum("falseSuccess"),
    unexplained: sum("unexplained"),
    updates: verdicts.length,
    seconds: Math.round((Date.now() - began) / 1000),
    ...(broken.length > 0 ? { broken } : {}),
  };
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  const few = words.length === 0 && proof.cases < LEAST;
  return broken.length + proof.harmed + proof.falseSuccess + proof.unexplained > 0 || few || proof.cases === 0 ? 1 : 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    say(error.stack ?? error.message);
    process.exitCode = 2;
  },
);
