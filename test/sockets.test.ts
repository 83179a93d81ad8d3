import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { SANDBOX_VARIABLE } from "../model/sandbox";
import { SocketWatch } from "./support/sockets/watch";

describe("the monitor itself", () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-sockets-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [
      "a connection",
      "require('node:net').connect(9, '203.0.113.9').on('error', () => {}).destroy()",
      "tcp",
      "203.0.113.9",
    ],
    [
      "a request",
      "require('node:http').get('http://198.51.100.1:9/').on('socket', (s) => s.destroy()).on('error', () => {})",
      "tcp",
      "198.51.100.1",
    ],
    ["a name", "require('node:dns').lookup('db.example.invalid', () => {})", "dns", "db.example.invalid"],
    [
      "a name, by promises",
      "require('node:dns/promises').resolve4('x.example.invalid').catch(() => {})",
      "dns",
      "x.example.invalid",
    ],
    [
      "a datagram",
      "const s = require('node:dgram').createSocket('udp4'); s.send('x', 9, '203.0.113.9', () => s.close())",
      "udp",
      "203.0.113.9",
    ],
  ])("sees %s", async (what, script, kind, to) => {
    const watch = new SocketWatch(join(folder, what.replace(/\W/g, "-")));
    await execa(process.execPath, ["-e", script], { env: watch.env });
    watch.end();
    expect(watch.beyond()).toContainEqual(expect.objectContaining({ kind, to }));
  });
});

describe("commands in the sandbox's environment", () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-sockets-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const main = resolve(__dirname, "../cli/dist/main.js");
  /** The private address from the worked example, and a vendor's host name, as in a stack without `connect`. */
  const SERVERS = [
    "--source",
    "mysql://dba:x@rm-bp1dbferrysource1.mysql.rds.aliyuncs.com:3306",
    "--target",
    "mysql://root:x@192.168.10.20:3306",
  ];

  it.each([["preflight", "--engine", "drs"], ["compare"], ["cutover"]])(
    "%s contacts no other host and resolves no name",
    async (...command) => {
      const watch = new SocketWatch(join(folder, command[0]!));
      const env = { ...watch.env, [SANDBOX_VARIABLE]: "http://127.0.0.1:1", NO_COLOR: "1" };
      const done = await execa(process.execPath, [main, ...command, ...SERVERS], {
        env,
        reject: false,
        all: true,
        stdin: "ignore",
      });
      watch.end();
      expect(done.exitCode, done.all).toBe(2);
      expect(done.all).toMatch(/nothing leaves the sandbox/);
      expect(watch.beyond()).toEqual([]);
      expect(watch.programs().join()).toContain("cli/dist/main.js");
    },
  );
});
