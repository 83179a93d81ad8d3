import { describe, expect, it } from "vitest";
import { problems } from "../../../cli/status/next";
import { moveOf, sourceNameOf, sourceNamesIn } from "../../../cli/status/sourceName";
import type { Answer, NameSeen } from "../../../model/hostNames";

const SEEN: NameSeen = {
  name: "shop.mysql.rds.aliyuncs.com",
  address: "203.0.113.20",
  at: "2026-11-30T12:00:00.000Z",
  by: ["a", "b"],
  given: "name",
};
const agreed = (...addresses: string[]): Answer[] => ["a", "b"].map((by) => ({ by, addresses }));
const now = (answers: Answer[], seen: NameSeen | undefined = SEEN) => moveOf(seen, { answers: async () => answers });

describe("the source's name in a status", () => {
  it("is a problem once it has moved, with both addresses", async () => {
    const { moved } = await now(agreed("203.0.113.21"));
    expect(moved).toMatch(/203\.0\.113\.20.*203\.0\.113\.21/);
    const situation = { reached: "migrate" as const, tasks: [], open: 0, expired: 0, blind: false };
    expect(problems({ ...situation, moved: [moved!, "another"] })).toEqual([{ say: moved }, { say: "another" }]);
  });

  it("is not known, rather than fine, where the resolvers do not agree or answer", async () => {
    expect((await now([])).unread).toMatch(/not proven/);
    expect((await now([...agreed("203.0.113.20"), { by: "c", addresses: ["203.0.113.21"] }])).unread).toMatch(
      /not proven/,
    );
  });

  it("is fine where it was, and is not asked for without a recorded address", async () => {
    expect(await now(agreed("203.0.113.20"))).toEqual({});
    const never = { answers: () => Promise.reject(new Error("asked")) };
    expect(await moveOf(undefined, never)).toEqual({});
  });

  it("is that of every run of the stack", () => {
    const other: NameSeen = { ...SEEN, name: "other.example.com" };
    const run = (sourceName?: NameSeen) => ({ type: "dbferry:index:TaskRun", custom: true, outputs: { sourceName } });
    expect(sourceNamesIn({ resources: [run(SEEN), run(), run(other)] } as never)).toEqual([SEEN, other]);
    expect(sourceNamesIn({ resources: [] })).toEqual([]);
  });
});

describe("the source's name in dbferry cutover", () => {
  const host = "db.shop.example.com";
  const of = (source: object, sourceHost?: string, path = "public") =>
    sourceNameOf(undefined, { path, source } as never, sourceHost);

  it("is the recorded one, whatever leads this machine to the source", () => {
    expect(sourceNameOf(SEEN, { path: "public", source: {} } as never, host)).toBe(SEEN);
  });

  it.each<[string, object, string | undefined, string]>([
    ["the task's host is a public name", {}, host, host],
    ["the stack file has a public name", { host }, undefined, host],
    ["its host is not known", {}, undefined, "the source's public endpoint"],
  ])("has no address, so that its gate is asked, where nothing is recorded and %s", (_, source, made, name) => {
    expect(of(source, made)).toEqual({ name, at: expect.stringMatching(/^20/), by: [], given: "name" });
  });

  it.each<[string, object, string | undefined, string]>([
    ["an address", {}, "203.0.113.20", "public"],
    ["a name that only a network knows", { host: "db" }, undefined, "public"],
    ["over another path", { host }, host, "vpn"],
  ])("is none where the task finds the source by %s", (_, source, made, path) => {
    expect(of(source, made, path)).toBeUndefined();
  });

  it("without an address is not known in a status", async () => {
    const { address: _, ...unknown } = SEEN;
    expect((await now(agreed("203.0.113.20"), unknown)).unread).toMatch(/not known which address/);
  });
});
