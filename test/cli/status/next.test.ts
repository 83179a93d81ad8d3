import { describe, expect, it } from "vitest";
import summaries from "../../../cli/bin/summaries.js";
import { nextSteps, problems, type Situation } from "../../../cli/status/next";
import { PHASES } from "../../../model/phase";
import type { TaskState } from "../../../provider/core/task";

const task = (state: TaskState, reason?: string) =>
  ({ look: { known: true, live: true, title: "Huawei DRS", task: { state, vendorState: "X", reason } } }) as never;
const at = (more: Partial<Situation>): Situation => ({ tasks: [], open: 0, expired: 0, blind: false, ...more });
const commands = (list: ReturnType<typeof problems>) => list.map(({ command }) => command?.join(" "));

describe("the advice of status", () => {
  it.each([
    ["a paused task", { reached: "migrate", tasks: [task("paused")] }, ["resume"]],
    ["a task that failed", { reached: "migrate", tasks: [task("fullFailed", "disk full")] }, ["up"]],
    [
      "a task whose login is refused on the source",
      { reached: "migrate", tasks: [task("incrementalFailed", "source: Access denied for user")] },
      ["up", "rotate --account"],
    ],
    [
      "a task whose login is refused on the target",
      { reached: "migrate", tasks: [task("fullFailed", "the destination database password is wrong")] },
      ["up", "rotate --target"],
    ],
    ["openings past their date", { reached: "migrate", open: 3, expired: 3 }, ["extend --days 7", "cancel"]],
    ["openings after the end", { reached: "done", open: 1, expired: 1 }, ["audit --clean"]],
    ["a task that ended too early", { reached: "migrate", tasks: [task("ended")] }, ["cancel"]],
  ] as [string, Partial<Situation>, string[]][])("%s", (_what, situation, advice) => {
    expect(commands(problems(at(situation)))).toEqual(advice);
  });

  it("tells of a task that moves data although the cutover is recorded", () => {
    expect(problems(at({ reached: "cutover", tasks: [task("incremental")] }))).toEqual([
      { say: expect.stringMatching(/the task moves data again.*end it in the vendor's console/) },
    ]);
    const over = { look: { known: true, live: false, task: { state: "ended", vendorState: "X" } } } as never;
    expect(problems(at({ reached: "cutover", tasks: [over] }))).toEqual([]);
  });

  it("continues a cancellation that was stopped, and no cutover", () => {
    const running = { reached: "migrate", wanted: "cancelled", tasks: [task("incremental")], open: 3 } as const;
    expect(commands(nextSteps(at(running)))).toEqual(["cancel"]);
    expect(commands(nextSteps(at({ reached: "cancelled", wanted: "cancelled" })))).toEqual([undefined]);
  });

  it("leads to the stack that has taken the task over, and to no command of this one", () => {
    const taken = { ...(task("paused") as object), takenOver: "acme/shop/second" } as never;
    expect(problems(at({ reached: "migrate", tasks: [taken], open: 2, expired: 2 }))).toEqual([
      { say: expect.stringMatching(/the stack acme\/shop\/second has taken the task over/) },
    ]);
  });

  it("suggests extend when openings expire soon, and not before anything was created", () => {
    const running = { reached: "migrate", tasks: [task("incremental")], open: 3, ending: 3 } as const;
    expect(commands(nextSteps(at(running)))).toEqual(["up --phase cutover", "extend --days 7"]);
    expect(commands(nextSteps(at({ ...running, ending: 0 })))).toEqual(["up --phase cutover"]);
    expect(commands(nextSteps(at({ ending: 3 })))).toEqual(["up --phase prepare"]);
  });

  it("starts nothing while it is not its turn, and says that an update waits", () => {
    const prepared = (turn: "come" | "waits" | "blocked") =>
      nextSteps(
        at({
          reached: "prepare",
          tasks: [task("configuring")],
          queue: [{ migration: "orders", turn, why: "it loads" }],
        }),
      );
    expect(commands(prepared("blocked"))).toEqual(["status"]);
    expect(prepared("waits")).toEqual([
      { say: expect.stringContaining("waits for its turn"), command: ["up", "--phase", "migrate"] },
    ]);
    expect(commands(prepared("come"))).toEqual(["up --phase migrate"]);
  });

  it("first completes what is over but not removed yet", () => {
    expect(commands(nextSteps(at({ reached: "done", left: true, wanted: "done" })))).toEqual(["up"]);
  });

  it("names only existing commands, in every phase", () => {
    const all = [undefined, ...PHASES].flatMap((reached) =>
      (["paused", "fullFailed", "ended", "full", "incremental", "unknown"] as const).flatMap((state) => {
        const situation = at({ reached, tasks: [task(state, "access denied")], open: 2, expired: 1, ending: 1 });
        return [...problems(situation), ...nextSteps(situation)];
      }),
    );
    for (const { say, command } of all) {
      expect(say).toMatch(/\w{3}/);
      if (command) expect(Object.keys(summaries)).toContain(command[0]);
    }
  });
});
