import { describe, expect, it, test } from "vitest";
import { ask, placesOf, recorded } from "./support/ask";

const SAVE = ["iptables-save.legacy", "ipset-save"];
const NFT = ["nft.json"];
const ZONES = ["firewall-cmd-zones", "firewall-cmd-default"];
const HIDS = "chain IN_HIDS_MYSQLD_DENY_DROP";

const verdictOf = (files: string[], from: string, port = 3306, more = {}) => ask(files.map(recorded), from, port, more);

describe("outputs that real tools printed", () => {
  test.each([
    // The chain of a host's security agent, reached by a jump; a comment that looks like a rule.
    [SAVE, "10.0.0.4", 3306, {}, "shut", [`rule 1 of ${HIDS}`]],
    [SAVE, "10.0.0.5", 3306, {}, "shut", [`rule 2 of ${HIDS}`]],
    [["iptables-S", "ipset-save"], "10.0.0.4", 3306, {}, "shut", [`rule 1 of ${HIDS}`]],
    [["iptables-L-n-v", "ipset-save"], "10.0.0.4", 3306, {}, "shut", [`rule 1 of ${HIDS}`]],
    // An ipset, and one that is a member of another's parts.
    [SAVE, "10.9.0.7", 3306, {}, "shut", [`rule 4 of ${HIDS}`]],
    [["iptables-save.legacy"], "10.9.0.7", 3306, {}, "unknown", undefined],
    // Another table, before the table filter.
    [SAVE, "10.66.3.3", 3306, {}, "shut", ["rule 1 of chain PREROUTING (table raw)"]],
    // Negated sources and lists of ports.
    [SAVE, "10.2.0.1", 3307, {}, "shut", ["rule 5 of chain INPUT"]],
    [SAVE, "10.2.0.1", 4005, {}, "shut", ["rule 5 of chain INPUT"]],
    [SAVE, "10.1.0.1", 4011, {}, "unknown", ["rule 3 of chain SUB"]],
    // The port that INPUT sees is the one after the redirection.
    [SAVE, "10.2.0.1", 13307, {}, "shut", ["rule 5 of chain INPUT"]],
    // nftables: a set, ranges of it, a set with timeouts, a concatenation, a verdict map, a jump of one, a policy.
    [NFT, "10.9.0.7", 3306, { interface: "eth0" }, "shut", ["rule with handle 17 of chain inet filter input"]],
    [NFT, "10.40.0.5", 3306, { interface: "eth0" }, "shut", ["rule with handle 17 of chain inet filter input"]],
    [NFT, "10.40.0.10", 3306, { interface: "eth0" }, "open", []],
    [NFT, "10.9.0.8", 3306, { interface: "eth0" }, "shut", ["rule with handle 18 of chain inet filter input"]],
    [NFT, "10.9.0.9", 3306, { interface: "eth0" }, "shut", ["rule with handle 20 of chain inet filter input"]],
    [NFT, "10.9.0.9", 3309, { interface: "eth0" }, "open", []],
    [NFT, "10.9.0.10", 3309, { interface: "eth0" }, "shut", ["rule with handle 21 of chain inet filter input"]],
    [NFT, "10.0.0.5", 3306, { interface: "eth0" }, "shut", ["rule with handle 10 of chain inet filter guard"]],
    [NFT, "10.66.0.1", 3306, {}, "shut", ["rule with handle 38 of chain inet filter early"]],
    [NFT, "172.20.0.1", 3306, { interface: "eth0" }, "open", []],
    [NFT, "172.20.0.1", 3309, { interface: "eth0" }, "shut", ["policy of input"]],
    [NFT, "172.20.0.1", 13306, { interface: "eth0" }, "open", []],
    [NFT, "172.20.0.1", 50004, { interface: "eth0" }, "open", []],
    [NFT, "172.20.0.1", 50005, { interface: "eth0" }, "shut", ["policy of input"]],
    [NFT, "172.20.0.1", 3309, { interface: "wg7" }, "open", []],
    [NFT, "172.20.0.1", 3309, {}, "unknown", ["policy of input"]],
    [NFT, "2001:db8::1", 3306, { interface: "eth0" }, "shut", ["rule with handle 24 of chain inet filter input"]],
    [NFT, "2001:db8::1", 3310, { interface: "eth0" }, "shut", ["rule with handle 24 of chain inet filter input"]],
    // A chain on a device: which one is not printed.
    [NFT, "10.67.0.1", 3306, { interface: "eth0" }, "unknown", undefined],
    // Without the elements of its sets nobody knows.
    [["nft-terse.json"], "10.9.0.7", 3306, { interface: "eth0" }, "unknown", undefined],
    // firewalld: an early rich rule, zones by source, the target of a zone.
    [ZONES, "10.0.0.5", 3306, { interface: "eth0" }, "open", []],
    [ZONES, "10.1.0.5", 3306, { interface: "eth0" }, "open", []],
    [ZONES, "10.0.0.6", 3307, { interface: "eth0" }, "shut", ["zone public"]],
    [ZONES, "10.9.0.7", 3306, {}, "shut", ["zone drop"]],
    [ZONES, "10.8.0.8", 3306, {}, "shut", ["zone internal"]],
    [ZONES, "172.20.0.1", 5000, { interface: "eth0" }, "shut", ["zone public"]],
    [ZONES, "172.20.0.1", 5000, { interface: "eth9" }, "open", []],
    [ZONES, "172.20.0.1", 13306, { interface: "eth0" }, "open", []],
    [["firewall-cmd-zones"], "172.20.0.1", 5000, { interface: "eth0" }, "unknown", []],
    [["firewall-cmd-rich"], "10.0.0.6", 5000, {}, "shut", ["the zone of the rich rules"]],
    [["firewall-cmd-rich"], "172.20.0.1", 5000, {}, "unknown", []],
  ] as const)("%j: %s to port %i %j: %s", (files, from, port, more, verdict, places) => {
    const answer = verdictOf([...files], from, port, more);
    expect(answer.verdict, JSON.stringify(answer.doubts)).toBe(verdict);
    if (places) expect(placesOf(answer)).toEqual(places);
  });

  it("agrees between firewalld's own words and the rules that it wrote", () => {
    for (const from of ["10.0.0.5", "10.0.0.6", "10.1.0.5", "10.8.0.8", "10.9.0.7", "172.20.0.1"])
      for (const port of [22, 3306, 3307, 4005, 5000, 13306])
        for (const name of ["eth0", "eth9"]) {
          const more = { interface: name };
          const inNft = verdictOf(["nft-of-firewalld.json"], from, port, more).verdict;
          expect(verdictOf(ZONES, from, port, more).verdict, `${from} ${port} ${name}`).toBe(inNft);
        }
  });

  it("agrees between the notations of the same rules, and never calls open what iptables-save calls shut", () => {
    const withSets = (name: string) => [name, "ipset-save"];
    for (const from of [
      "10.0.0.4",
      "10.0.0.5",
      "10.9.0.7",
      "10.9.0.9",
      "10.3.0.5",
      "10.20.5.9",
      "10.20.6.9",
      "172.16.0.1",
    ])
      for (const port of [22, 99, 3306, 3307, 3309, 4005, 5000, 5001, 60000]) {
        const wanted = verdictOf(withSets("iptables-save.legacy"), from, port).verdict;
        const what = `${from} ${port}`;
        expect(verdictOf(withSets("iptables-save.nft"), from, port).verdict, what).toBe(wanted);
        // -L and -S show the table filter only: nothing of what table raw exempts from tracking.
        const filter = verdictOf(withSets("iptables-S"), from, port).verdict;
        expect(verdictOf(withSets("iptables-L-n-v"), from, port).verdict, what).toBe(filter);
        for (const short of ["iptables-L", "iptables-L-n"])
          expect([filter, "unknown"], what).toContain(verdictOf(withSets(short), from, port).verdict);
        const inNft = verdictOf(["nft-of-iptables.json"], from, port).verdict;
        expect([wanted, "unknown"], what).toContain(inNft);
      }
  });

  it("says what else has to be given before an answer counts as proven", () => {
    const unseen = (...files: string[]) =>
      verdictOf(files, "172.20.0.1", 3306, { interface: "eth0" }).unseen.join("\n");
    expect(unseen("iptables-save.nft", "nft-of-iptables.json")).toBe("");
    expect(unseen("iptables-save.nft")).toMatch(/^rules of nftables outside of iptables/);
    expect(unseen("nft.json")).toMatch(/^rules of iptables/);
    expect(unseen("iptables-L-n-v")).toMatch(/raw, mangle, nat/);
    expect(unseen("firewall-cmd-zones")).toMatch(/other programs/);
    expect(unseen("firewall-cmd-default")).toMatch(/the other zones/);
  });
});
