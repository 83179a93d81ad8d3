import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { register } from "../../../cli/commands/doctor";
import { folded } from "../../../cli/terminal/fold";
import { recorded } from "../../model/firewall/support/ask";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

const file = (name: string, text = recorded(name)) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** What the command prints, and its exit code. */
async function doctor(...args: string[]): Promise<{ out: string; code: number }> {
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    const program = new Command().exitOverride();
    register(program);
    await program.parseAsync(["node", "dbferry", "doctor", ...args]);
  } finally {
    write.mockRestore();
  }
  return { out, code: Number(process.exitCode ?? 0) };
}

describe("dbferry doctor --rules", () => {
  it("names the rule that blocks the address and the deletions, without any stack", async () => {
    const rules = [file("iptables-save.legacy"), file("ipset-save")];
    const { out, code } = await doctor("--rules", ...rules, "--address", "10.0.0.5", "--port", "3306");
    expect(code).toBe(1);
    expect(out).toMatch(/^SHUT {6}host firewall\n/);
    expect(out).toContain("rule 2 of chain IN_HIDS_MYSQLD_DENY_DROP, reached by rule 4 of chain INPUT: -A IN_HIDS");
    expect(out).toMatch(/iptables -D IN_HIDS_MYSQLD_DENY_DROP 3\n +iptables -D IN_HIDS_MYSQLD_DENY_DROP 2\n/);
    expect(out).toContain("add it to the agent's list of trusted addresses first");
    expect(out).toMatch(/shut: the first hop that is shut is the host firewall\n$/);
  });

  it("succeeds only when rules of every kind were given and let the address in", async () => {
    const rules = "*filter\n:INPUT DROP [0:0]\n-A INPUT -s 203.0.113.7/32 -p tcp --dport 3306 -j ACCEPT\nCOMMIT\n";
    const saved = file("saved", rules);
    const empty = file("nft", '{"nftables": [{"metainfo": {"version": "1.0.6"}}]}');
    const asked = ["--address", "203.0.113.7"];
    const one = await doctor("--rules", saved, ...asked);
    expect([one.code, one.out]).toEqual([
      3,
      expect.stringMatching(/^inferred {2}host firewall\n.*let .* in\n +not given: rules of nftables/s),
    ]);
    const both = await doctor("--rules", saved, empty, ...asked);
    expect([both.code, both.out]).toEqual([0, expect.stringMatching(/^open {6}host firewall\n.*\nopen: every hop/s)]);
    const other = await doctor("--rules", saved, empty, "--address", "203.0.113.7,203.0.113.8");
    expect([other.code, other.out]).toEqual([1, expect.stringContaining("the policy of chain INPUT")]);
  });

  it("says what it did not understand, and proves nothing by it", async () => {
    const { out, code } = await doctor("--rules", file("iptables-L"), "--address", "10.0.0.5");
    expect([code, out]).toEqual([3, expect.stringMatching(/^unknown {3}host firewall\n/)]);
    expect(out).toContain(
      "not understood: rule 1 of chain INPUT: ACCEPT all -- anywhere anywhere: the listing does not show its interface",
    );
    expect(out).toContain("may block it: rule 2 of chain IN_HIDS_MYSQLD_DENY_DROP");
  });

  it("prints one document with --json", async () => {
    const { out, code } = await doctor(
      "--rules",
      file("nft.json"),
      "--address",
      "10.0.0.5",
      "--interface",
      "eth0",
      "--json",
    );
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { verdict: "shut", firstShut: "hostFirewall", hops: [{ hop: "hostFirewall", state: "shut" }] },
    ]);
    expect(JSON.parse(out).hops[0].commands[0].commands).toEqual(["nft delete rule inet filter guard handle 10"]);
  });

  it("fits on a terminal of 80 columns, except for what is to be pasted", async () => {
    const rules = [file("iptables-save.legacy"), file("ipset-save"), file("nft.json"), file("firewall-cmd-zones")];
    for (const address of ["10.0.0.5", "10.9.0.7,10.66.0.1", "172.20.0.1"]) {
      const { out } = await doctor("--rules", ...rules, "--address", address);
      const wide = folded(out, 80)
        .split("\n")
        .filter((line) => line.length > 80 && !/^ +(iptables|ipset|nft|firewall-cmd) /.test(line));
      expect(wide.filter((line) => line.trim().includes(" "))).toEqual([]);
    }
  });

  it("shows what rules contain without letting it act on the terminal", async () => {
    const { out } = await doctor(
      "--rules",
      file("odd", '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m comment --comment "\u001b[2J\u202e" -j DROP\nCOMMIT\n'),
      "--address",
      "10.0.0.5",
    );
    for (const unseen of ["\u001b[2J", "\u202e"]) expect(out).not.toContain(unseen);
    expect(out).toContain("\\x1b[2J\\u202e");
  });

  it.each([
    [["-C", "/"], [/no Pulumi\.yaml in \/.*\n.*without a stack, run:\n +dbferry doctor --rules rules\.txt --address/]],
    [
      ["--rules", "/nowhere"],
      [/--address: nothing; needed: .*`dbferry status`/, /--rules: \/nowhere does not exist/],
    ],
    [
      ["--rules", "/nowhere", "--address", "dts.example.com"],
      [/--address: dts\.example\.com; needed: an address or a CIDR block.*not a name/],
    ],
    [["--rules", "/nowhere", "--apply", "--yes"], [/--apply: no --ssh; needed: .*--ssh user@host/]],
    [["--ssh", "-oProxyCommand=id", "--address", "10.0.0.5"], [/--ssh: -oProxyCommand=id; needed: user@host/]],
    [["--rules", "/nowhere", "--flush-hosts", "--yes"], [/--flush-hosts: no stack; needed: .*--stack/]],
    [["--rules", "/nowhere", "--address", "10.0.0.5", "--port", "mysql"], [/--port: mysql; needed: a port/]],
    [["--rules", "/nowhere", "--address", "10.0.0.5", "--to", "x y"], [/--to: x y; needed: an address/]],
    [
      ["--address", "10.0.0.5", "--rules", "/nowhere/rules.txt"],
      [/--rules: \/nowhere\/rules\.txt does not exist; needed: the output of iptables-save/],
    ],
  ])("refuses %j, with all that is needed", async (args, messages) => {
    const failure = await doctor(...args).catch((error) => error as Error);
    for (const message of messages) expect((failure as Error).message).toMatch(message);
  });

  it("refuses a file that is none of these outputs, by how it begins", async () => {
    const path = file("shadow", "iptables-save v1.8.9: Permission denied\n");
    await expect(doctor("--rules", path, "--address", "10.0.0.5")).rejects.toThrow(
      /begins with: iptables-save v1\.8\.9: Permission denied; needed: .*only to root/,
    );
    await expect(doctor("--rules", file("nothing", ""), "--address", "10.0.0.5")).rejects.toThrow(
      /begins with: nothing/,
    );
  });
});
