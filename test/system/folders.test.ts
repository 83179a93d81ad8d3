import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { claimFolder } from "../../system/folders";
import { ATTACKS, PLANTED, plantedIn } from "../attacks/files";
import { everyFile } from "../attacks/walk";
import { broken } from "../support/attack";
import { PATIENCE } from "../support/patience";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "dbferry-test-"));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an attack on files", () => {
  it.each(ATTACKS)("has no effect: $name", async ({ run }) => {
    expect(broken(await run())).toBe("");
  });
});

describe("a folder", () => {
  it("is created for its owner alone, and reused if it is marked", () => {
    const path = join(folder, "new/sandbox");
    claimFolder(path, "sandbox");
    writeFileSync(join(path, "env.sh"), "");
    claimFolder(path, "sandbox");
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it("that others can write to is accepted once the advice is followed", () => {
    const path = join(folder, "shared");
    mkdirSync(path);
    chmodSync(path, 0o775);
    const advice = /chmod go-w \S+/;
    const refused = () => claimFolder(path, "sandbox", "--folder");
    expect(refused).toThrow(advice);
    expect(refused).toThrow("has mode 0775: others can write to it");
    chmodSync(path, 0o755);
    refused();
  });

  it("is refused below one in which everybody can rename everything", () => {
    const open = join(folder, "open");
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(() => claimFolder(join(open, "sandbox"), "sandbox")).toThrow(`${open} is world-writable`);
    chmodSync(open, 0o1777);
    claimFolder(join(open, "sandbox"), "sandbox");
  });
});

describe("dbferry sandbox", () => {
  const command = join(root, "cli/bin/dbferry.js");

  it("refuses a folder with somebody's files in one message, before anything starts", async () => {
    const path = join(folder, "work");
    mkdirSync(join(path, "project/state"), { recursive: true });
    writeFileSync(join(path, "project/state/precious"), "");
    const done = await execa(process.execPath, [command, "sandbox", "--folder", path], { reject: false });
    expect(done.exitCode).toBe(2);
    expect(done.stderr).toBe(
      `dbferry: ${path} cannot be used: 1 problem\n  - --folder: it holds project and has no dbferry marker; needed: a new or empty folder of your own, or one marked by an earlier sandbox; name another folder`,
    );
    expect(everyFile(path)).toEqual([join(path, "project/state/precious")]);
  });

  const start = async (path: string) => {
    const args = [command, "sandbox", "--folder", path, "--data", "none"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const line = String((await once(child.stdout!, "data"))[0]);
    return { child, line, servers: Number(readFileSync(join(path, "servers/owner.pid"), "utf8")) };
  };

  it("starts again while the servers of a killed one still run", async () => {
    const path = join(folder, "killed");
    const first = await start(path);
    // While stopped, it cannot notice that its parent is gone.
    process.kill(first.servers, "SIGSTOP");
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const second = await start(path);
    expect(second.line).toContain("the sandbox runs");
    // Orphaned, it stays a zombie until init reaps it.
    await vi.waitFor(() => expect(existsSync(`/proc/${first.servers}`)).toBe(false), PATIENCE);
    second.child.kill("SIGTERM");
    await once(second.child, "exit");
    await vi.waitFor(() => expect(existsSync(`/proc/${second.servers}`)).toBe(false), PATIENCE);
  });

  it("leaves a running one alone", async () => {
    const path = join(folder, "taken");
    const first = await start(path);
    const second = await execa(process.execPath, [command, "sandbox", "--folder", path], { reject: false });
    expect(second.exitCode).not.toBe(0);
    expect(second.stderr).toContain(`a sandbox (process ${first.servers}) already runs in ${join(path, "servers")}`);
    expect(readFileSync(join(path, "servers/owner.pid"), "utf8")).toBe(String(first.servers));
    first.child.kill("SIGTERM");
    expect(await once(first.child, "exit")).toEqual([0, null]);
  });

  it("keeps its files private, and starts again where it was", async () => {
    const path = join(folder, "again");
    for (const round of [1, 2]) {
      const { child, line } = await start(path);
      expect(line, `round ${round}`).toContain("the sandbox runs");
      const ours = ["env.sh", ".dbferry-folder.json", "servers/sandbox.log", "project/Pulumi.yaml"];
      const modes = ours.map((name) => [name, statSync(join(path, name)).mode & 0o777]);
      expect(modes).toEqual(ours.map((name) => [name, 0o600]));
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  });
});

describe("a plugin that the engine starts with its own environment", () => {
  const OWN = ["HW_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "TENCENTCLOUD_SECRET_KEY"];

  it.each([
    "provider/pulumi-resource-dbferry",
    "sandbox/bin/pulumi-resource-alicloud",
    "sandbox/bin/pulumi-resource-terraform-provider",
  ])("%s keeps the clouds' keys that it reads and nothing else", async (launcher) => {
    const env = { ...process.env, ...PLANTED };
    const child = spawn(join(root, launcher), ["127.0.0.1:1"], { env, stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    await once(child.stdout!, "data");
    expect(plantedIn(child.pid!).sort()).toEqual([...OWN].sort());
    expect(readFileSync(`/proc/${child.pid}/environ`, "utf8")).toContain("PATH=");
  });
});
