import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, judge } from "../../../model/hostNames";
import { RESOLVERS_VARIABLE } from "../../../model/hostNames/resolvers";

const gave = (by: string, ...addresses: string[]): Answer => ({ by, addresses });
const silent = (by: string): Answer => ({ by, why: "no answer in time" });

describe("the address of a name", () => {
  it("is proven by two resolvers that agree, whatever others leave unanswered", () => {
    expect(judge([gave("a", "203.0.113.20"), silent("b"), gave("c", "203.0.113.20")])).toEqual({
      address: "203.0.113.20",
      by: ["a", "c"],
      silent: ["b: no answer in time"],
    });
  });

  it.each<[string, Answer[], RegExp, boolean]>([
    ["one answer alone", [gave("a", "203.0.113.20"), silent("b")], /a: 203\.0\.113\.20; b: no answer in time/, false],
    ["nobody answers", [silent("a"), silent("b")], /a: no answer in time/, false],
    ["nobody is asked", [], /no resolver was asked/, false],
    ["answers that differ", [gave("a", "203.0.113.20"), gave("b", "203.0.113.21")], /b: 203\.0\.113\.21/, true],
    [
      "one that dissents from many",
      [..."abcd"].map((by) => gave(by, by === "d" ? "203.0.113.9" : "203.0.113.8")),
      /d: /,
      true,
    ],
    [
      "one that knows no such name",
      [gave("a", "203.0.113.20"), gave("b", "203.0.113.20"), gave("c")],
      /c: no IPv4/,
      true,
    ],
    [
      "several addresses",
      [gave("a", "203.0.113.20", "203.0.113.21"), gave("b", "203.0.113.21", "203.0.113.20")],
      /a: /,
      true,
    ],
    ["no such name", [gave("a"), gave("b")], /a: no IPv4 address/, true],
    ["a private address", [gave("a", "10.0.0.9"), gave("b", "10.0.0.9")], /10\.0\.0\.9/, true],
    ["an address of a proxy on the way", [gave("a", "198.18.0.7"), gave("b", "198.18.0.7")], /198\.18\.0\.7/, true],
    ["loopback", [gave("a", "127.0.0.1"), gave("b", "127.0.0.1")], /127\.0\.0\.1/, true],
    ["no address at all", [gave("a", "0.0.0.0"), gave("b", "0.0.0.0")], /0\.0\.0\.0/, true],
    ["multicast", [gave("a", "224.0.0.1"), gave("b", "224.0.0.1")], /224\.0\.0\.1/, true],
  ])("is not proven by %s, and says what was seen and what to do", (_what, answers, seen, contradicted) => {
    const verdict = judge(answers);
    expect(verdict).not.toHaveProperty("address");
    expect(verdict).toMatchObject({ seen: expect.stringMatching(seen), fix: expect.stringMatching(/.{20}/) });
    expect("contradicted" in verdict).toBe(contradicted);
  });

  it("is not proven by one operator at two addresses, and says so", () => {
    const google = ["8.8.8.8", "8.8.4.4"].map((by) => ({ by, witness: "Google", addresses: ["203.0.113.20"] }));
    const verdict = judge(google);
    expect(verdict).not.toHaveProperty("address");
    expect(verdict).toMatchObject({ fix: expect.stringMatching(/from Google, and count once.*DBFERRY_RESOLVERS/) });
    expect(judge([...google, gave("10.0.0.2", "203.0.113.20")]).address).toBe("203.0.113.20");
  });

  it("names the setting with other resolvers if too few answer", () => {
    expect(judge([silent("a")])).toMatchObject({ fix: expect.stringContaining(RESOLVERS_VARIABLE) });
  });

  it("is proven only if every answer is that address alone, and two gave it", () => {
    const address = fc.constantFrom(
      "203.0.113.1",
      "203.0.113.2",
      "198.51.100.3",
      "10.0.0.1",
      "100.64.0.1",
      "240.0.0.1",
    );
    const answer = fc.option(fc.array(address, { maxLength: 3 }), { nil: undefined, freq: 4 });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 6 }), (given) => {
        const verdict = judge(given.map((addresses, at) => ({ by: `r${at}`, ...(addresses ? { addresses } : {}) })));
        const heard = given.filter((one) => one !== undefined);
        const all = new Set(heard.flat());
        const [only] = all;
        const proven =
          heard.length >= 2 &&
          heard.every((one) => one.length > 0) &&
          all.size === 1 &&
          ["203.0.113.1", "203.0.113.2", "198.51.100.3"].includes(only!);
        expect(verdict.address).toBe(proven ? only : undefined);
      }),
    );
  });

  it("does not depend on the order of resolvers or addresses", () => {
    const answer = fc.option(fc.uniqueArray(fc.constantFrom("203.0.113.1", "203.0.113.2"), { maxLength: 2 }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 5 }), (given) => {
        const of = (all: typeof given) =>
          judge(all.map((addresses, at) => ({ by: `r${at}`, ...(addresses ? { addresses } : {}) }))).address;
        const turned = given.map((one) => one && [...one].reverse()).reverse();
        expect(of(turned)).toBe(of(given));
      }),
    );
  });
});
