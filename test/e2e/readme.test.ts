import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Field, root } from "./harness";

const README = readFileSync(join(root, "README.md"), "utf8");
const COMMANDS = [...new Set([...README.matchAll(/`((?:npx|npm run) [^`…]+)`/g)].map(([, command]) => command!))];

/** Commands that other tests and the run itself prove. */
const PROVEN_ELSEWHERE = ["npm run toolchain"];

/** The answers a person would type, and what makes a command run without a person. */
const UNATTENDED: Record<string, string[]> = {
  "npx pulumi up": ["--yes", "--skip-preview"],
  "npx pulumi stack init shop": [],
};

describe("the commands of the README, in their order", () => {
  let field: Field;
  beforeAll(async () => {
    field = await Field.open({ data: "demo" });
    await field.pulumi("stack", "rm", "--yes", "--preserve-config", "--stack", "alibaba-to-huawei");
    await execa("cp", ["stacks/Pulumi.alibaba-to-huawei.yaml", "stacks/Pulumi.shop.yaml"], {
      cwd: field.project.folder,
    });
    field.configureFile("stacks/Pulumi.shop.yaml", (stack) => {
      delete stack.encryptionsalt;
      delete stack.config["dbferry:sourceAdminPassword"];
      delete stack.config["dbferry:targetAdminPassword"];
      stack.config["dbferry:phase"] = "prepare";
    });
  });
  afterAll(() => field?.close());

  it("are all known to this test", () => {
    expect(COMMANDS.length).toBeGreaterThan(5);
    for (const command of COMMANDS) expect(command).toMatch(/^(npm run (toolchain)|npx pulumi |npx dbferry )/);
  });

  it.each(COMMANDS.filter((command) => !PROVEN_ELSEWHERE.includes(command)))("%s", async (command) => {
    const [, tool, ...args] = command.split(" ");
    const secret = command.includes("--secret") ? field.passwordFor(args.at(-1)!) : undefined;
    const folderArgs = args.map((argument) => (argument === "policies" ? join(root, "policies") : argument));
    const done = await execa(join(root, "node_modules/.bin", tool!), [...folderArgs, ...(UNATTENDED[command] ?? [])], {
      cwd: field.project.folder,
      env: field.project.env,
      reject: false,
      all: true,
      ...(secret === undefined ? { stdin: "ignore" as const } : { input: secret }),
    });
    // Midway an audit finds what is open, and says so by its exit code.
    expect(done.exitCode, done.all).toBe(command === "npx dbferry audit" ? 1 : 0);
  });
});
