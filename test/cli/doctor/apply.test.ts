import { describe, expect, it } from "vitest";
import { applyDeletions } from "../../../cli/doctor/apply";
import { type Run, readHost } from "../../../cli/doctor/remote";
import { UserError } from "../../../cli/terminal/errors";
import { readOutputs } from "../../../model/firewall/read";
import { question } from "../../model/firewall/support/ask";

const FROM = "203.0.113.7";
const HIDS = "IN_HIDS_MYSQLD_DENY_DROP";

/** A host with iptables only: its chains, which `-D` changes, and what was run on it. */
class Host {
  readonly ran: string[] = [];
  constructor(readonly chains: Record<string, string[]>) {}

  readonly run: Run = async (words) => {
    const [tool, flag, chain = "", number] = words;
    if (tool === "iptables-save") return { code: 0, out: this.text(), said: "" };
    if (tool !== "iptables" || flag !== "-D") return { code: 127, out: "", said: `env: '${tool}': No such file` };
    this.ran.push(words.join(" "));
    this.chains[chain]!.splice(Number(number) - 1, 1);
    return { code: 0, out: "", said: "" };
  };

  private text(): string {
    const heads = Object.keys(this.chains).map((name) => `:${name} ${name === "INPUT" ? "ACCEPT" : "-"} [0:0]`);
    const rules = Object.entries(this.chains).flatMap(([name, list]) => list.map((rule) => `-A ${name} ${rule}`));
    return ["*filter", ...heads, ...rules, "COMMIT", ""].join("\n");
  }
}

const blocked = () =>
  new Host({
    INPUT: [`-p tcp --dport 3306 -j ${HIDS}`, `-s ${FROM}/32 -j DROP`],
    [HIDS]: [
      `-s ${FROM}/32 -j DROP`,
      "-s 198.51.100.9/32 -j DROP",
      `-s ${FROM}/32 -p tcp -j DROP`,
      "-s 203.0.113.0/24 -p udp -j DROP",
    ],
  });

const apply = (host: Host, confirm: (asked: string) => Promise<void>, said: string[] = []) =>
  applyDeletions({ run: host.run, questions: [question(FROM)], confirm, say: (line) => void said.push(line) });

describe("dbferry doctor --apply", () => {
  it("deletes what blocks only the address, from the last to the first, each after a question, and nothing else", async () => {
    const host = blocked();
    const asked: string[] = [];
    expect(await apply(host, async (text) => void asked.push(text))).toBe(3);
    expect(host.ran).toEqual([`iptables -D ${HIDS} 3`, `iptables -D ${HIDS} 1`, "iptables -D INPUT 2"]);
    expect(host.chains[HIDS]).toEqual(["-s 198.51.100.9/32 -j DROP", "-s 203.0.113.0/24 -p udp -j DROP"]);
    expect(asked[0]).toContain(
      `run iptables -D ${HIDS} 3 (rule 3 of chain ${HIDS}: -A ${HIDS} -s ${FROM}/32 -p tcp -j DROP`,
    );
    expect(asked.length).toBe(3);
  });

  it("reads the rules again after the question: numbers that have shifted meanwhile delete nothing", async () => {
    const host = blocked();
    const said: string[] = [];
    let isFirst = true;
    await apply(
      host,
      async () => {
        if (isFirst) host.chains[HIDS]!.unshift("-s 192.0.2.1/32 -j DROP");
        isFirst = false;
      },
      said,
    );
    expect(said[0]).toMatch(/changed in the meantime; nothing was deleted/);
    expect(host.ran[0]).toBe(`iptables -D ${HIDS} 4`);
    expect(host.chains[HIDS]).toContain("-s 192.0.2.1/32 -j DROP");
  });

  it("deletes nothing that was not agreed to, and says what was deleted before", async () => {
    const host = blocked();
    const refuse = async () => {
      throw new UserError("not confirmed: nothing was changed", 1);
    };
    await expect(apply(host, refuse)).rejects.toThrow("nothing was changed");
    expect(host.ran).toEqual([]);
    const once = async () => (host.ran.length === 0 ? undefined : refuse());
    await expect(apply(host, once)).rejects.toThrow("not confirmed; 1 deleted before that, which stay deleted");
    expect(host.ran.length).toBe(1);
  });

  it("ends when something on the host adds the rule again", async () => {
    const host = blocked();
    const again: Run = async (words) => {
      const done = await host.run(words);
      if (words[1] === "-D") host.chains["INPUT"]!.push(`-s ${FROM}/32 -j DROP`);
      return done;
    };
    const run = applyDeletions({ run: again, questions: [question(FROM)], confirm: async () => {}, say: () => {} });
    await expect(run).rejects.toThrow(/something on the host adds them again/);
  });

  it("stops at a deletion that the host refuses", async () => {
    const host = blocked();
    const run: Run = async (words) =>
      words[1] === "-D" ? { code: 4, out: "", said: "iptables: Resource temporarily unavailable." } : host.run(words);
    const failing = applyDeletions({ run, questions: [question(FROM)], confirm: async () => {}, say: () => {} });
    await expect(failing).rejects.toThrow(/iptables -D .* 3: iptables: Resource temporarily unavailable/);
  });
});

describe("the rules of a host", () => {
  it("are not read in part: a tool that fails stops, one that is not installed does not", async () => {
    const outputs = await readHost(blocked().run);
    expect(outputs.map(({ from }) => from)).toEqual(["iptables-save"]);
    const denied: Run = async (words) =>
      words[0] === "nft" ? { code: 1, out: "", said: "Operation not permitted" } : blocked().run(words);
    await expect(readHost(denied)).rejects.toThrow(
      /could not be read; needed: .+:\nnft -j list ruleset: Operation not permitted/,
    );
    const bare: Run = async ([tool]) => ({ code: tool === "sh" ? 0 : 127, out: "", said: "" });
    await expect(readHost(bare)).rejects.toThrow(/none of iptables, nftables and firewalld/);
  });

  it("include the tables of iptables that its other program keeps", async () => {
    const run: Run = async ([tool]) =>
      tool === "iptables-save"
        ? { code: 0, out: "", said: "# Warning: iptables-legacy tables present, use iptables-legacy-save to see them" }
        : tool === "nft"
          ? { code: 0, out: '{"nftables": []}', said: "" }
          : { code: tool === "sh" ? 0 : 127, out: "ip_tables_names filter", said: "" };
    const { ruleset } = readOutputs(await readHost(run));
    expect(ruleset.unseen).toEqual(["the tables filter that iptables-legacy-save prints"]);
  });
});
