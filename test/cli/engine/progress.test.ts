import { describe, expect, it } from "vitest";
import { Progress, type ProgressOptions } from "../../../cli/engine/progress";

const urn = (type: string, name: string) => `urn:pulumi:live::dbferry::${type}::${name}`;
const RULE = "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule";
const COMPONENT = "dbferry:index:HuaweicloudTargetAccess";

function followed(events: [op: string, type: string, custom: boolean][], options: ProgressOptions = {}) {
  const lines: string[] = [];
  const progress = new Progress((line) => lines.push(line), options);
  for (const [op, type, custom] of events) {
    const state = { type, custom, urn: urn(type, "shop-target-access") };
    const metadata = { op, urn: state.urn, type, [op.startsWith("delete") ? "old" : "new"]: state };
    progress.onEvent({ resOutputsEvent: { metadata } } as never);
  }
  return { lines, counts: progress.counts, steps: progress.steps };
}

describe("the engine's events, for people", () => {
  it("tell and count a component once, although the engine reports it twice", () => {
    const { lines, counts, steps } = followed(
      [
        ["create", COMPONENT, false],
        ["create", RULE, true],
        ["create", COMPONENT, false],
      ],
      { planned: "listed" },
    );
    expect(lines).toHaveLength(2);
    expect(counts.created).toBe(2);
    expect(steps.map(({ type }) => type)).toEqual([COMPONENT, RULE]);
  });

  it("count everything that is deleted, copies of one resource too", () => {
    expect(
      followed([
        ["delete", RULE, true],
        ["delete", RULE, true],
      ]).counts.deleted,
    ).toBe(2);
  });

  it("name a type so that its line fits 80 columns", () => {
    expect(followed([["create", RULE, true]]).lines).toEqual([
      "+ shop-target-access huaweicloud:index:NetworkingSecgroupRule",
    ]);
  });
});
