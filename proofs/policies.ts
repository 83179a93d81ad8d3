import { join } from "node:path";
import { LEVELS, RULES } from "../policies/rules";
import { COVERED, standingOf, typesOf } from "../policies/types";
import { SLIPS } from "../test/policies/programs/slips";
import { fuzz } from "../test/policies/support/fuzz";
import { PLACES } from "../test/policies/support/lookedAt";
import { runPrograms } from "../test/policies/support/programs";
import { PROVIDER_PACKAGES, tokensIn } from "../test/policies/support/tokens";

/**
 * The proof of the policies, as JSON: the rules of each level, programs on the real engine, hostile inputs. Exit code 1
 * when a program slips, one is refused that must not be, or the pack throws.
 */
async function main(): Promise<number> {
  const root = process.cwd();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const { refused, slipped, falseAlarms } = await runPrograms(root, { say, review: true });
  const { tried, threw, first } = await fuzz(root, 10_000, 20261121);
  if (first) say(first);
  const levels = LEVELS.map((level) => [
    level,
    RULES.filter((rule) => rule.levels[level] !== "disabled").map((rule) => rule.id),
  ]);
  const proof = {
    rules: RULES.length,
    levels: Object.fromEntries(levels),
    types: typeCounts(root),
    programs: { refused, slipped: slipped.length, falseAlarms: falseAlarms.length },
    slipped: slipped.length,
    falseAlarms: falseAlarms.length,
    kinds: kindCounts(),
    fuzzed: { tried, threw },
  };
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  const faults = slipped.length + falseAlarms.length + threw + proof.types.unlisted;
  return faults === 0 ? 0 : 1;
}

/** How many programs try each kind of slip; a review that looks too little is tried in repositories. */
function kindCounts() {
  const counts = Object.entries(SLIPS).map(([kind, programs]) => [kind, Object.keys(programs).length]);
  return { ...Object.fromEntries(counts), reviews: PLACES.length };
}

/** How many types stand in each list; unlisted are those of the installed provider packages that no list has. */
function typeCounts(root: string) {
  const types = COVERED.flatMap(typesOf);
  const count = (standing: string) => types.filter((one) => one.standing === standing).length;
  const installed = PROVIDER_PACKAGES.flatMap((folder) => tokensIn(join(root, folder)));
  return {
    judged: count("judged"),
    noBusiness: count("noBusiness"),
    notYet: count("notYet"),
    unlisted: installed.filter((token) => standingOf(token) === "unlisted").length,
  };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`policies: ${error.message}\n`);
    process.exitCode = 2;
  },
);
