import { join } from "node:path";
import { parseArgs } from "node:util";
import { LEVELS, RULES } from "../policies/rules";
import { COVERED, coverageOf, typesOf } from "../policies/types";
import { SLIPS } from "../test/policies/programs/slips";
import { fuzz } from "../test/policies/support/fuzz";
import { PLACES } from "../test/policies/support/lookedAt";
import { reviewPrograms, runPrograms } from "../test/policies/support/programs";
import { PROVIDER_PACKAGES, tokensIn } from "../test/policies/support/tokens";

const PARTS = ["programs", "review", "fuzz"] as const;
type PartName = (typeof PARTS)[number];

/**
 * Proves the policies: the rules of each level, programs on the real engine (one by one and as stacks of a review),
 * and hostile inputs. Prints JSON; exit code 1 if a bad program passes, a good one is refused, a type is in no list,
 * or the pack throws.
 *
 * `--part programs` (or review, fuzz) runs only that part.
 */
async function main(): Promise<number> {
  const root = process.cwd();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const part = partOf(process.argv.slice(2));
  const wanted = (one: PartName) => part === undefined || part === one;
  const timed = async <T>(one: PartName, work: () => Promise<T>): Promise<T> => {
    const before = Date.now();
    const done = await work();
    say(`part ${one}: ${Math.round((Date.now() - before) / 1000)} seconds`);
    return done;
  };
  const nothing = { refused: 0, slipped: [], falseAlarms: [] };
  const { refused, falseAlarms, ...alone } = wanted("programs")
    ? await timed("programs", () => runPrograms(root, { say }))
    : nothing;
  const reviewed = wanted("review") ? await timed("review", () => reviewPrograms(root, { say })) : [];
  const fuzzed = wanted("fuzz") ? await timed("fuzz", () => fuzz(root, 10_000, 20261121)) : undefined;
  if (fuzzed?.first) say(fuzzed.first);
  const slipped = [...alone.slipped, ...reviewed];
  for (const { name, faults } of reviewed) say(`${name}: ${faults.join("; ")}`);
  const levels = LEVELS.map((level) => [
    level,
    RULES.filter((rule) => rule.levels[level] !== "disabled").map((rule) => rule.id),
  ]);
  const types = typeCounts(root);
  const proof = {
    ...(part === undefined ? {} : { part }),
    rules: RULES.length,
    levels: Object.fromEntries(levels),
    types,
    programs: { refused, slipped: slipped.length, falseAlarms: falseAlarms.length },
    slipped: slipped.length,
    falseAlarms: falseAlarms.length,
    kinds: kindCounts(),
    ...(fuzzed ? { fuzzed: { tried: fuzzed.tried, threw: fuzzed.threw } } : {}),
  };
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  return slipped.length + falseAlarms.length + (fuzzed?.threw ?? 0) + types.unlisted === 0 ? 0 : 1;
}

/** The requested part; undefined for all of them. */
function partOf(args: readonly string[]): PartName | undefined {
  const { part } = parseArgs({ args: [...args], options: { part: { type: "string" } } }).values;
  const known = PARTS.find((one) => one === part);
  if (part !== undefined && known === undefined)
    throw new Error(`--part ${JSON.stringify(part)}; needed: one of ${PARTS.join(", ")}, or no --part for all of them`);
  return known;
}

/** Number of programs per kind of slip; reviews that examine too little are tested in repositories. */
function kindCounts() {
  const counts = Object.entries(SLIPS).map(([kind, programs]) => [kind, Object.keys(programs).length]);
  return { ...Object.fromEntries(counts), reviews: PLACES.length };
}

/** Number of types per list; unlisted are types of the installed provider packages that are in no list. */
function typeCounts(root: string) {
  const types = COVERED.flatMap(typesOf);
  const count = (standing: string) => types.filter((one) => one.standing === standing).length;
  const installed = PROVIDER_PACKAGES.flatMap((folder) => tokensIn(join(root, folder)));
  return {
    judged: count("judged"),
    noBusiness: count("noBusiness"),
    notYet: count("notYet"),
    unlisted: installed.filter((token) => coverageOf(token) === "unlisted").length,
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
