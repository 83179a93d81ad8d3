import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditResult } from "../../../cli/audit/audit";
import { type Audited, auditEach, exitCodeOf } from "../../../cli/audit/several";
import type { ReadStack } from "../../../cli/engine/reading";
import { BARE_COMMAND, startCommand } from "../../mysql/support/process";

const audited = (findings: number, notLookedAt = 0) =>
  ({
    findings: Array(findings).fill({}),
    notLookedAt: Array(notLookedAt).fill({}),
    takenOver: [],
  }) as unknown as AuditResult;

describe("an audit of several stacks", () => {
  it("reports them in the given order, whichever ends first, and continues when one fails", async () => {
    let release = () => {};
    const last = new Promise<void>((done) => {
      release = done;
    });
    const stacks = ["first", "broken", "second"].map((name) => ({ name }) as ReadStack);
    const found = await auditEach(stacks, async ({ name }) => {
      if (name === "broken") {
        release();
        throw new Error("no such key");
      }
      if (name === "first") await last;
      return audited(0);
    });
    expect(found).toEqual([
      { name: "first", ...audited(0) },
      { name: "broken", error: "no such key" },
      { name: "second", ...audited(0) },
    ]);
  });

  it.each<[string, object[], number]>([
    ["nothing open", [audited(0), audited(0)], 0],
    ["something open, and one not audited", [{ error: "no such key" }, audited(1)], 1],
    ["one not audited, and one not proven", [audited(0, 1), { error: "no such key" }], 2],
    ["one not proven", [audited(0), audited(0, 1)], 3],
  ])("exits with the worst of their codes: %s", (_, audits, code) => {
    expect(exitCodeOf(audits.map((one) => ({ name: "one", ...one }) as Audited))).toBe(code);
  });
});

describe("the commands that an audit starts", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-audit-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const log = join(folder, "started");
    const answers = `#!/bin/sh\necho "$*" >>'${log}'\n[ "$1" = config ] && echo '{}' || echo '{"version":3,"deployment":{}}'\n`;
    writeFileSync(join(folder, "pulumi"), answers, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are two of the engine's per stack, and never select a stack", async () => {
    const env = { PATH: [folder, process.env["PATH"]].join(delimiter), HOME: folder };
    const { code, text } = await startCommand(["audit", "-C", folder, "--stack", "prod"], env, BARE_COMMAND).ended;
    expect([code, text]).toEqual([2, expect.stringContaining("the migration")]);
    const started = readFileSync(join(folder, "started"), "utf8").trim().split("\n");
    expect(started.map((line) => line.split(" --", 1)[0]).sort()).toEqual(["config", "stack export"]);
  });
});
