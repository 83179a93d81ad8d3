import { afterAll, beforeAll, expect, it } from "vitest";
import { DRS } from "../../proofs/faults/engines/drs";
import { KINDS, type Kind } from "../../proofs/faults/fault";
import { live } from "../../proofs/faults/life";
import type { Field } from "./harness";

/** One step for each kind of fault; `npm run faults` tries every step with every kind, for every engine. */
const STRUCK: Readonly<Record<Kind, string>> = {
  kill: "create",
  hang: "list",
  error: "source: open the allowlist",
  throttle: "configure",
  lie: "read the check",
  lost: "start",
  twice: "progress",
  reset: "end",
};

let field: Field;
beforeAll(async () => {
  field = await DRS.open();
});
afterAll(() => field?.close());

it("a migration hit once by each kind of fault succeeds when run again, with one task and nothing left", async () => {
  const cases = KINDS.map((kind) => ({ kind, step: DRS.steps.find(({ name }) => name === STRUCK[kind])! }));
  const life = await live(field, DRS, cases);
  expect(life.told).toEqual([]);
  expect(life.verdicts.filter(({ finished }) => !finished)).toEqual([]);
  expect(life.verdicts).toHaveLength(KINDS.length);
  expect(life).toMatchObject({ orphans: 0, billedAfterDestroy: 0, judge: { wrongOnPurpose: 2, seen: 2 } });
});
