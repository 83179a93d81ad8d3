import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAddressList, sizeOf } from "../../model/addresses";
import type { AccessRule } from "../../policies/rules";
import { check } from "../../policies/rules";
import { NOW } from "./cases/case";
import { count, dotted, expected, type Span, spanOf } from "./support/oracle";

interface Entry {
  text: string;
  span: Span;
}

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const block = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([base, prefix]): Entry => ({ text: `${dotted(base)}/${prefix}`, span: spanOf(base, prefix) }));
const narrow = fc
  .tuple(address, fc.integer({ min: 20, max: 32 }))
  .map(([base, prefix]): Entry => ({ text: `${dotted(base)}/${prefix}`, span: spanOf(base, prefix) }));
/** Ranges of private networks around the allowed width. */
const inside = fc
  .tuple(
    fc.constantFrom("10.0.0.0", "10.64.0.0", "172.16.0.0", "192.168.0.0", "100.64.0.0", "127.0.0.0"),
    fc.integer({ min: 0, max: 2 ** 18 }),
    fc.integer({ min: 12, max: 20 }),
  )
  .map(([base, offset, prefix]): Entry => {
    const start = base.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0) + offset;
    return { text: `${dotted(start)}/${prefix}`, span: spanOf(start, prefix) };
  });
const range = fc.tuple(address, address).map(([one, other]): Entry => {
  const [low, high] = one <= other ? [one, other] : [other, one];
  return { text: `${dotted(low)}-${dotted(high)}`, span: [low, high] };
});
const shortRange = fc.tuple(address, fc.integer({ min: 0, max: 400 })).map(([low, length]): Entry => {
  const high = Math.min(low + length, 2 ** 32 - 1);
  return { text: `${dotted(low)}-${dotted(high)}`, span: [low, high] };
});
/** A bare 0.0.0.0 means everyone, whatever its count. */
const notUnspecified = (entry: Entry) => !(entry.span[0] === 0 && entry.span[1] === 0);
const lists = fc.array(
  fc
    .oneof(
      { weight: 1, arbitrary: block },
      { weight: 4, arbitrary: narrow },
      { weight: 2, arbitrary: inside },
      { weight: 1, arbitrary: range },
      { weight: 3, arbitrary: shortRange },
    )
    .filter(notUnspecified),
  { minLength: 1, maxLength: 12 },
);

const settings = { now: NOW };
const found = (opening: AccessRule) => [
  ...new Set(check({ opening: [opening] }, settings).map((finding) => finding.rule.id)),
];
const allowlist = (sources: string[]): AccessRule => ({
  property: "cidrs",
  kind: "allowlist",
  direction: "ingress",
  sources,
});
const group = (sources: string[]): AccessRule => ({
  property: "addresses",
  kind: "group",
  direction: "ingress",
  sources,
});
const published = ["112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16"];

describe("lists of addresses", () => {
  test("cover as many addresses as an independent count", () => {
    fc.assert(
      fc.property(lists, (entries) => {
        const { open, closed } = count(entries.map((entry) => entry.span));
        const size = sizeOf(readAddressList(entries.map((entry) => entry.text)).flatMap((reading) => reading.blocks));
        expect(size.v4).toBe(BigInt(open + closed));
      }),
      { numRuns: 500 },
    );
  });

  test("small lists cover the same addresses as a plain set", () => {
    const base = 203 * 2 ** 24 + 113 * 2 ** 8;
    const small = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(small, (entries) => {
        const held = new Set<number>();
        for (const [host, prefix] of entries) {
          const [low, high] = spanOf(base + host, prefix);
          for (let one = low; one <= high; one++) held.add(one);
        }
        const texts = entries.map(([host, prefix]) => `${dotted(base + host)}/${prefix}`);
        expect(sizeOf(readAddressList(texts).flatMap((reading) => reading.blocks)).v4).toBe(BigInt(held.size));
      }),
      { numRuns: 300 },
    );
  });

  test("NET-01, NET-02 and NET-04 agree with the count", () => {
    fc.assert(
      fc.property(lists, (entries) => {
        const verdict = expected(entries.map((entry) => entry.span));
        const rules = found(allowlist(entries.map((entry) => entry.text)));
        expect(rules, JSON.stringify(entries.map((entry) => entry.text))).toEqual(verdict === "ok" ? [] : [verdict]);
      }),
      { numRuns: 1500 },
    );
  });

  test("NET-05 agrees for a list behind a reference", () => {
    fc.assert(
      fc.property(lists, (entries) => {
        const verdict = expected(entries.map((entry) => entry.span));
        expect(found(group(entries.map((entry) => entry.text)))).toEqual(verdict === "ok" ? [] : ["NET-05"]);
      }),
      { numRuns: 500 },
    );
  });

  test("spelling as one string, order and repetition change nothing", () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(",", ", ", ";", "\n", " "), (entries, separator) => {
        const texts = entries.map((entry) => entry.text);
        expect(found(allowlist([[...texts].reverse().concat(texts).join(separator)]))).toEqual(found(allowlist(texts)));
      }),
      { numRuns: 300 },
    );
  });
});

/** Cuts the world into random blocks. */
const partition = fc.infiniteStream(fc.boolean()).map((cuts) => {
  const pieces: { base: number; prefix: number }[] = [];
  const cut = (base: number, prefix: number) => {
    if (prefix < 7 && cuts.next().value) {
      cut(base, prefix + 1);
      cut(base + 2 ** (31 - prefix), prefix + 1);
    } else pieces.push({ base, prefix });
  };
  cut(0, 0);
  return pieces;
});

const octets = (base: number) => dotted(base).split(".").map(Number);
const DISGUISES: ((base: number, prefix: number) => string)[] = [
  (base, prefix) => `${dotted(base)}/${prefix}`,
  (base, prefix) =>
    `${octets(base)
      .map((octet) => `0${octet.toString(8)}`)
      .join(".")}/${prefix}`,
  (base, prefix) =>
    `${octets(base)
      .map((octet) => `0x${octet.toString(16)}`)
      .join(".")}/${prefix}`,
  (base, prefix) =>
    `${octets(base)
      .map((octet) => String(octet).padStart(3, "0"))
      .join(".")}/${prefix}`,
  (base, prefix) => `${octets(base)[0]}/${prefix}`,
  (base, prefix) => `${base}/${prefix}`,
  (base, prefix) => `::ffff:${dotted(base)}/${prefix + 96}`,
  (base, prefix) =>
    `0:0:0:0:0:FFFF:${octets(base)
      .map((o) => o.toString(16).padStart(2, "0"))
      .join("")
      .replace(/^(.{4})/, "$1:")}/${prefix + 96}`,
  (base, prefix) => `  ${dotted(base)} / ${prefix} `,
  (base, prefix) => `${dotted(base)}-${dotted(spanOf(base, prefix)[1])}`,
  (base, prefix) => `${dotted(base)}/${dotted(prefix === 0 ? 0 : 2 ** 32 - 2 ** (32 - prefix))}`,
  (base, prefix) => `"${dotted(base)}/${String(prefix).padStart(2, "0")}"`,
  (base, prefix) => `${dotted(base)}/${prefix}`.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
];

describe("no disguised world opening passes", () => {
  test("in pieces, in any spelling, doubled, among honest entries", () => {
    const disguise = fc.tuple(
      partition,
      fc.array(fc.nat({ max: DISGUISES.length - 1 }), { minLength: 128, maxLength: 128 }),
      fc.array(narrow, { maxLength: 5 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(disguise, ([pieces, choice, honest, joined]) => {
        const texts = pieces.map(({ base, prefix }, index) => DISGUISES[choice[index % choice.length]!]!(base, prefix));
        const all = [...honest.map((entry) => entry.text), ...texts, texts[0]!];
        const sources = joined ? [all.join(",")] : all;
        const rules = found(allowlist(sources));
        expect(
          rules.some((rule) => rule === "NET-01" || rule === "NET-02"),
          `${rules} for ${sources}`,
        ).toBe(true);
        expect(found(group(sources))).toContain("NET-05");
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ["halves of IPv6", ["::/1", "8000::/1"]],
    ["the handed-out part of IPv6", ["2000::/3"]],
    ["quarters of it", ["2000::/5", "2800::/5", "3000::/5", "3800::/5"]],
    ["mixed families", ["0.0.0.0/1", "::ffff:128.0.0.0/97"]],
    ["256 blocks of /8", Array.from({ length: 256 }, (_, i) => `${i}.0.0.0/8`)],
    ["6to4", ["2002::/16"]],
    ["NAT64", ["64:ff9b::/96"]],
  ])("%s", (_name, sources) => {
    expect(found(allowlist(sources)).length).toBeGreaterThan(0);
    expect(found(group(sources))).toEqual(["NET-05"]);
  });
});

describe("no false alarm", () => {
  test("on published ranges, tunnels' private ranges and long lists of single addresses", () => {
    const single = fc.uniqueArray(fc.integer({ min: 2 ** 24, max: 2 ** 32 - 2 }), { minLength: 200, maxLength: 800 });
    fc.assert(
      fc.property(single, (addresses) => {
        const sources = [
          ...addresses.map((one) => `${dotted(one)}/32`),
          ...published,
          "100.104.0.0/16",
          "192.168.0.0/16",
          "10.9.0.0/16",
        ];
        expect(found(allowlist(sources))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
