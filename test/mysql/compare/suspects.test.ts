import { describe, expect, test } from "vitest";
import type { CompareContext } from "../../../mysql/compare/context";
import type { Catchup, CatchupWait } from "../../../mysql/compare/settle";
import { type Suspect, settleSuspects } from "../../../mysql/compare/suspects";

/** A suspect that is proven at look number `at`, and holds that many rows until then. */
class Fake implements Suspect {
  looks: Catchup[] = [];
  concluded = 0;
  constructor(
    private readonly at: number,
    readonly held = 0,
  ) {}
  async recheck(settled: Catchup): Promise<boolean> {
    this.looks.push(settled);
    return settled === "still" || this.looks.length >= this.at;
  }
  async conclude(): Promise<void> {
    this.concluded += 1;
  }
}

async function settled(suspects: Fake[], rounds: number | undefined, answers: Catchup = "caughtUp") {
  const waits: (number | undefined)[] = [];
  const settling = {
    wait: async (since?: number) => {
      waits.push(since);
      return answers;
    },
  };
  const context = { input: { recheck: { rounds } }, rechecked: 0 };
  const told: number[] = [];
  await settleSuspects(context as never as CompareContext, settling as never as CatchupWait, suspects, 17, {
    pause: async () => {},
    tell: (n) => told.push(n),
  });
  return { waits, told, rechecked: context.rechecked };
}

describe("what differed at first", () => {
  test("waits together, however much there is", async () => {
    const suspects = Array.from({ length: 500 }, () => new Fake(2));
    const { waits, told, rechecked } = await settled(suspects, 3);
    expect(waits).toEqual([17, undefined]);
    expect(suspects.every((one) => one.concluded === 1)).toBe(true);
    expect([told.at(-1), rechecked]).toEqual([500, 1000]);
  });

  test("is rechecked in parts if it is too much to hold in memory", async () => {
    const suspects = Array.from({ length: 10 }, () => new Fake(2, 4_000));
    const { waits } = await settled(suspects, 3);
    // The second part has been waiting as long as the first, so its first look needs no further wait.
    expect(waits).toEqual([17, undefined, 17, undefined]);
    expect(suspects.map((one) => [one.looks.length, one.concluded])).toEqual(suspects.map(() => [2, 1]));
  });

  test("is concluded when the rounds are used up, whether proven or not", async () => {
    const [restless, quick] = [new Fake(99), new Fake(1)];
    const { waits } = await settled([restless, quick], 3);
    expect(waits).toHaveLength(3);
    expect([restless.looks.length, restless.concluded]).toEqual([3, 1]);
    expect([quick.looks.length, quick.concluded]).toEqual([1, 1]);
  });

  test("needs one recheck if the source has not changed and the target has everything, or on request", async () => {
    const still = new Fake(9);
    expect((await settled([still], 3, "still")).waits).toHaveLength(1);
    const once = new Fake(9);
    expect((await settled([once], 1)).waits).toHaveLength(1);
    const never = new Fake(9);
    expect((await settled([never], 0)).waits).toHaveLength(0);
    for (const one of [still, once, never]) expect([one.looks, one.concluded]).toEqual([["still"], 1]);
  });
});
