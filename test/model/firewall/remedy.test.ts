import { describe, expect, it, test } from "vitest";
import { pasted } from "../../../model/firewall/commands";
import { remedyFor } from "../../../model/firewall/remedy";
import { question, recorded, rulesetOf, saved } from "./support/ask";

const remedy = (texts: string[], ...from: string[]) =>
  remedyFor(
    rulesetOf(...texts),
    from.map((one) => question(one, 3306, { interface: "eth0" })),
  );
const commands = ({ deletions }: ReturnType<typeof remedy>) => deletions.map(({ command }) => pasted(command));
const admits = ({ wide }: ReturnType<typeof remedy>) => wide.flatMap(({ admit }) => admit.map(pasted));

describe("what blocks only the caller", () => {
  it("is deleted from the last to the first, in every chain and for all callers together", () => {
    const rules = saved(
      ":IN_HIDS_MYSQLD_DENY_DROP - [0:0]",
      "-A INPUT -s 203.0.113.7/32 -j DROP",
      "-A INPUT -p tcp --dport 3306 -j IN_HIDS_MYSQLD_DENY_DROP",
      "-A IN_HIDS_MYSQLD_DENY_DROP -s 203.0.113.7/32 -p tcp --dport 3306 -j DROP",
      "-A IN_HIDS_MYSQLD_DENY_DROP -s 198.51.100.1/32 -j DROP",
      "-A IN_HIDS_MYSQLD_DENY_DROP -s 203.0.113.8/32 -j DROP",
      "-A IN_HIDS_MYSQLD_DENY_DROP -s 203.0.113.7/32 -j REJECT",
    );
    const { deletions, wide } = remedy([rules], "203.0.113.7", "203.0.113.8");
    expect([commands({ deletions, wide }), wide]).toEqual([
      [
        "iptables -D INPUT 1",
        "iptables -D IN_HIDS_MYSQLD_DENY_DROP 4",
        "iptables -D IN_HIDS_MYSQLD_DENY_DROP 3",
        "iptables -D IN_HIDS_MYSQLD_DENY_DROP 1",
      ],
      [],
    ]);
    const also = deletions.map((one) => one.also.join());
    expect(also[1]).toBe("other ports than 3306 to 203.0.113.7, where nothing else blocks them");
    expect(also[3]).toBe("");
  });

  test.each([
    [["iptables-save.legacy", "ipset-save"], "10.9.0.7", "ipset del blocked 10.9.0.7"],
    [["nft.json"], "10.9.0.7", "nft delete element inet filter blocked '{' 10.9.0.7 '}'"],
    [["nft.json"], "10.9.0.8", "nft delete rule inet filter input handle 18"],
    [["nft.json"], "10.0.0.5", "nft delete rule inet filter guard handle 10"],
    [
      ["firewall-cmd-default"],
      "10.0.0.6",
      'firewall-cmd --zone=public \'--remove-rich-rule=rule family="ipv4" source address="10.0.0.6" drop\'',
    ],
    [
      ["firewall-cmd-rich"],
      "10.0.0.6",
      'firewall-cmd \'--remove-rich-rule=rule family="ipv4" source address="10.0.0.6" drop\'',
    ],
  ])("in %j for %s: %s", (files, from, command) => {
    const texts = files.map((name) => recorded(name).replace(/^.*priority="-5".*$/m, ""));
    expect(commands(remedy(texts, from))).toContain(command);
  });
});

describe("what blocks others, too", () => {
  test.each([
    ["-A INPUT -j DROP", "every caller"],
    ["-A INPUT -s 203.0.113.0/24 -p tcp --dport 3306 -j DROP", "every caller in 203.0.113.0/24"],
    ["-A INPUT ! -s 198.51.100.0/24 -p tcp --dport 3306 -j DROP", "every caller outside of 198.51.100.0/24"],
    ["-A INPUT -p tcp -m multiport --dports 3306,33060 -j DROP", "every caller"],
  ])(
    "%s is never deleted for one caller: it is let in ahead of it, and what a deletion opens is named",
    (rule, also) => {
      const found = remedy([saved("-A INPUT -p tcp --dport 22 -j ACCEPT", rule)], "203.0.113.7");
      expect(commands(found)).toEqual([]);
      expect(admits(found)).toEqual(["iptables -I INPUT 2 -s 203.0.113.7 -p tcp --dport 3306 -j ACCEPT"]);
      expect(found.wide[0]!.also[0]).toBe(also);
    },
  );

  it("is given the number that it has once the deletions are done", () => {
    const rules = saved(
      "-A INPUT -s 203.0.113.7/32 -j DROP",
      "-A INPUT -s 203.0.113.7/32 -p tcp -j DROP",
      "-A INPUT -j DROP",
    );
    const found = remedy([rules], "203.0.113.7");
    expect(commands(found)).toEqual(["iptables -D INPUT 2", "iptables -D INPUT 1"]);
    expect(admits(found)).toEqual(["iptables -I INPUT 1 -s 203.0.113.7 -p tcp --dport 3306 -j ACCEPT"]);
    expect(found.wide.map(({ remove }) => remove && pasted(remove))).toEqual(["iptables -D INPUT 1"]);
  });

  it("is a policy, a set with a wider block, an element of a verdict map, or a chain that firewalld writes", () => {
    const policy = remedy([saved("-P INPUT DROP")], "203.0.113.7");
    expect([policy.wide[0]!.remove, admits(policy)]).toEqual([
      undefined,
      ["iptables -I INPUT 1 -s 203.0.113.7 -p tcp --dport 3306 -j ACCEPT"],
    ]);
    const wider = remedy([recorded("nft.json")], "10.30.0.1");
    expect(commands(wider)).toEqual([]);
    expect(admits(wider)).toEqual([
      "nft insert rule inet filter input handle 17 ip saddr 10.30.0.1 tcp dport 3306 accept",
    ]);
    const map = remedy([recorded("nft.json")], "10.9.0.10");
    expect([commands(map), map.wide[0]!.remove]).toEqual([[], undefined]);
    expect(map.wide[0]!.why).toMatch(/^an element of a verdict map decides/);
    const managed = remedy([recorded("nft-of-firewalld.json")], "10.9.0.7");
    expect([commands(managed), managed.wide[0]!.remove]).toEqual([[], undefined]);
    expect(admits(managed)[0]).toMatch(
      /^firewall-cmd --zone=drop '--add-rich-rule=rule .*address="10\.9\.0\.7" port port="3306"/,
    );
  });

  it("is entered for the port that the rules see after a translation", () => {
    const nat =
      "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport 13306 -j REDIRECT --to-ports 3306\nCOMMIT\n";
    const found = remedyFor(rulesetOf(nat + saved("-A INPUT -j DROP")), [question("203.0.113.7", 13306)]);
    expect(admits(found)).toEqual(["iptables -I INPUT 1 -s 203.0.113.7 -p tcp --dport 3306 -j ACCEPT"]);
  });
});
