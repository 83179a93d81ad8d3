import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { SandboxFacts } from "../../sandbox/index";
import { isAlive, killLeftover, sweepTemporary } from "../../sandbox/mysql/leftovers";
import { MysqlServer } from "../../sandbox/mysql/server";
import { PATIENCE } from "../support/patience";

const ROOT = resolve(__dirname, "../..");

describe("the sandbox as a process", () => {
  let folder: string;
  let bundle: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dbferry-test-"));
    bundle = join(folder, "sandbox.js");
    await build({
      absWorkingDir: ROOT,
      entryPoints: ["sandbox/main.ts"],
      outfile: bundle,
      bundle: true,
      platform: "node",
      target: "node22",
      external: ["cpu-features", "*.node"],
      logLevel: "error",
    });
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function start(dir: string, ...more: string[]): Promise<{ child: ChildProcess; facts: SandboxFacts }> {
    const args = [bundle, "--dir", dir, "--data", "none", ...more];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const line = await new Promise<string>((done, failed) => {
      createInterface({ input: child.stdout! }).once("line", done);
      child.once("exit", (code) => failed(new Error(`ended with ${code}`)));
    });
    return { child, facts: JSON.parse(line) };
  }
  const ended = (child: ChildProcess) =>
    vi.waitFor(() => expect(child.exitCode ?? child.signalCode).not.toBeNull(), PATIENCE);
  const pidsIn = (dir: string) =>
    Promise.all(
      ["source", "target"].map(async (name) => Number(await readFile(join(dir, name, "mysqld.pid"), "utf8"))),
    );
  const gone = (pids: number[]) => vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), PATIENCE);

  it("prints everything in one line when it is ready, and leaves nothing after SIGTERM", async () => {
    const dir = join(folder, "term");
    const { child, facts } = await start(dir);
    expect(facts.source).toMatchObject({ instanceId: "rm-bp1dbferrysource1", region: "cn-hangzhou", databases: [] });
    expect(facts.target).toMatchObject({ region: "cn-north-4", privateIp: expect.stringMatching(/^192\.168\.10\./) });
    const world = await (await fetch(`${facts.endpoints.control}/world`)).json();
    expect(world).toMatchObject({
      alibabaRds: [{ id: facts.source.instanceId }],
      huaweiRds: [{ id: facts.target.instanceId }],
    });
    const pids = await pidsIn(dir);
    expect(pids.every(isAlive)).toBe(true);
    child.kill("SIGTERM");
    await ended(child);
    expect(child.exitCode).toBe(0);
    await gone(pids);
    expect(existsSync(join(dir, "source"))).toBe(false);
  });

  it("leaves no server behind when it is killed, and starts again in the same folder", async () => {
    const dir = join(folder, "kill");
    const first = await start(dir);
    const pids = await pidsIn(dir);
    first.child.kill("SIGKILL");
    await ended(first.child);
    await gone(pids);
    const second = await start(dir);
    expect((await pidsIn(dir)).every(isAlive)).toBe(true);
    expect(second.facts.source.instanceId).toBe(first.facts.source.instanceId);
  });

  it("ends with its parent", async () => {
    const parent = spawn("sleep", ["600"]);
    children.push(parent);
    const dir = join(folder, "parent");
    const { child } = await start(dir, "--parent", String(parent.pid));
    const pids = await pidsIn(dir);
    parent.kill("SIGKILL");
    await ended(child);
    await gone(pids);
  });

  it.each([
    [["--data", "none"], "--dir: missing"],
    [["--dir", "x", "--data", "mongo"], 'data: seen "mongo", needed demo or none'],
    [["--dir", "x", "--clock", "0"], '--clock: seen "0", needed a number above 0'],
    [["--dir", "x", "--nonsense"], "--nonsense"],
  ])("refuses %j with one message", (args, text) => {
    const run = () =>
      execFileSync(process.execPath, [bundle, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" });
    expect(run).toThrow(text);
    try {
      run();
    } catch (error) {
      expect(String((error as { stderr: string }).stderr)).not.toMatch(/\n\s+at /);
    }
  });
});

describe("what a killed sandbox left", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dbferry-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is killed by the next server in the same folder", async () => {
    const first = await MysqlServer.start({ dir: join(folder, "one"), serverId: 1 });
    const pid = first.pid!;
    const second = await MysqlServer.start({ dir: join(folder, "one"), serverId: 1 });
    expect(isAlive(pid)).toBe(false);
    expect(isAlive(second.pid!)).toBe(true);
    await second.stop();
  });

  it("is not confused with another process that has its pid now", async () => {
    const stranger = spawn("sleep", ["600"]);
    await mkdir(join(folder, "two"));
    await writeFile(join(folder, "two", "mysqld.pid"), String(stranger.pid));
    expect(await killLeftover(join(folder, "two"))).toBeUndefined();
    expect(isAlive(stranger.pid!)).toBe(true);
    stranger.kill("SIGKILL");
  });

  it("is removed from the temporary folder if its owner is dead", async () => {
    const dead = spawn("true");
    await new Promise((done) => dead.once("exit", done));
    for (const [name, pid] of [
      ["dbferry-sandbox-dead", dead.pid],
      ["dbferry-sandbox-alive", process.pid],
    ] as const) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "owner.pid"), String(pid));
    }
    await sweepTemporary(folder);
    expect(existsSync(join(folder, "dbferry-sandbox-dead"))).toBe(false);
    expect(existsSync(join(folder, "dbferry-sandbox-alive"))).toBe(true);
  });
});
