import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SocketWatch } from "../support/sockets/watch";
import { everyFile, root } from "./harness";

describe("npm run demo", () => {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-demo-"));
  let code: number | undefined;
  let text: string;
  let report: any;
  const watch = new SocketWatch(join(folder, "..", `${basename(folder)}-sockets`));
  beforeAll(async () => {
    const demo = await execa("node", [join(root, "cli/dist/main.js"), "demo", "--folder", folder], {
      reject: false,
      all: true,
      env: watch.env,
    });
    // The tests' own commands are not watched.
    watch.end();
    code = demo.exitCode;
    text = demo.all;
    if (code === 0) report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
  });
  afterAll(() => {
    watch.end();
    for (const one of [folder, watch.folder]) rmSync(one, { recursive: true, force: true });
  });

  it("succeeds, with every promise in its report", () => {
    expect(code, text).toBe(0);
    expect(report.phases.map(({ name }: any) => name)).toEqual(["prepare", "migrate", "cutover", "done"]);
    expect(report.openingsLeft).toBe(0);
    expect(report.checksumEqual).toBe(true);
    expect(report.tables).toBeGreaterThanOrEqual(10);
    expect(report.rows.source).toBeGreaterThan(50_000);
    expect(report.rows.target).toBe(report.rows.source);
    expect(report.gtid).toMatch(/^[0-9a-f-]{36}:1-\d+/);
    expect(report.writer.committed).toBeGreaterThan(0);
  });

  it("lets in exactly one address while it runs and none afterwards", () => {
    const groups = Object.entries(report.allowlist.during);
    expect(groups).toEqual([
      [expect.stringMatching(/^dbferry_shop_[0-9a-f]{6}$/), [expect.stringMatching(/^203\.0\.113\.\d+(\/32)?$/)]],
    ]);
    expect(report.allowlist.after).toEqual({});
  });

  it("refuses the openings for the world, including halves and omissions, and creates nothing for them", () => {
    expect(report.policy).toMatchObject({ rules: ["NET-01", "NET-02", "NET-03"], created: 0 });
    expect(report.policy.refused).toBeGreaterThanOrEqual(3);
  });

  it("shows no secret in its report, its output, or any file it wrote", async () => {
    const { stdout } = await execa("pulumi", ["config", "--show-secrets", "--json", "--stack", "alibaba-to-huawei"], {
      cwd: join(folder, "demo"),
      env: {
        PULUMI_BACKEND_URL: `file://${folder}/demo/state`,
        PULUMI_HOME: `${folder}/demo/home`,
        PULUMI_CONFIG_PASSPHRASE: "the sandbox keeps no secrets",
      },
    });
    const config = JSON.parse(stdout);
    const secrets: string[] = ["source", "target"].map((side) => config[`dbferry:${side}AdminPassword`].value);
    for (const secret of secrets) expect(secret.length).toBeGreaterThan(8);
    const written = everyFile(folder).map((path) => ({ path, text: readFileSync(path, "latin1") }));
    expect(written.map(({ path }) => path)).toContain(join(folder, "report.json"));
    const places = [...written, { path: "what was printed", text }];
    expect(places.filter(({ text: seen }) => secrets.some((secret) => seen.includes(secret)))).toEqual([]);
  });

  it("connects to nothing but this machine, nor does its project that is refused", () => {
    expect(watch.beyond()).toEqual([]);
    const programs = watch.programs().join("\n");
    for (const part of [
      "cli/dist/main.js",
      "provider/dist/main.js",
      "sandbox/dist",
      "policies|run/index|run-policy-pack",
    ])
      expect(programs).toMatch(new RegExp(part));
    expect(watch.readings).toBeGreaterThan(10);
  });

  it("leaves no server behind", () => {
    const ours = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => commandOf(pid).includes(folder));
    expect(ours).toEqual([]);
  });
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
