import { execFileSync, spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMark } from "../../../model/expiry";
import { readListings } from "../../../model/firewall/listings";
import { hostClosingLine, hostClosingText, hostOpenedText } from "../../../model/hostOpening";
import { unproven } from "../../../model/hostOpening/ssh/proof";
import { commentWith, markOf, ruleText } from "../../../model/hostOpening/ssh/rule";
import { hostScript, scriptCommand } from "../../../model/hostOpening/ssh/script";
import { ssh } from "../../../model/spec/ssh";
import { childEnvironment } from "../../../system/environment.mjs";

const OWNER = { organization: "acme", project: "dbferry", stack: "shop", id: "4f1c0d9be2a7" };
const UNTIL = "2026-12-10T08:00:00+08:00";
const MARK = markOf("shop", OWNER);
const COMMENT = commentWith(MARK, UNTIL);
const FROM = "203.0.113.10";
const WANTED = [{ from: FROM, port: 3307, until: UNTIL }];

describe("the mark of a rule", () => {
  it("holds the migration, the stack and the expiry, and fits into what nftables keeps", () => {
    expect(readMark(COMMENT)).toEqual({
      id: "shop",
      state: OWNER.id,
      expires: new Date("2026-12-10T00:00:00Z"),
    });
    // The longest name that a migration may have.
    expect(commentWith(markOf("s".repeat(40), OWNER), UNTIL).length).toBeLessThanOrEqual(128);
  });

  it("is refused with anything that a shell or a firewall could interpret", () => {
    for (const bad of [`x'y`, `x"y`, "x$(y)", "x\ny", "x`y`", "x\\y", "x;y", "ü"])
      expect(() => hostScript("iptables", `dbferry migrate-id=${bad}`, [])).toThrow("could interpret");
  });
});

const octet = fc.integer({ min: 1, max: 254 });
const caller = fc.oneof(
  fc.tuple(octet, octet, octet).map(([a, b, c]) => `${a}.${b}.${c}.7`),
  fc.tuple(octet, octet).map(([a, b]) => `${a}.${b}.0.0/16`),
  fc.integer({ min: 1, max: 0xffff }).map((part) => `2001:db8:${part.toString(16)}::7`),
);

describe("the script for a host", () => {
  it("is one that every POSIX shell reads, whatever is wanted, and that does nothing unless it is whole", () => {
    const env = childEnvironment("tool");
    const wanted = fc.array(fc.record({ from: caller, port: fc.integer({ min: 1, max: 65_535 }) }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom("iptables" as const, "nftables" as const), wanted, fc.nat(), (firewall, all, at) => {
        const script = hostScript(
          firewall,
          MARK,
          all.map((one) => ({ ...one, until: UNTIL })),
        );
        execFileSync("sh", ["-n"], { input: script, env });
        const rules = all.map((one) => ruleText(firewall, one, COMMENT));
        for (const rule of rules) expect(script).toContain(rule);
        // Nothing runs before the last line, which the connection may lose.
        const lines = script.trimEnd().split("\n");
        expect(lines.at(-1)).toBe('main "$@" </dev/null');
        const cut = lines.slice(0, at % (lines.length - 1)).join("\n");
        // A shell may say that the rest is missing, and nothing else.
        const { stdout, stderr } = spawnSync("sh", ["-s", "delete"], { input: cut, env, encoding: "utf8" });
        expect([stdout, stderr.replace(/^.*(Syntax|syntax|Unterminated|unexpected|EOF).*$/gm, "").trim()]).toEqual([
          "",
          "",
        ]);
      }),
      { numRuns: 25 },
    );
  });

  it("names no rule twice, whoever is asked for twice", () => {
    for (const firewall of ["iptables", "nftables"] as const)
      expect(hostScript(firewall, MARK, [...WANTED, ...WANTED])).toBe(hostScript(firewall, MARK, WANTED));
  });

  it("runs as root, by sudo without a password if the login is another user", () => {
    expect(scriptCommand("open", "root")).toBe("sh -s open");
    expect(scriptCommand("close", "ops")).toBe("sudo -n sh -s close");
  });

  it("does nothing for another argument than the three that it knows", () => {
    const env = childEnvironment("tool");
    for (const args of [[], ["delete"]])
      expect(() =>
        execFileSync("sh", ["-s", ...args], { input: hostScript("nftables", MARK, WANTED), env, stdio: "pipe" }),
      ).toThrow("neither look nor open nor close");
  });
});

const EMPTY = '{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}';
const saved = (...rules: string[]) =>
  ["*filter", ":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]", ...rules, "COMMIT"].join("\n");
const OPEN = `-A INPUT ${ruleText("iptables", WANTED[0]!, COMMENT)}`;

function printed(given: Partial<Record<string, [text: string, code: number]>> = {}): string {
  const lists: Record<string, [string, number]> = {
    "iptables-save": [saved(OPEN), 0],
    "ip6tables-save": ["", 0],
    "iptables-legacy-save": ["", 127],
    "ip6tables-legacy-save": ["", 127],
    "iptables-nft-save": ["", 127],
    "ip6tables-nft-save": ["", 127],
    "/proc/net/ip_tables_names": ["", 0],
    "ipset save": ["", 127],
    "nft -j list ruleset": [EMPTY, 0],
    "firewall-cmd --list-all-zones": ["", 252],
    "firewall-cmd --list-all": ["", 127],
  };
  const all = Object.entries({ ...lists, ...given }) as [string, [string, number]][];
  return `${all.map(([what, [text, code]]) => `@dbferry list ${what}\n${text}\n@dbferry code ${code}\n`).join("")}@dbferry whole`;
}

describe("what a host has printed", () => {
  it("proves an opening that nothing comes before", () => {
    expect(unproven(printed(), WANTED)).toEqual([]);
    expect(unproven(printed(), [{ ...WANTED[0]!, port: 3308 }])).toEqual([
      `${FROM} to port 3308 is still shut out: the policy of chain INPUT (iptables, table filter)`,
    ]);
  });

  it("names the rule that comes before it, in whatever table", () => {
    const drop = "-A INPUT -p tcp -m tcp --dport 3307 -j DROP";
    expect(unproven(printed({ "iptables-save": [saved(drop, OPEN), 0] }), WANTED)).toEqual([
      expect.stringMatching(/is still shut out: rule 1 of chain INPUT: -A INPUT .*--dport 3307 -j DROP$/),
    ]);
    expect(unproven(printed({ "iptables-save": [saved(OPEN, drop), 0] }), WANTED)).toEqual([]);
  });

  it("proves nothing where a list is missing, has failed, was cut off or is not understood", () => {
    const whole = printed();
    for (const [text, why] of [
      ["", "missing: any list of rules"],
      [whole.replace("@dbferry whole", ""), "missing: the end of what the host has printed"],
      [whole.slice(0, whole.indexOf("COMMIT")), "missing: iptables-save was not read to its end"],
      [printed({ "nft -j list ruleset": ["", 1] }), "missing: nft -j list ruleset has ended with code 1"],
      [printed({ "nft -j list ruleset": ["", 127] }), /^not shown by the host: rules of nftables outside of iptables/],
      [printed({ "firewall-cmd --list-all": ["?", 0] }), "firewall-cmd --list-all prints what is not understood: ?"],
    ] as const)
      expect(unproven(text, WANTED), String(why)).toContainEqual(
        typeof why === "string" ? why : expect.stringMatching(why),
      );
  });

  it("shows that there are no rules of iptables where its tool, or the kernel, says so", () => {
    const rule = { ip: "203.0.113.10", port: 3307 };
    const ruleset = JSON.stringify({
      nftables: [
        { metainfo: { version: "1.0.6", json_schema_version: 1 } },
        { table: { family: "inet", name: "filter", handle: 1 } },
        {
          chain: {
            ...{ family: "inet", table: "filter", name: "input", handle: 1 },
            ...{ type: "filter", hook: "input", prio: 0, policy: "drop" },
          },
        },
        {
          rule: {
            ...{ family: "inet", table: "filter", chain: "input", handle: 2, comment: COMMENT },
            expr: [
              { match: { op: "==", left: { payload: { protocol: "ip", field: "saddr" } }, right: rule.ip } },
              { match: { op: "==", left: { payload: { protocol: "tcp", field: "dport" } }, right: rule.port } },
              { accept: null },
            ],
          },
        },
      ],
    });
    const nft = { "nft -j list ruleset": [ruleset, 0] as [string, number] };
    expect(unproven(printed({ ...nft, "iptables-save": ["", 0] }), WANTED)).toEqual([]);
    expect(unproven(printed({ ...nft, "iptables-save": ["", 127] }), WANTED)).toEqual([
      "not shown by the host: rules of iptables, which iptables-save prints",
    ]);
  });

  it("is read list by list, and text that looks like a list's end stays where it is", () => {
    const { outputs, missing } = readListings(printed({ "iptables-save": ["# @dbferry code 0", 0] }));
    expect(missing).toEqual([]);
    expect(outputs[0]).toEqual({ from: "iptables-save", text: "# @dbferry code 0", whole: true });
  });
});

it("is called open only where it is", () => {
  const ssh = { login: "ops@10.1.0.7:22", firewall: "iptables" as const, comment: COMMENT };
  const one = { server: "10.1.0.7", from: FROM, port: 3307, until: UNTIL, reason: "a task", ssh };
  expect(hostOpenedText(one, true)).toContain("# to be opened by dbferry on 10.1.0.7: TCP port 3307");
  expect(hostOpenedText(one, false)).toContain("# opened by dbferry on 10.1.0.7: TCP port 3307");
});

describe("how a person removes what dbferry has opened, should it not be able to", () => {
  const opened = (firewall: "iptables" | "nftables") => ({
    ...{ server: "10.1.0.7", from: FROM, port: 3307, until: UNTIL },
    ssh: { login: "ops@10.1.0.7:22", firewall, comment: COMMENT },
  });

  it("is by the one firewall that the host uses, and for exactly that rule", () => {
    expect(hostClosingText([opened("iptables")])).toContain(
      `# dbferry removes it itself as ops on 10.1.0.7:22, should that fail:\n# iptables\niptables -D INPUT -s ${FROM}/32 -p tcp -m tcp --dport 3307 -m comment --comment '${COMMENT}' -j ACCEPT\n`,
    );
    expect(hostClosingText([opened("iptables")])).not.toContain("firewall-cmd");
    expect(hostClosingLine(opened("nftables"))).toBe(
      `TCP port 3307 from ${FROM} (nftables: nft -a list chain inet filter input; nft delete rule inet filter input handle '<HANDLE>')`,
    );
  });
});

describe("how dbferry logs in", () => {
  const bytes = (type: string) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(type.length);
    return Buffer.concat([size, Buffer.from(type), Buffer.alloc(36, 7)]).toString("base64");
  };
  const given = { host: "10.1.0.7", hostKey: `ssh-ed25519 ${bytes("ssh-ed25519")} db1`, firewall: "nftables" };

  it("as root at port 22 by default, to a host with this key", () => {
    expect(ssh.parse(given)).toMatchObject({ user: "root", port: 22 });
  });

  it.each([
    [
      "hostKey",
      [
        "",
        "ssh-ed25519",
        `ssh-rsa ${bytes("ssh-rsa")}`,
        `ssh-ed25519 ${bytes("ssh-rsa")}`,
        "AAAA",
        "* ssh-ed25519 AAAA",
      ],
    ],
    ["host", ["", "-oProxyCommand=x", "a b", "ops@10.1.0.7", "$(x)"]],
    ["user", ["", "-l", "a b", "$(x)"]],
    ["firewall", ["firewalld", "ufw", ""]],
    ["port", [0, 65_536]],
  ])("not with another %s", (key, values) => {
    for (const wrong of values) expect(ssh.safeParse({ ...given, [key]: wrong }).success, String(wrong)).toBe(false);
  });

  it("never without the host's key", () => {
    const { hostKey: _, ...without } = given;
    expect(ssh.safeParse(without).success).toBe(false);
  });
});
