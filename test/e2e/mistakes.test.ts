import { expect, it } from "vitest";
import { WRONG, type Wrong } from "../../proofs/mistakes/cases/judge";
import { lists } from "../../proofs/mistakes/lists";
import type { Mistake } from "../../proofs/mistakes/mistake";
import { runList, type Verdict } from "../../proofs/mistakes/run";

/** One of each kind; all of them are made by `npm run mistakes`. */
const CHOSEN: readonly (readonly [list: string, name: string])[] = [
  ["changed before", "drs.nodeType changed"],
  ["passwords", "sourceAdminPassword is wrong"],
  ["typos", "task.bandwidth mistyped"],
  ["phases", "the phase prepare"],
  ["phases", "pulumi destroy"],
  ["changed while it runs", "target.securityGroupId changed"],
];
const ON_PURPOSE = ["a success without the EIP on the allowlist", "the live task is ended", "a refusal without a fix"];

it("a handful of mistakes neither harms nor is told as a success, and what is wrong on purpose is seen", async () => {
  const known = lists(1);
  const mistakes = CHOSEN.flatMap(([list, name]) =>
    known.find((one) => one.name === list)!.mistakes.filter((one) => one.name === name && one.at !== "nothing"),
  );
  const wrong = WRONG.filter(({ name }) => ON_PURPOSE.includes(name));
  const verdicts: [Verdict, Mistake][] = [];
  // The last of them ends the task for good.
  await runList({ name: "some", mistakes: [...mistakes, ...wrong] }, (...one) => void verdicts.push(one));
  const right = verdicts.filter(([, mistake]) => !("expects" in mistake));
  expect(right.length).toBeGreaterThanOrEqual(CHOSEN.length);
  expect(right.flatMap(([{ name, faults }]) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
  const seen = verdicts.filter(([verdict, mistake]) => "expects" in mistake && verdict[(mistake as Wrong).expects] > 0);
  expect(seen).toHaveLength(ON_PURPOSE.length);
});
