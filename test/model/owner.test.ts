import { expect, it } from "vitest";
import type { Opening } from "../../model/openings";
import { ownerOf } from "../../model/owner";

const ownership = { organization: "acme", project: "dbferry", stack: "first", id: "4f1c0d9be2a7" };
const task = (change: Partial<Opening>) =>
  ({ kind: "task", id: "job-1", name: "dbferry-orders", migration: "orders", ...change }) as Opening;

it("a task of this state belongs to another stack once it has that stack's mark, whatever its migration is called", () => {
  const query = { migration: "shop", ownership, tasks: ["job-1"] };
  expect(ownerOf(task({ state: "000000000002" }), query)).toBe("others");
  expect(ownerOf(task({}), query)).toBe("unmarked");
  expect(ownerOf(task({ state: ownership.id }), query)).toBe("ours");
  expect(ownerOf(task({ state: "000000000002", id: "job-2" }), query)).toBeUndefined();
});
