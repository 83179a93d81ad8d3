import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import summaries from "../../cli/bin/summaries.js";
import { play } from "../mysql/checks/recorded/server";
import { Pty } from "../support/pty";

const root = resolve(__dirname, "../..");
const command = [process.execPath, join(root, "cli/dist/main.js")];
const WIDTH = 80;

/** Text meant for pasting must stay on one line: a command, a statement, a comment among statements. */
const PASTED = /^\s*(fix +)?(-- |# |dbferry |pulumi |aliyun |hcloud |[A-Z]{2,} .*;|[\w-]+=\S*$)/;
const tooWide = (text: string) => text.split("\n").filter((line) => line.length > WIDTH && !PASTED.test(line));

async function onTerminal(...args: string[]): Promise<{ code: number; shown: string }> {
  const pty = new Pty([...command, ...args], {
    env: { HOME: process.env.HOME, DBFERRY_SOURCE_PASSWORD: "x", DBFERRY_TARGET_PASSWORD: "x" },
  });
  const code = await pty.ended;
  return { code, shown: pty.shown };
}

describe("on a terminal of 80 columns", () => {
  it.each(Object.keys(summaries))("the help of %s fits", async (name) => {
    const { stdout } = await execa(command[0]!, [command[1]!, name, "--help"], { env: { NO_COLOR: "1" } });
    expect(stdout.split("\n").filter((line) => line.length > WIDTH)).toEqual([]);
    expect(stdout).toMatch(/^Usage: dbferry /);
  });

  it.each([
    [["up", "-C", "/"]],
    [["status", "-C", "/"]],
    [["plan", "-C", "/"]],
    [["audit", "-C", "/"]],
    [["cancel", "-C", "/", "--yes"]],
    [["pause", "-C", "/", "--yes"]],
    [["resume", "-C", "/", "--yes"]],
    [["extend", "-C", "/", "--yes", "--until", "yesterday"]],
    [["reschedule", "-C", "/", "--yes", "--at", "soon"]],
    [["rotate", "-C", "/", "--yes"]],
    [["preflight", "-C", "/"]],
    [
      [
        "preflight",
        "--source",
        "mysql://a b@h",
        "--target",
        "postgres://x",
        "--engine",
        "drs",
        "--space",
        "much",
        "--bandwidth",
        "none",
      ],
    ],
    [["compare", "-C", "/", "--source", "nowhere"]],
    [["cutover", "-C", "/"]],
    [["permissions", "--cloud", "nocloud"]],
    [["doctor", "-C", "/"]],
    [["review", "--name", "a$b"]],
    [["nothing-like-it"]],
    [[]],
  ])("the error for %j fits, and no word is broken", async (args) => {
    const { code, shown } = await onTerminal(...args);
    expect(code, shown).toBeGreaterThan(0);
    expect(shown).toMatch(/^dbferry: /m);
    expect(tooWide(shown)).toEqual([]);
  });

  describe("a report of a preflight", () => {
    let servers: Awaited<ReturnType<typeof play>>[];
    beforeAll(async () => {
      servers = await Promise.all([
        play({ version: "5.7.44-log", variables: { gtid_mode: "OFF", binlog_format: "STATEMENT" } }),
        play({ version: "8.0.36", variables: { server_id: 18, server_uuid: "another", read_only: "ON" } }),
      ]);
    });
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.stop()));
    });

    it("fits, except for what is to be pasted", async () => {
      const [source, target] = servers.map(
        ({ options }) => `mysql://${options.user}:${options.password}@${options.host}:${options.port}`,
      );
      const { code, shown } = await onTerminal(
        "preflight",
        "--source",
        source!,
        "--target",
        target!,
        "--engine",
        "drs",
        "--all",
      );
      expect(code, shown).toBe(1);
      expect(shown).toMatch(/^ {2}FAIL +C15/m);
      expect(tooWide(shown)).toEqual([]);
      // Whatever does not fit on the line continues below.
      expect(shown).toMatch(/^ {9}(found|needed) {2,3}.*\n {17}\S/m);
    });
  });
});
