import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { build } from "esbuild";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type SshHost, startSshHost } from "../../support/sshHost";
import { bundlePlugin } from "./plugin";

const root = resolve(__dirname, "../../..");
const UNTIL = "2026-12-10T00:00:00Z";
const MARK = `dbferry migrate-id=shop migrate-state=4f1c0d9be2a7 migrate-expires=${UNTIL}`;
const TASK = "203.0.113.10";
const RULES = "urn:pulumi:dev::host::dbferry:index:Migration$command:remote:Command::shop-host-rules";

let folder: string;
let host: SshHost;
let bundle: Awaited<ReturnType<typeof bundlePlugin>>;

beforeAll(async () => {
  host = await startSshHost();
  folder = mkdtempSync(join(tmpdir(), "dbferry-host-rules-"));
  for (const name of ["bin", "state", "program"]) mkdirSync(join(folder, name));
  bundle = await bundlePlugin("command.ts");
  const launcher = `#!/bin/sh\nexec "${process.execPath}" "${bundle.file}" "$@"\n`;
  writeFileSync(join(folder, "bin/pulumi-resource-command"), launcher, { mode: 0o755 });
  symlinkSync(join(root, "node_modules"), join(folder, "program/node_modules"));
  await build({
    entryPoints: [join(__dirname, "hostRules/program.ts")],
    outfile: join(folder, "program/index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["@pulumi/*"],
    logLevel: "warning",
  });
  writeFileSync(join(folder, "program/package.json"), JSON.stringify({ name: "host", main: "index.js" }));
  const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
  writeFileSync(join(folder, "program/Pulumi.yaml"), `name: host\n${runtime}\n`);
  await pulumi({}, "stack", "init", "dev");
  await pulumi({ input: host.privateKey }, "config", "set", "--secret", "key", "--stack", "dev");
});

afterAll(async () => {
  bundle?.dispose();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A rule of somebody else that is equal but for the mark, behind one that drops. */
beforeEach(async () => {
  await host.sh(`iptables -F; iptables -t raw -F; nft delete table inet filter 2>/dev/null
    iptables -A INPUT -p tcp -m tcp --dport 3307 -j DROP
    iptables -A INPUT -s ${TASK}/32 -p tcp -m tcp --dport 3307 -j ACCEPT`);
});

interface How {
  login?: object;
  from?: string[];
  id?: string;
  input?: string;
}

async function pulumi({ login = {}, from = [TASK], id = "4f1c0d9be2a7", input }: How, ...args: string[]) {
  const system = (process.env["PATH"] ?? "").split(delimiter).filter((one) => !one.includes("node_modules/.bin"));
  const path = [join(folder, "bin"), join(root, ".toolchain/bin"), join(root, "scripts/engine/bin"), ...system];
  const { port, hostKey } = host;
  const at = { login: { host: "127.0.0.1", port, hostKey, firewall: "iptables", ...login }, from, until: UNTIL, id };
  const result = await execa("pulumi", args, {
    cwd: join(folder, "program"),
    reject: false,
    all: true,
    extendEnv: false,
    ...(input === undefined ? {} : { input }),
    env: {
      HOME: folder,
      PATH: path.join(delimiter),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "x",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      AT: JSON.stringify(at),
    },
  });
  // Neither the key nor the host's rules are for anybody who reads what an update prints.
  for (const hidden of [host.privateKey.split("\n")[1]!, "@dbferry"]) expect(result.all).not.toContain(hidden);
  return { code: result.exitCode, output: result.all };
}

const common = ["--stack", "dev", "--non-interactive", "--color", "never"];
const apply = ["--yes", "--skip-preview"];
const up = (how: How = {}, ...more: string[]) => pulumi(how, "up", ...common, ...apply, ...more);
const destroy = () => pulumi({}, "destroy", ...common, ...apply);
const listed = async () => (await host.sh("iptables -S INPUT; ip6tables -S INPUT")).trim().split("\n");
const stateText = () => readFileSync(join(folder, "state/.pulumi/stacks/host/dev.json"), "utf8");
const own = (from: string) => `-A INPUT -s ${from} -p tcp -m tcp --dport 3307 -m comment --comment "${MARK}" -j ACCEPT`;
const OPEN = own(`${TASK}/32`);

async function succeeds(done: ReturnType<typeof pulumi>): Promise<string> {
  const { code, output } = await done;
  expect(code, output).toBe(0);
  return output;
}
async function fails(done: ReturnType<typeof pulumi>): Promise<string> {
  const { code, output } = await done;
  expect(code, output).not.toBe(0);
  return output;
}

test("a caller is let in ahead of everything else, nobody twice, and the end leaves the host as it was", async () => {
  const before = await listed();
  await succeeds(up());
  expect((await listed())[1]).toBe(OPEN);
  await succeeds(pulumi({}, "preview", ...common, "--expect-no-changes"));
  // The host has lost it since, by a restart, say.
  await host.sh(`iptables -D INPUT ${OPEN.slice("-A INPUT ".length)}`);
  await succeeds(up());
  expect((await listed())[1]).toBe(OPEN);
  expect(await listed()).toHaveLength(before.length + 1);
  // The key and the host's rules are in the state, encrypted.
  for (const hidden of [host.privateKey.split("\n")[1]!, "iptables-save v"]) expect(stateText()).not.toContain(hidden);

  await succeeds(up({ from: ["198.51.100.0/24", "2001:db8::7"] }));
  const moved = await listed();
  expect(moved).toContain(own("198.51.100.0/24"));
  expect(moved).toContain(own("2001:db8::7/128"));
  expect(moved).not.toContain(OPEN);
  await succeeds(destroy());
  expect(await listed()).toEqual(before);
});

test("rules with the mark of a state that got another id go with it", async () => {
  await succeeds(up());
  await succeeds(up({ id: "aaaaaaaaaaaa" }));
  expect((await listed())[1]).toBe(OPEN.replace("4f1c0d9be2a7", "aaaaaaaaaaaa"));
  expect(await listed()).not.toContain(OPEN);
  await succeeds(destroy());
});

test("an opening that the state does not hold, as after a kill, is neither doubled nor left", async () => {
  const before = await listed();
  const forget = () => succeeds(pulumi({}, "state", "delete", RULES, "--stack", "dev", "--yes"));
  await succeeds(up());
  await forget();
  await host.sh(`iptables -I INPUT 1 ${OPEN.slice("-A INPUT ".length)}`);
  await succeeds(up());
  expect((await listed()).filter((rule) => rule === OPEN)).toEqual([OPEN]);
  await forget();
  await succeeds(destroy());
  expect(await listed()).toEqual(before);
});

test("a host that is not reached at the end fails the destroy, which can be repeated", async () => {
  const before = await listed();
  await succeeds(up());
  await host.shut();
  expect(await fails(destroy())).toContain("failed attempts");
  expect(await listed()).toContain(OPEN);
  expect(stateText()).toContain("shop-host-rules");
  await host.open();
  // Somebody has copied the rule to where dbferry does not remove it: it says so.
  await host.sh(`iptables -N elsewhere; iptables -A elsewhere ${OPEN.slice("-A INPUT ".length)}`);
  expect(await fails(destroy())).toContain("iptables-save still lists rules with the mark");
  await host.sh("iptables -F elsewhere; iptables -X elsewhere");
  await succeeds(destroy());
  expect(await listed()).toEqual(before);
});

/** The host's tools are copies while this runs, changed by a shell's lines in their folder. */
async function withTools<T>(changed: string, run: () => Promise<T>): Promise<T> {
  await host.sh(`mkdir /run/t; cp /usr/local/sbin/* /run/t; cd /run/t; ${changed}
    for file in *; do chmod +x "$file"; done; mount --bind /run/t /usr/local/sbin`);
  try {
    return await run();
  } finally {
    await host.sh("umount /usr/local/sbin; rm -r /run/t");
  }
}

test("a rule that the host's tools of today do not show, or not any more, is not taken for gone", async () => {
  const before = await listed();
  const six = "2001:db8::7";
  await succeeds(up({ from: [TASK, six] }));
  const legacy = `printf '#!/bin/sh\\ncat /run/t/rules\\n' > iptables-legacy-save; echo '${OPEN}' > rules`;
  for (const [changed, why] of [
    // First, because each of the others still removes what it can.
    ["rm ip6tables ip6tables-save", "the host has no ip6tables"],
    [legacy, "iptables-legacy-save still lists rules with the mark"],
    ["printf '#!/bin/sh\\nexit 1\\n' > iptables-save", "iptables-save does not list the rules"],
    ["printf '#!/bin/sh\\nexit 1\\n' > nft", "nft does not list the rules"],
  ] as const)
    expect(await withTools(changed, () => fails(destroy())), changed).toContain(why);
  // The others may be gone by then, and those in another chain are not.
  await host.sh(`iptables -N elsewhere; iptables -A elsewhere ${OPEN.slice("-A INPUT ".length)}`);
  expect(await withTools("rm *-save", () => fails(destroy()))).toContain("needed: iptables-nft-save");
  expect(await withTools("rm *-save nft", () => fails(destroy()))).toContain("no tool");
  await host.sh("iptables -F elsewhere; iptables -X elsewhere");
  await succeeds(destroy());
  expect(await listed()).toEqual(before);
});

test("where one tool refuses a rule, nobody who was let in by another is shut out", async () => {
  await succeeds(up());
  const refuses = `printf '#!/bin/sh\\ncase "$*" in *-I*) exit 3;; esac\\n' > ip6tables`;
  expect(await withTools(refuses, () => fails(up({ from: ["2001:db8::7"] })))).toContain(
    "ip6tables has refused a rule",
  );
  expect(await listed()).toContain(OPEN);
  // Back to what the state still holds: it is made and proven again.
  await host.sh(`iptables -D INPUT ${OPEN.slice("-A INPUT ".length)}`);
  await succeeds(up());
  expect(await listed()).toContain(OPEN);
  await succeeds(destroy());
});

test("a host with another key is not let see the login, and nothing is opened there", async () => {
  const before = await listed();
  const [type, data = ""] = host.hostKey.split(" ");
  const other = `${type} ${data.slice(0, 40)}${data[40] === "A" ? "B" : "A"}${data.slice(41)}`;
  expect(await fails(up({ login: { hostKey: other } }))).toContain("Host key verification failed");
  expect(await listed()).toEqual(before);
  await succeeds(destroy());
});

test("rules that another one outdoes are no success, until that one is gone", async () => {
  await host.sh("iptables -t raw -A PREROUTING -p tcp -m tcp --dport 3307 -j DROP");
  const refused = await fails(up());
  expect(refused).toContain(`${TASK} to port 3307 is still shut out: rule 1 of chain PREROUTING`);
  expect(await fails(up())).toContain("is still shut out");
  await host.sh("iptables -t raw -F");
  await succeeds(up());
  await succeeds(destroy());
  expect(await listed()).not.toContain(OPEN);
});

test("by nftables in the one chain that it knows, with the rest left as it was", async () => {
  const login = { firewall: "nftables" };
  expect(await fails(up({ login }))).toContain("nft does not list the chain input of the table inet filter");
  await host.sh(`iptables -F
    nft add table inet filter
    nft 'add chain inet filter input { type filter hook input priority 0; policy drop; }'
    nft add rule inet filter input tcp dport 22 accept
    nft add rule inet filter input ip saddr ${TASK} tcp dport 3307 accept`);
  const rules = () => host.sh("nft -a list table inet filter");
  const before = await rules();
  await succeeds(up({ login, from: [TASK, "2001:db8::7"] }));
  await succeeds(up({ login, from: [TASK] }));
  const line = `ip saddr ${TASK} tcp dport 3307 accept comment "${MARK}" # handle`;
  expect((await rules()).split(line)).toHaveLength(2);
  expect(await rules()).not.toContain("2001:db8::7");
  await succeeds(destroy());
  expect(await rules()).toBe(before);

  // A chain that somebody has removed meanwhile has no rule that could be left.
  await succeeds(up({ login }));
  await host.sh("nft delete table inet filter");
  await succeeds(destroy());
});
