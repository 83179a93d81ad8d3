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

it("an address that is marked with the migration, under a name of the user's choice, is the state's, or nobody's", () => {
  const eip = task({ kind: "eip", id: "eip-1", name: "vpn-1", migration: "shop" });
  expect(ownerOf(eip, { migration: "shop", ownership, made: ["eip-1"] })).toBe("ours");
  expect(ownerOf(eip, { migration: "shop", ownership })).toBe("unmarked");
  expect(ownerOf(eip, { migration: "crm", ownership, made: ["eip-1"] })).toBeUndefined();
});

it("what the state has is its own, although it keeps the name or the mark of the stack that it was adopted from", () => {
  const adopted: Partial<Opening>[] = [
    { kind: "publicEndpoint", id: "rm-1/dbferry-shop-0a0a0a.mysql.rds.aliyuncs.com", name: "dbferry-shop-0a0a0a" },
    { kind: "allowlistGroup", id: "rm-1/dbferry_shop_0a0a0a", name: "dbferry_shop_0a0a0a" },
    { kind: "securityGroupRule", id: "rule-1", state: "000000000002" },
  ];
  const made = ["rm-1:dbferry-shop-0a0a0a", "rm-1/dbferry_shop_0a0a0a", "rule-1", "eip-1", "job-1"];
  for (const change of adopted) {
    const opening = task({ migration: "shop", ...change });
    expect(ownerOf(opening, { migration: "shop", ownership })).toBe("others");
    expect(ownerOf(opening, { migration: "shop", ownership, made })).toBe("ours");
  }
  // These get a new mark: with another mark, another stack has taken them over.
  for (const kind of ["eip", "task"] as const) {
    const opening = task({ kind, id: kind === "eip" ? "eip-1" : "job-1", migration: "shop", state: "000000000002" });
    expect(ownerOf(opening, { migration: "shop", ownership, made })).toBe("others");
  }
});
