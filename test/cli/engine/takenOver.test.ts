import { expect, it } from "vitest";
import type { Recorded } from "../../../cli/audit/state";
import { takenOverBy } from "../../../cli/engine/takenOver";

const MINE = "0123456789ab";
const OTHERS = "ba9876543210";

const marked = (state: string) =>
  `dbferry migrate-id=shop migrate-expires=2030-01-01T00:00:00Z migrate-state=${state} migrate-stack=acme/shop/other`;
const recorded = (made: string): Recorded =>
  ({
    resources: [
      { type: "pulumi:providers:dbferry", custom: true, inputs: { stateId: JSON.stringify(MINE) } },
      { type: "dbferry:index:ReplicationTask", custom: true, id: "job-1", inputs: { description: marked(made) } },
    ],
  }) as unknown as Recorded;
const owner = (description: string, made = MINE) =>
  takenOverBy({ description }, recorded(made), { project: "shop", name: "acme/shop/dev" });

it("names the stack that has taken over a task, and none for a task with this stack's mark or without a mark", () => {
  expect(owner(marked(OTHERS))).toBe("acme/shop/other");
  expect(owner(marked(MINE))).toBeUndefined();
  expect(owner("")).toBeUndefined();
});

it("treats the id with which this stack created the task as this stack's", () => {
  expect(owner(marked(OTHERS), OTHERS)).toBeUndefined();
});
