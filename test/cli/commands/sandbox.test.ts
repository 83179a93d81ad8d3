import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { BARE_COMMAND, type Running, startCommand } from "../../mysql/support/process";

let folder: string;
let running: Running | undefined;
afterEach(async () => {
  // Stops a sandbox that came up unexpectedly.
  running?.kill("SIGTERM");
  await running?.ended;
  rmSync(folder, { recursive: true, force: true });
});

test("a sandbox whose stack cannot be created says why, and ends together with its servers", async () => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-setup-fails-"));
  const [home, bin] = [join(folder, "home"), join(folder, "bin")];
  for (const one of [home, bin]) mkdirSync(one);
  // Hides any Pulumi engine installed on this machine.
  for (const tool of ["sh", "sed", "ps"])
    symlinkSync(execFileSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).trim(), join(bin, tool));
  const env = { PATH: bin, HOME: home };
  running = startCommand(["sandbox", "--folder", join(folder, "it"), "--data", "none"], env, BARE_COMMAND);
  const { code, text } = await running.ended;
  expect([code, text]).toEqual([
    2,
    expect.stringMatching(/^dbferry: the stack .* could not be created .*npm run toolchain/),
  ]);
  expect(text.trim().split("\n")).toHaveLength(1);
  const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
  expect(processes.filter((args) => args.includes(folder))).toEqual([]);
});
