import { expect, it } from "vitest";
import { WRONG, type Wrong } from "../../proofs/mistakes/cases/judge";
import { lists } from "../../proofs/mistakes/lists";
import type { Mistake } from "../../proofs/mistakes/mistake";
import { runList, type Verdict } from "../../proofs/mistakes/run";

/** Run before anything is created; `npm run mistakes` runs all of them, at every stage. */
const CHOSEN: readonly (readonly [list: string, name: string])[] = [
  ["typos", "every option mistyped at once"],
  ["values", "every option with a wrong value at once"],
  ["passwords", "sourceAdminPassword is wrong"],
];

it("mistakes before anything is created are refused with every reason, and deliberate violations are detected", async () => {
  const known = lists(1);
  const mistakes = CHOSEN.map(
    ([list, name]) =>
      known.find((one) => one.name === list)!.mistakes.find((one) => one.name === name && one.at === "nothing")!,
  );
  const wrong = WRONG.filter(({ at }) => at === "nothing");
  const verdicts: [Verdict, Mistake][] = [];
  await runList({ name: "some", mistakes: [...wrong, ...mistakes] }, (...one) => void verdicts.push(one));
  const right = verdicts.filter(([, mistake]) => !("expects" in mistake));
  expect(right.flatMap(([{ name, faults }]) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
  expect(right.map(([{ refused }]) => refused)).toEqual(CHOSEN.map(() => 1));
  const unseen = verdicts.filter(
    ([verdict, mistake]) => "expects" in mistake && verdict[(mistake as Wrong).expects] === 0,
  );
  expect(unseen.map(([{ name }]) => name)).toEqual([]);
  expect(verdicts).toHaveLength(CHOSEN.length + wrong.length);
  expect(new Set(wrong.map(({ expects }) => expects)).size).toBe(3);
});
