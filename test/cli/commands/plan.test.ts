import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stringify } from "yaml";
import { smallestMigration } from "../../support/smallestMigration";

const root = resolve(__dirname, "../../..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-plan-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plan = (...args: string[]) =>
  execa(process.execPath, [join(root, "cli/bin/dbferry.js"), "plan", "-C", folder, ...args], {
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });

function write(change: (input: any) => void = () => {}): void {
  const expires = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const migration = smallestMigration((input) => {
    Object.assign(input, { expires });
    change(input);
  });
  writeFileSync(join(folder, "Pulumi.shop.yaml"), stringify({ config: { "app:migration": migration } }));
}

it("a plan is printed and written without an engine, a cloud, a password or a state", async () => {
  write();
  const page = join(folder, "plan.html");
  const { exitCode, stdout, stderr } = await plan("--stack", "shop", "--html", page, "--price", "drs.hour=2USD");
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("shop-target-access: security-group rule; made in prepare, removed in done");
  expect(stdout).toContain("at least 2 USD per hour");
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("written: "))).toEqual([]);
  const html = readFileSync(page, "utf8");
  expect(html).toMatch(/^<!DOCTYPE html>/);
  for (const words of ["rm-bp1x", "0f1e2d", "shop-target-access", "<svg "]) expect(html).toContain(words);
});

it("a refused stack file is refused with its problems, and no page is written", async () => {
  write((input) => Object.assign(input, { engine: "dsr", owner: "" }));
  const { exitCode, stdout, stderr } = await plan("--stack", "shop", "--html", join(folder, "plan.html"));
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^dbferry: the migration: \d problems\n/);
  expect(stderr).toMatch(/- engine: "dsr"; needed: .*; did you mean drs\?/);
  expect(stderr).toMatch(/- owner: /);
  expect(() => readFileSync(join(folder, "plan.html"))).toThrow(/ENOENT/);
});
