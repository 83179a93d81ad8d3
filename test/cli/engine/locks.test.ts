import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clear, isDead, locksOf } from "../../../cli/engine/locks";
import { PATIENCE } from "../../support/patience";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-locks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lock(name: string, content: unknown): string {
  const home = join(folder, ".pulumi/locks/organization/dbferry/shop");
  mkdirSync(home, { recursive: true });
  const file = join(home, `${name}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const held = (pid: number, host = hostname()) => ({
  pid,
  username: "u",
  hostname: host,
  timestamp: "2026-11-21T00:00:00Z",
});
const deadPid = () => spawnSync("true").pid;

describe("the engine's lock", () => {
  it("of a dead process on this machine counts as dead, and clearing it removes it", () => {
    const file = lock("a", held(deadPid()));
    const [found] = locksOf(`file://${folder}`, "dbferry", "shop");
    expect(isDead(found!)).toBe(true);
    clear(found!);
    expect(existsSync(file)).toBe(false);
  });

  it("of a zombie, whose parent has not waited for it, counts as dead", async () => {
    // The shell execs a program that never waits for its child.
    const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      const [chunk] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(chunk.toString());
      lock("a", held(pid));
      const [found] = locksOf(`file://${folder}`, "dbferry", "shop");
      expect(isDead(found!)).toBe(false);
      await vi.waitFor(() => expect(readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n"), PATIENCE);
      process.kill(pid, "SIGKILL");
      await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toMatch(/\) Z /), PATIENCE);
      expect(isDead(found!)).toBe(true);
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("of a running process counts as alive", () => {
    lock("a", held(process.pid));
    expect(locksOf(`file://${folder}`, "dbferry", "shop").map(isDead)).toEqual([false]);
  });

  it("of another machine never counts as dead", () => {
    lock("a", held(deadPid(), "another-machine"));
    expect(locksOf(`file://${folder}`, "dbferry", "shop").map(isDead)).toEqual([false]);
  });

  it("is looked for only in this stack, and only in file backends", () => {
    lock("a", held(deadPid()));
    expect(locksOf(`file://${folder}`, "dbferry", "other")).toEqual([]);
    expect(locksOf("s3://bucket", "dbferry", "shop")).toEqual([]);
  });
});
