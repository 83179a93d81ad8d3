import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMysqlHost } from "../../../model/addresses";
import { asBlock } from "../../../model/addresses/block";
import { blocksOfSpan, type Span, spanOf } from "../../../model/addresses/span";
import { judge } from "../../../model/firewall/judge";
import { type HostOpening, hostOpeningText, stepsFor } from "../../../model/hostOpening";
import { HOSTS } from "./support/readBack";

const OPENING: HostOpening = {
  server: "10.1.0.7",
  from: "192.168.10.0/24",
  port: 3307,
  reason: "the migration shop reads the database",
  until: "2026-12-10T00:00:00Z",
  user: "df_shop",
};
const golden = (file: string) => readFileSync(join(__dirname, "golden", file), "utf8");

describe("what to open on a host", () => {
  it("for a network, as an administrator would write it", () => {
    expect(hostOpeningText(OPENING)).toBe(golden("network.txt"));
  });

  it("for an IPv6 address, without an account that exists already", () => {
    const { user: _, ...more } = OPENING;
    const until = "2026-12-10T08:00:00+08:00";
    expect(hostOpeningText({ ...more, server: "db1", from: "2001:db8::7", port: 3306, until })).toBe(
      golden("address6.txt"),
    );
  });

  it("says that MySQL has no host for an IPv6 network, and invents none", () => {
    const text = hostOpeningText({ ...OPENING, from: "2001:db8::/64" });
    expect(text).not.toContain("CREATE USER");
    expect(text).toContain(
      "# MySQL has no account host for 2001:db8::/64: create df_shop for each address that connects",
    );
  });

  it.each([
    [
      "from",
      [
        "0.0.0.0/0",
        "::/0",
        "192.168.10.7/24",
        "10.1",
        "0.0.0.0",
        "example.com",
        "%",
        "10.0.0.1-10.0.0.9",
        "::ffff:10.0.0.1",
      ],
    ],
    ["user", ["", "df'shop", "df shop", "1df", "a".repeat(33)]],
    ["until", ["tomorrow", "2026-12-10"]],
    ["port", [0, 65_536, 33.5]],
  ])("is refused with another %s", (key, values) => {
    for (const value of values)
      expect(() => hostOpeningText({ ...OPENING, [key]: value } as HostOpening), String(value)).toThrow(
        `what to open: 1 problem\n  - ${key}: `,
      );
  });

  it("contains nothing from a reason that a shell would act on", () => {
    const reason = "because; rm -rf / $(reboot) `reboot`\nreboot '";
    const lines = hostOpeningText({ ...OPENING, reason }).split("\n");
    expect(lines[1]).toBe("# why: because, rm -rf / reboot rebootreboot ");
    expect(lines).toHaveLength(golden("network.txt").split("\n").length);
  });
});

const octet = fc.integer({ min: 0, max: 255 });
const caller4 = fc
  .tuple(fc.integer({ min: 1, max: 223 }), octet, octet, octet, fc.integer({ min: 8, max: 32 }))
  .map(([a, b, c, d, prefix]) => {
    const network = ((((a << 24) | (b << 16) | (c << 8) | d) >>> 0) & (~0 << (32 - prefix))) >>> 0;
    const text = [24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join(".");
    return prefix === 32 ? text : `${text}/${prefix}`;
  });
const caller6 = fc
  .tuple(fc.integer({ min: 1, max: 0xffff }), fc.constantFrom("/48", "/64", ""))
  .map(([part, prefix]) => (prefix ? `2001:db8:${part.toString(16)}::${prefix}` : `2001:db8::${part.toString(16)}`));
const port = fc.integer({ min: 1, max: 65_535 });

/** The addresses on both sides of the callers. */
function neighbours({ version, first, last }: Span): Span[] {
  const top = version === 4 ? (1n << 32n) - 1n : (1n << 128n) - 1n;
  return [first - 1n, last + 1n]
    .filter((one) => one >= 0n && one <= top)
    .map((one) => ({ version, first: one, last: one }));
}

const verdictOf = (ruleset: Parameters<typeof judge>[0], from: Span, at: number) =>
  judge(ruleset, { from, port: at }).verdict;

describe("whatever is to be opened, each firewall, read back by the doctor,", () => {
  it("admits exactly these callers to exactly this port", () => {
    fc.assert(
      fc.property(fc.oneof(caller4, caller6), port, (from, at) => {
        const span = spanOf(from)!;
        const steps = stepsFor({ ...OPENING, from, port: at });
        for (const [index, host] of (["iptables", "nftables", "firewalld"] as const).entries()) {
          const ruleset = HOSTS[host](steps[index]!.open[0]!);
          expect(verdictOf(ruleset, span, at), host).toBe("open");
          for (const other of neighbours(span))
            expect(verdictOf(ruleset, other, at), `${host} ${blocksOfSpan(other)}`).toBe("shut");
          for (const other of [at - 1, at + 1])
            expect(verdictOf(ruleset, span, other), `${host} ${other}`).toBe("shut");
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has an account for exactly these callers, and removes what it opened by the same words", () => {
    fc.assert(
      fc.property(caller4, port, (from, at) => {
        const [byIptables, , byFirewalld, mysql] = stepsFor({ ...OPENING, from, port: at });
        const host = /^CREATE USER 'df_shop'@'([^']+)' IDENTIFIED BY '<PASSWORD>';$/.exec(mysql!.open[0]!)?.[1];
        expect(readMysqlHost(host!).blocks).toEqual([asBlock(from)]);
        expect(mysql!.close).toEqual([`DROP USER 'df_shop'@'${host}';`]);
        expect(byIptables!.close).toEqual(byIptables!.open.map((one) => one.replace("-I INPUT 1", "-D INPUT")));
        expect(byFirewalld!.close).toEqual(byFirewalld!.open.map((one) => one.replace("--add-", "--remove-")));
      }),
      { numRuns: 200 },
    );
  });
});
