import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field, root } from "./harness";

const README = readFileSync(join(root, "README.md"), "utf8");
const COMMANDS = [
  ...new Set(
    [...README.matchAll(/(?:`| {4})((?:npx|npm|cp) [^`#\n]*[^`#\s]) *(?:`|#)/g)].map(([, command]) => command!),
  ),
];

/** Commands that need a separate clone, or run until they are stopped, and where they are tested. */
const PROVEN_ELSEWHERE: Record<string, string> = {
  "npm run toolchain": "everything: it is run first",
  "npm test": "everything",
  "npm run demo": "test/e2e/demo.test.ts",
  "npm run pack": "test/e2e/package/types.test.ts, test/scripts/prepack.test.ts",
  "npx dbferry sandbox": "test/cli/commands/sandbox.test.ts",
  "cp stacks/Pulumi.alibaba-to-huawei.yaml stacks/Pulumi.shop.yaml": "beforeAll below",
};

/** The answers a user would enter, and options that make a command non-interactive. */
const UNATTENDED: Record<string, string[]> = {
  "npx pulumi up": ["--yes", "--skip-preview"],
  "npx dbferry cancel": ["--yes"],
  "npx dbferry up": ["--yes"],
  "npx dbferry up --phase migrate": ["--yes"],
  "npx dbferry audit --clean": ["--yes"],
  "npx dbferry cutover --source mysql://… --target mysql://…": ["--quiet", "1"],
  "npx dbferry review --markdown out.md": ["--stack", "shop"],
};

/** What `iptables-save` prints on a host that has blocked a task's address. */
const RULES = `*filter
:INPUT ACCEPT [0:0]
:IN_HIDS_MYSQLD_DENY_DROP - [0:0]
-A INPUT -p tcp -m tcp --dport 3306 -j IN_HIDS_MYSQLD_DENY_DROP
-A IN_HIDS_MYSQLD_DENY_DROP -s 203.0.113.10/32 -j DROP
COMMIT
`;

/**
 * In mid-migration: access is open, the target is not empty, triggers come last, and the task still replicates. The path
 * of a stack is never proven open (3), and the rules above block.
 */
const EXIT_CODES: Record<string, number> = {
  "npx dbferry doctor": 3,
  "npx dbferry doctor --rules rules.txt --address 203.0.113.10": 1,
  "npx dbferry audit": 1,
  "npx dbferry preflight --source mysql://… --target mysql://… --engine drs": 1,
  "npx dbferry compare --source mysql://… --target mysql://…": 1,
  "npx dbferry cutover --source mysql://… --target mysql://…": 1,
  "npx dbferry audit --clean": 1,
};

describe("the commands of the README, in their order", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open({ data: "demo" });
    await field.pulumi("stack", "rm", "--yes", "--preserve-config", "--stack", "alibaba-to-huawei");
    await execa("cp", ["stacks/Pulumi.alibaba-to-huawei.yaml", "stacks/Pulumi.shop.yaml"], {
      cwd: field.project.folder,
    });
    writeFileSync(join(field.project.folder, "rules.txt"), RULES);
    field.configureFile("stacks/Pulumi.shop.yaml", (stack) => {
      delete stack.encryptionsalt;
      delete stack.config["dbferry:sourceAdminPassword"];
      delete stack.config["dbferry:targetAdminPassword"];
      stack.config["dbferry:phase"] = "prepare";
    });
  });
  afterAll(() => field?.close());
  /** The servers that the commands connect to, which have no TLS. */
  const url = (side: "source" | "target") => {
    const { host, port, admin } = field.sandbox.servers[side].ref;
    return `mysql://${admin.user}:${encodeURIComponent(admin.password)}@${host}:${port}/shop?tls=off`;
  };

  it("are all known to this test", () => {
    expect(COMMANDS.length).toBeGreaterThan(15);
    for (const command of Object.keys({ ...PROVEN_ELSEWHERE, ...UNATTENDED, ...EXIT_CODES }))
      expect(COMMANDS).toContain(command);
  });

  it.each(COMMANDS.filter((command) => !(command in PROVEN_ELSEWHERE)))("%s", async (command) => {
    const [, tool, ...args] = command.split(" ");
    const secret = command.includes("--secret") ? field.passwordFor(args.at(-1)!) : undefined;
    const given = args.map((argument, at) => {
      if (argument === "policies") return join(root, "policies");
      return argument === "mysql://…" ? url(args[at - 1] === "--source" ? "source" : "target") : argument;
    });
    const done = await execa(join(root, "node_modules/.bin", tool!), [...given, ...(UNATTENDED[command] ?? [])], {
      cwd: field.project.folder,
      env: field.project.env,
      reject: false,
      all: true,
      ...(secret === undefined ? { stdin: "ignore" as const } : { input: secret }),
    });
    expect(done.exitCode, done.all).toBe(EXIT_CODES[command] ?? 0);
  });
});
