import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SocketWatch } from "../support/sockets/watch";
import { Field, root } from "./harness";

describe("in the sandbox's environment nothing leaves this machine", () => {
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    field = await Field.open();
    watch = new SocketWatch(join(field.folder, "sockets"));
    Object.assign(field.project.env, watch.env);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  /** No command so far, whatever its output, has connected to anyone else. */
  function stayed(): void {
    expect(watch.beyond()).toEqual([]);
  }

  it("an audit, a status and a preview of the unedited example", async () => {
    const example = parse(readFileSync(join(root, "stacks/Pulumi.alibaba-to-huawei.yaml"), "utf8"));
    const before = field.files().find(({ path }) => path.endsWith("Pulumi.alibaba-to-huawei.yaml"))!.text;
    const own = parse(before);
    field.configure((config) => {
      Object.assign(config, example.config);
      delete config["dbferry:clouds"];
    });
    for (const command of [["audit"], ["status"], ["preflight"], ["cutover"], ["audit", "--clean", "--yes"]])
      await field.dbferry(...command);
    const preview = await field.pulumi("preview");
    expect(preview.text).toMatch(/nothing leaves the sandbox/);
    stayed();
    field.configure((config) => {
      for (const key of Object.keys(config)) delete config[key];
      Object.assign(config, own.config);
    });
  });

  it("a stack that does not say how this machine connects", async () => {
    const kept: Record<string, string> = {};
    field.configure(({ "dbferry:migration": { source, target } }) => {
      Object.assign(kept, { source: source.connect, target: target.connect });
      delete source.connect;
      delete target.connect;
    });
    const up = await field.up("prepare");
    expect(up.code).not.toBe(0);
    expect(up.text).toMatch(/nothing leaves the sandbox/);
    for (const command of [["audit"], ["status"], ["compare"]]) await field.dbferry(...command);
    stayed();
    field.configure(({ "dbferry:migration": { source, target } }) => {
      source.connect = kept["source"];
      target.connect = kept["target"];
    });
  });

  it("a whole migration, with the read-only commands alongside", async () => {
    for (const phase of ["prepare", "migrate", "cutover", "done"]) {
      const up = await field.up(phase);
      expect(up.code, up.text).toBe(0);
      // The findings during replication depend on timing; that the command can run does not.
      if (phase === "migrate") expect((await field.dbferry("compare")).code).not.toBe(2);
      if (phase === "migrate") expect((await field.dbferry("status")).code).not.toBe(2);
    }
    expect((await field.dbferry("audit")).code).toBe(0);
    stayed();
  });

  it("was monitored: the hook was active in every kind of process", () => {
    const programs = watch.programs().join("\n");
    for (const part of [
      "cli/dist/main.js",
      "provider/dist/main.js",
      "sandbox/dist",
      "policies|run/index|run-policy-pack|cmd/run",
    ])
      expect(programs).toMatch(new RegExp(part));
    expect(watch.attempts()).toBeGreaterThan(20);
    expect(watch.readings).toBeGreaterThan(10);
  });
});
