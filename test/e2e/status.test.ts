import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import { Pty } from "../support/pty";
import { Field, root } from "./harness";

describe("dbferry status", () => {
  let field: Field;
  let pty: Pty | undefined;
  beforeAll(async () => {
    field = await Field.open();
  });
  afterAll(async () => {
    await pty?.close();
    await field?.close();
  });

  async function json(...args: string[]) {
    const done = await execa(process.execPath, [join(root, "cli/dist/main.js"), "status", "--json", ...args], {
      cwd: field.project.folder,
      env: field.project.env,
      reject: false,
      stdin: "ignore",
    });
    return { code: done.exitCode, ...JSON.parse(done.stdout) };
  }

  /** No line is wider than an 80-column terminal, except for commands, which must stay on one line. */
  function fits(text: string): void {
    expect(text.split("\n").filter((line) => line.length > 80 && !line.startsWith("    dbferry"))).toEqual([]);
  }

  it("of a stack that has created nothing says how to start", async () => {
    const { code, text } = await field.dbferry("status");
    expect([code, text]).toEqual([0, expect.stringMatching(/^phase +nothing created; configured: prepare$/m)]);
    expect(text).toMatch(/^ {4}dbferry up --phase prepare --stack alibaba-to-huawei$/m);
  });

  it("after prepare shows the task, every opening with its time left, and that no price is known", async () => {
    const up = await field.up("prepare");
    expect(up.code, up.text).toBe(0);
    const { code, text } = await field.dbferry("status");
    expect(code, text).toBe(0);
    expect(text).toMatch(/^phase +prepare; configured: prepare$/m);
    expect(text).toMatch(/^task +created, not started \(\w+\)$/m);
    expect(text.replace(/\s+/g, " ")).toMatch(
      /cost not known: .*no page publishes a price for size high .*https:\S+, read 2026-\d\d-\d\d\)/,
    );
    expect(text.match(/1[34] d( \d+ h)? left/g)!.length).toBeGreaterThan(2);
    expect(text).toMatch(/^ {4}dbferry up --phase migrate --stack/m);
    fits(text);
  });

  it("follows a full load with its percentage, until Ctrl-C, which does not stop the load", async () => {
    field.sandbox.world.faults.copyRowsPerSecond = 3000;
    const up = field.up("migrate");
    pty = new Pty([process.execPath, join(root, "cli/dist/main.js"), "status", "--watch", "--every", "1"], {
      cwd: field.project.folder,
      env: field.project.env,
    });
    // The sandbox's target restarts before the first row arrives, and cannot be read meanwhile.
    await pty.sees(/task +full load [1-9]\d* %/);
    pty.type("\u0003");
    expect(await pty.ended, pty.shown).toBeLessThan(2);
    field.sandbox.world.faults.copyRowsPerSecond = undefined;
    const done = await up;
    expect(done.code, done.text).toBe(0);
  });

  it("shows the lag and the next step while it replicates; its JSON is one document", async () => {
    const { code, stacks } = await json();
    expect(code).toBe(0);
    expect(stacks).toMatchObject([
      {
        stack: STACK,
        migration: "shop",
        phase: { reached: "migrate", wanted: "migrate" },
        verdict: "fine",
        notKnown: [],
        tasks: [{ look: { live: true, task: { state: "incremental" }, progress: { lagSeconds: expect.any(Number) } } }],
        next: [{ command: ["up", "--phase", "cutover"] }],
      },
    ]);
    const said = JSON.stringify(stacks);
    for (const { admin } of [field.sandbox.source, field.sandbox.target]) expect(said).not.toContain(admin.password);
  });

  it("reports what it could not read as not known, and never as fine", async () => {
    const key = field.project.env["HW_SECRET_KEY"]!;
    field.project.env["HW_SECRET_KEY"] = "not the key";
    const { code, text } = await field.dbferry("status").finally(() => {
      field.project.env["HW_SECRET_KEY"] = key;
    });
    expect(code, text).toBe(3);
    expect(text).toMatch(/^task +not known: /m);
    expect(text).toMatch(/^NOT KNOWN +Huawei Cloud cn-north-4/m);
    expect(text).not.toMatch(/^open +nothing$/m);
    fits(text);
  });

  it("--all also shows the migrations of other projects of the backend, from their state", async () => {
    const folder = join(field.folder, "elsewhere");
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: elsewhere\nruntime: yaml\n");
    const at = { cwd: folder, env: field.project.env, stdin: "ignore" as const };
    await execa("pulumi", ["stack", "init", "other", "--non-interactive"], at);
    const { stacks: before } = await json("--all");
    expect(before.map(({ stack }: any) => stack)).toEqual([STACK]);
    const state = await execa("pulumi", ["stack", "export", "--stack", STACK], { ...at, cwd: field.project.folder });
    const moved = state.stdout
      .replaceAll("::dbferry::", "::elsewhere::")
      .replaceAll(`urn:pulumi:${STACK}::`, "urn:pulumi:other::");
    await execa("pulumi", ["stack", "import", "--force", "--stack", "other", "--non-interactive"], {
      ...at,
      stdin: "pipe",
      input: moved,
    });
    const { code, stacks } = await json("--all");
    expect(stacks.map(({ stack }: any) => stack)).toEqual([STACK, "organization/elsewhere/other"]);
    expect(stacks[1]).toMatchObject({
      phase: { reached: "migrate" },
      verdict: "notKnown",
      tasks: [{ look: { task: { state: "incremental" } } }],
    });
    expect(stacks[1].notKnown.map(({ where }: any) => where)).toContain("the configured phase");
    expect(code).toBe(3);
  });

  it("says what is wrong when the task was ended by somebody else", async () => {
    const [task] = await field.tasks();
    await field.driver().end(task!, true);
    const { code, text } = await field.dbferry("status");
    expect(code, text).toBe(1);
    expect(text.replace(/\s+/g, " ")).toMatch(/the task has ended before a cutover was proven/);
    expect(text).toMatch(/^ {4}dbferry cancel --stack alibaba-to-huawei$/m);
  });
});
