import { describe, expect, it, test } from "vitest";
import { ask, placesOf, saved } from "./support/ask";

const LET_IN = "-A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT";
const DROP = "-A INPUT -j DROP";

describe("a rule that is not understood", () => {
  test.each([
    ["could let in what is dropped later", ["-A INPUT -m owner --uid-owner 7 -j ACCEPT", DROP], "unknown"],
    ["could drop what is let in later", ["-A INPUT -m limit --limit 5/min -j DROP", LET_IN, DROP], "unknown"],
    [
      "could lead away from a rule that drops",
      ["-A INPUT -m mac --mac-source 00:11:22:33:44:55 -j RETURN", DROP],
      "unknown",
    ],
    ["changes nothing where both ways let in", ["-A INPUT -m limit --limit 5/min -j ACCEPT", LET_IN, DROP], "open"],
    ["changes nothing where both ways drop", ["-A INPUT -m limit --limit 5/min -j DROP", DROP], "shut"],
    ["changes nothing if it only records", ["-A INPUT -m limit --limit 5/min -j LOG", LET_IN, DROP], "open"],
    ["changes nothing behind a rule that decides", [LET_IN, "-A INPUT -m u32 --u32 0 -j DROP"], "open"],
    ["changes nothing if it is for other ports", ["-A INPUT -p tcp --dport 22 -m u32 --u32 0 -j DROP", LET_IN], "open"],
    ["may have a target that does anything", ["-A INPUT -j NFQUEUE --queue-num 1"], "unknown"],
    ["may lead to a chain that was not given", ["-A INPUT -j f2b-mysql", LET_IN], "unknown"],
    ["may be a set that was not given", ["-A INPUT -m set --match-set bad src -j DROP", LET_IN], "unknown"],
    ["may be a line of another language", ["what is this", LET_IN], "unknown"],
    ["may be a chain that calls itself", [":A - [0:0]", "-A INPUT -j A", "-A A -j A"], "unknown"],
  ])("%s", (_, rules, verdict) => {
    const answer = ask(saved(...rules), "203.0.113.7");
    expect(answer.verdict, JSON.stringify(answer)).toBe(verdict);
    expect(answer.doubts.length > 0).toBe(verdict === "unknown");
  });

  it("is named with its place and text", () => {
    const { doubts } = ask(saved("-A INPUT -m owner --uid-owner 7 -j ACCEPT", DROP), "203.0.113.7");
    expect(doubts).toEqual([
      "rule 1 of chain INPUT: -A INPUT -m owner --uid-owner 7 -j ACCEPT: the condition -m owner",
    ]);
  });
});

describe("chains", () => {
  test.each([
    ["the first rule that matches decides", [LET_IN, DROP], "open", []],
    ["the policy decides at the end", ["-P INPUT DROP"], "shut", ["policy of INPUT"]],
    [
      "a chain's end leads back",
      [":A - [0:0]", "-A INPUT -j A", DROP, "-A A -p udp -j ACCEPT"],
      "shut",
      ["rule 2 of chain INPUT"],
    ],
    ["RETURN leads back", [":A - [0:0]", "-A INPUT -j A", LET_IN, "-A A -j RETURN", "-A A -j DROP"], "open", []],
    [
      "a chain within a chain drops",
      [":A - [0:0]", ":B - [0:0]", "-A INPUT -j A", "-A A -j B", "-A B -j DROP"],
      "shut",
      ["rule 1 of chain B"],
    ],
    [
      "-g does not lead back to the rule after it",
      [":A - [0:0]", "-A INPUT -g A", DROP, "-A A -p udp -j DROP"],
      "open",
      [],
    ],
    ["a counter before a rule is no part of it", ["[12:3456] -A INPUT -j DROP"], "shut", ["rule 1 of chain INPUT"]],
    ["a rule without a target goes on", ["-A INPUT -p tcp --dport 3306", DROP], "shut", ["rule 2 of chain INPUT"]],
  ])("%s", (_, rules, verdict, places) => {
    const answer = ask(saved(...rules), "203.0.113.7");
    expect([answer.verdict, placesOf(answer)]).toEqual([verdict, places]);
  });
});

describe("conditions", () => {
  test.each([
    ["-s 203.0.113.0/24", true],
    ["-s 203.0.114.0/24", false],
    ["! -s 203.0.113.7/32", false],
    ["-s 203.0.113.0/255.255.255.0", true],
    ["-p tcp", true],
    ["! -p tcp", false],
    ["-p udp -m udp --dport 3306", false],
    ["-p tcp -m tcp --dport 3000:4000", true],
    ["-p tcp -m tcp --dport 3000:", true],
    ["-p tcp -m tcp ! --dport 3306", false],
    ["-p tcp -m multiport --dports 22,3300:3310", true],
    ["-p tcp -m multiport ! --dports 22,80", true],
    ["-p tcp -m tcp --dport mysql", true],
    ["-p tcp -m tcp --dport ssh", false],
    ["-p tcp -m tcp --dport no-such-service", undefined],
    ["-p tcp -m tcp --sport 1024:65535", undefined],
    ["-p tcp -m tcp --sport 0:65535", true],
    ["-i lo", false],
    ["! -i lo", true],
    ["-i eth0", undefined],
    ["-i +", true],
    ["-m conntrack --ctstate NEW,ESTABLISHED", true],
    ["-m conntrack --ctstate RELATED,ESTABLISHED", false],
    ["-m conntrack ! --ctstate INVALID", true],
    ["-m conntrack --ctstate DNAT", false],
    ["-m conntrack --ctorigdstport 3306", undefined],
    ["-m state --state NEW", true],
    ["-p tcp -m tcp --syn", true],
    ["-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN", false],
    ["-p tcp -m tcp --tcp-flags ALL NONE", false],
    ["-m iprange --src-range 203.0.113.5-203.0.113.9", true],
    ["-m iprange ! --src-range 203.0.113.5-203.0.113.9", false],
    ["-m addrtype --dst-type LOCAL", true],
    ["-m addrtype --src-type LOCAL", undefined],
    ["-m mark --mark 0x1", false],
    ['-m comment --comment "! -s 1.2.3.4 -j ACCEPT"', true],
    ["-d 10.0.0.9/32", undefined],
    ["-f", false],
    ["! -f", true],
    ["-m physdev --physdev-in eth1", undefined],
    ["-m rpfilter --invert", undefined],
  ])("%s", (condition, isMet) => {
    const { verdict } = ask(saved(`-A INPUT ${condition} -j DROP`), "203.0.113.7");
    expect(verdict).toBe(isMet === undefined ? "unknown" : isMet ? "shut" : "open");
  });

  it("on the host's address and interface count once these are given", () => {
    const rules = saved("-A INPUT -d 10.0.0.9/32 -i eth+ -j DROP");
    expect(ask(rules, "203.0.113.7", 3306, { to: "10.0.0.9", interface: "eth1" }).verdict).toBe("shut");
    expect(ask(rules, "203.0.113.7", 3306, { to: "10.0.0.8", interface: "eth1" }).verdict).toBe("open");
    expect(ask(rules, "203.0.113.7", 3306, { to: "10.0.0.9", interface: "ppp0" }).verdict).toBe("open");
    expect(ask(rules, "203.0.113.7", 3306, { to: "10.0.0.9" }).verdict).toBe("unknown");
  });

  it("on a mark are unknown once a rule may have set one", () => {
    const mangle = "*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j MARK --set-mark 1\nCOMMIT\n";
    expect(ask(mangle + saved("-A INPUT -m mark --mark 0x1 -j DROP"), "203.0.113.7").verdict).toBe("unknown");
  });
});

describe("a translated address", () => {
  const nat = (rule: string) =>
    `*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 13306 -j ${rule}\nCOMMIT\n`;
  const onlyMysql = saved(LET_IN, DROP);

  test.each([
    ["REDIRECT --to-ports 3306", "open"],
    ["REDIRECT --to-ports 3307", "shut"],
    ["DNAT --to-destination :3306", "open"],
    ["DNAT --to-destination 127.0.0.1:3306", "open"],
    ["DNAT --to-destination 10.0.0.9:3300-3310", "unknown"],
  ])("%s: %s", (rule, verdict) => expect(ask(nat(rule) + onlyMysql, "203.0.113.7", 13306).verdict).toBe(verdict));

  it("may be another host's: then FORWARD counts too", () => {
    const rules = (forward: string) =>
      nat("DNAT --to-destination 172.17.0.2:3306") +
      saved(":FORWARD ACCEPT [0:0]", LET_IN, DROP, `-A FORWARD -d 172.17.0.2/32 -j ${forward}`);
    expect(ask(rules("ACCEPT"), "203.0.113.7", 13306).verdict).toBe("open");
    expect(ask(rules("DROP"), "203.0.113.7", 13306).verdict).toBe("unknown");
    expect(ask(rules("DROP"), "203.0.113.7", 13306, { to: "172.17.0.2" }).verdict).toBe("open");
  });

  it("is translated once only", () => {
    const twice =
      "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 13306 -j REDIRECT --to-ports 13307\n-A PREROUTING -p tcp -m tcp --dport 13307 -j REDIRECT --to-ports 3306\nCOMMIT\n";
    expect(ask(twice + onlyMysql, "203.0.113.7", 13306).verdict).toBe("shut");
  });
});

describe("a block of callers", () => {
  it("is shut where a part of it is, and the part is named", () => {
    const answer = ask(
      saved("-A INPUT -s 203.0.113.64/26 -j DROP", "-A INPUT -s 203.0.113.9/32 -j DROP"),
      "203.0.113.0/24",
    );
    expect([answer.verdict, answer.shutOut]).toEqual(["shut", ["203.0.113.9", "203.0.113.64/26"]]);
    expect(placesOf(answer)).toEqual(["rule 2 of chain INPUT", "rule 1 of chain INPUT"]);
  });

  it("is open only where all of it is", () => {
    const rules = saved("-A INPUT -s 203.0.113.0/25 -j ACCEPT", "-A INPUT -s 203.0.113.128/25 -j ACCEPT", DROP);
    expect(ask(rules, "203.0.113.0/24").verdict).toBe("open");
    expect(ask(rules, "203.0.112.0/23").verdict).toBe("shut");
  });
});

describe("what was not given", () => {
  it("is unknown: the other IP version, a table that is cut off, a missing INPUT, missing rules", () => {
    expect(ask(saved(LET_IN), "2001:db8::1").verdict).toBe("unknown");
    expect(ask("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp -j DROP\n", "203.0.113.7").verdict).toBe("unknown");
    const hids = [
      "Chain IN_HIDS_MYSQLD_DENY_DROP (1 references)",
      "num  target     prot opt source               destination",
      "1    DROP       all  --  203.0.113.7          anywhere",
    ].join("\n");
    const answer = ask(hids, "203.0.113.7");
    expect([answer.verdict, placesOf(answer)]).toEqual(["unknown", ["rule 1 of chain IN_HIDS_MYSQLD_DENY_DROP"]]);
    const grepped = ["Chain INPUT (policy ACCEPT)", "4    DROP       all  --  203.0.113.7          anywhere"].join(
      "\n",
    );
    expect(ask(grepped, "203.0.113.8").verdict).toBe("unknown");
    expect(ask(grepped, "203.0.113.8").doubts.join()).toContain("rule 1 was not given");
  });

  it("is unknown: a name in a listing, which only -n shows as an address", () => {
    const list = (source: string) =>
      [
        "Chain INPUT (policy ACCEPT 0 packets, 0 bytes)",
        "target prot opt source destination",
        `DROP tcp -- ${source} anywhere tcp dpt:mysql`,
      ].join("\n");
    expect(ask(list("dts.example.com"), "203.0.113.7").verdict).toBe("unknown");
    expect(ask(list("203.0.113.7"), "203.0.113.7").verdict).toBe("shut");
  });

  it("may be an interface: a listing without -v lets nobody in by an unconditional ACCEPT, which may be that of lo", () => {
    const list = [
      "Chain INPUT (policy DROP)",
      "target prot opt source destination",
      "ACCEPT all -- anywhere anywhere",
    ].join("\n");
    expect(ask(list, "203.0.113.7").verdict).toBe("unknown");
    const verbose = [
      "Chain INPUT (policy DROP 0 packets, 0 bytes)",
      " pkts bytes target     prot opt in     out     source               destination",
      "    0     0 ACCEPT     all  --  lo     *       0.0.0.0/0            0.0.0.0/0",
    ].join("\n");
    expect(ask(verbose, "203.0.113.7").verdict).toBe("shut");
  });
});

it("reads ip6tables-save, also behind iptables-save in one text", () => {
  const v4 = `# Generated by iptables-save v1.8.9 on Mon Nov 30 00:00:00 2026\n${saved("-A INPUT -j DROP")}`;
  const v6 = `# Generated by ip6tables-save v1.8.9 on Mon Nov 30 00:00:00 2026\n${saved("-A INPUT -s 2001:db8::/32 -j ACCEPT", "-A INPUT -j DROP")}`;
  expect(ask(v4 + v6, "203.0.113.7").verdict).toBe("shut");
  expect(ask(v4 + v6, "2001:db8::7").verdict).toBe("open");
  expect(ask(v4 + v6, "2001:db9::7").verdict).toBe("shut");
});
