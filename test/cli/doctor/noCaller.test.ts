import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, expect, it, vi } from "vitest";
import { register } from "../../../cli/commands/doctor";

vi.mock("../../../cli/engine/environment", () => ({ confineToEngine: () => {} }));
vi.mock("../../../cli/doctor/stackHops", async (original) => ({
  ...(await original<object>()),
  lookAtStack: async () => ({
    stack: {
      migration: { operator: { addresses: ["198.51.100.7"] } },
      callers: ["198.51.100.7/32"],
      admins: { source: { port: 3306 } },
    },
    hops: [],
    blocked: false,
  }),
}));

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

it("judges the host's rules for nobody while only the operator's address is known", async () => {
  const rules = join(folder, "saved");
  writeFileSync(rules, "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n");
  let out = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const program = new Command().exitOverride();
  register(program);
  await program.parseAsync(["node", "dbferry", "doctor", "--stack", "prod", "--rules", rules]);
  vi.restoreAllMocks();
  expect([process.exitCode, out]).toEqual([
    3,
    expect.stringMatching(/^unknown {3}host firewall\n +the task's address is not known/),
  ]);
});
