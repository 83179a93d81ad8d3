import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import mysqlCommands from "../../../cli/bin/mysqlCommands.js";
import summaries from "../../../cli/bin/summaries.js";

const root = resolve(__dirname, "../../..");
const dbferry = (...args: string[]) =>
  execa(process.execPath, [join(root, "cli/bin/dbferry.js"), ...args], {
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });

describe("the command line", () => {
  it("prints its version", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(await dbferry("--version")).toMatchObject({ exitCode: 0, stdout: version });
  });

  it.each([
    [["statsu"], /^dbferry: unknown command 'statsu'\n\(Did you mean status\?\)\n/],
    [["help", "statsu"], /^dbferry: unknown command 'statsu'\n\(Did you mean status\?\)\n/],
    [["up", "--phase"], /^dbferry: option '-p, --phase <phase>' argument missing\n/],
    [["up", "--phse", "done"], /^dbferry: unknown option '--phse'\n\(Did you mean --phase\?\)\n/],
    [["status", "--wacth"], /^dbferry: unknown option '--wacth'\n\(Did you mean --watch\?\)\n/],
    [["compare", "--sorce", "x"], /^dbferry: unknown option '--sorce'\n\(Did you mean --source\?\)\n/],
    [[], /^dbferry: no command; needed: one of up, .*status/],
  ])("explains what is wrong with %j and suggests what was meant, without a usage page", async (args, said) => {
    const { exitCode, stderr, stdout } = await dbferry(...args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain("Usage:");
    expect(stderr.split("\n").length).toBeLessThan(5);
  });

  it("lists every command, and prints only a command's own help for it", async () => {
    const { stdout } = await dbferry("--help");
    const main = readFileSync(join(root, "cli/main.ts"), "utf8");
    const loaded = [...main.matchAll(/^ {2}(\w+): \(\) => import/gm)].map(([, name]) => name!);
    expect([...loaded, ...Object.keys(mysqlCommands)].sort()).toEqual(Object.keys(summaries).sort());
    for (const [name, summary] of Object.entries(summaries)) {
      expect(stdout).toContain(`  ${name}`);
      expect(stdout.replace(/\s+/g, " ")).toContain(summary);
    }
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    for (const args of [
      ["up", "--help"],
      ["help", "up"],
    ])
      expect((await dbferry(...args)).stdout).toContain("--skip-preview");
    for (const args of [
      ["compare", "--help"],
      ["help", "compare"],
    ])
      expect((await dbferry(...args)).stdout).toContain("--chunk-rows");
  });

  it("can start every command that is listed", async () => {
    for (const name of Object.keys(summaries)) {
      const { stdout, exitCode } = await dbferry(name, "--help");
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^Usage: dbferry ${name} `))]);
    }
  });

  it("completes commands and options in the shell", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { stdout, exitCode } = await dbferry("completion", shell);
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining("dbferry complete --")]);
    }
    const { stdout: script } = await dbferry("completion", "bash");
    expect(spawnSync("bash", ["-n"], { input: script }).status).toBe(0);
    expect((await dbferry("complete", "--", "st")).stdout).toMatch(/^status\t/m);
    expect((await dbferry("complete", "--", "up", "--ph")).stdout).toMatch(/^--phase\t/m);
    expect((await dbferry("complete", "--", "up", "--phase", "cu")).stdout).toMatch(/^cutover\t/m);
    expect((await dbferry("complete", "--", "compare", "--chu")).stdout).toMatch(/^--chunk-rows\t/m);
  });

  it.each([[["audit"]], [["up", "--yes"]], [["status"]], [["cutover"]]])(
    "%j --json prints one document even when it could not run",
    async (args) => {
      const { exitCode, stdout, stderr } = await dbferry(
        ...args,
        "--json",
        ...(args[0] === "cutover" ? [] : ["-C", "/"]),
      );
      expect(exitCode).toBe(2);
      expect(JSON.parse(stdout)).toEqual({ error: expect.stringMatching(/no Pulumi.yaml|--source: missing/) });
      expect(stderr).not.toBe("");
    },
  );
});
