import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { execa } from "execa";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { environmentOf } from "../../cli/demo/workspace";
import { type Sandbox, startSandbox } from "../../sandbox";
import { dtsClient } from "../sandbox/alicloud/dts/client";
import { root } from "./harness";

const STACK = "alibaba-to-alibaba";

/** A sandbox with two Alibaba RDS instances, and a project that migrates from one to the other. */
class Project {
  private constructor(
    readonly folder: string,
    readonly sandbox: Sandbox<"alicloud", "alicloud">,
    private readonly env: Record<string, string>,
  ) {}

  static async open(): Promise<Project> {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-e2e-"));
    const sandbox = await startSandbox({
      ...{ dir: join(folder, "sandbox"), data: "demo", clock: 600 },
      place: { source: "alicloud", target: "alicloud" },
    });
    const project = new Project(folder, sandbox, environmentOf(sandbox.facts() as never, root, folder));
    project.write();
    await project.pulumi("stack", "init", STACK);
    for (const side of ["source", "target"] as const) {
      const secret = ["--", `${side}AdminPassword`, sandbox[side].admin.password];
      const done = await project.run("pulumi", ["config", "set", "--stack", STACK, "--secret", ...secret]);
      if (done.code !== 0) throw new Error(done.text);
    }
    return project;
  }

  async up(phase: string, ...more: string[]) {
    await this.pulumi("config", "set", "phase", phase, "--stack", STACK);
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, ...more);
  }

  dbferry(...args: string[]) {
    return this.run("node", [join(root, "cli/dist/main.js"), ...args, "--stack", STACK]);
  }

  async jobs(): Promise<any[]> {
    const { endpoints, credentials } = this.sandbox;
    return (await dtsClient(endpoints.alicloud.dts, credentials.alicloud)("DescribeDtsJobs")).DtsJobList;
  }

  /** Groups of both allowlists other than the instances' own. */
  opened(): string[][] {
    const instances = this.sandbox.world.alicloud.rds.list();
    return instances.map(({ allowlists }) => {
      const ours = [...allowlists].filter(([name]) => name !== "default");
      return ours.flatMap(([, entries]) => [...entries]);
    });
  }

  async rows(side: "source" | "target", table: string): Promise<number> {
    const { connect, admin } = this.sandbox[side];
    const [host, port] = connect.split(":");
    const session = await createConnection({ host, port: Number(port), ...admin });
    try {
      const [found] = await session.query(`SELECT COUNT(*) AS n FROM ${table}`);
      return Number((found as { n: number }[])[0]!.n);
    } finally {
      await session.end();
    }
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private pulumi(...args: string[]) {
    return this.run("pulumi", [...args, "--non-interactive"]);
  }

  private async run(command: string, args: string[]): Promise<{ code: number; text: string }> {
    const { env, folder: cwd } = this;
    const done = await execa(command, args, { cwd, env, reject: false, all: true, stdin: "ignore" });
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  private write(): void {
    const { folder, sandbox } = this;
    for (const name of ["state", "home", "stacks"]) mkdirSync(join(folder, name));
    const manifest = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
    const up = relative(folder, root);
    manifest.main = join(up, "stacks");
    manifest.plugins.providers[0].path = join(up, "provider");
    writeFileSync(join(folder, "Pulumi.yaml"), stringify(manifest));
    const expires = new Date(Date.now() + 14 * 86_400_000).toISOString();
    const accepted = { reason: "the sandbox has no application of the customer's", owner: "dba@example.com", expires };
    const side = ({ region, instanceId, connect, admin }: Project["sandbox"]["source" | "target"]) => ({
      ...{ place: "alicloud-rds", region, instanceId, connect, admin: { user: admin.user } },
    });
    const migration = {
      ...{ name: "shop", owner: "dba@example.com", expires, engine: "alibaba-dts", path: "vpc" },
      alibabaDts: { instanceClass: "small" },
      source: { ...side(sandbox.source), databases: sandbox.source.databases },
      target: side(sandbox.target),
      task: { connectWindowSeconds: 1 },
      cutover: { quietSeconds: 1, exemptions: ["G05", "G07"].map((gate) => ({ gate, ...accepted })) },
    };
    const clouds = { alicloud: { endpoints: sandbox.endpoints.alicloud }, pollSeconds: 0.25 };
    const config = { "dbferry:phase": "prepare", "dbferry:migration": migration, "dbferry:clouds": clouds };
    writeFileSync(join(folder, `stacks/Pulumi.${STACK}.yaml`), stringify({ config }));
  }
}

describe("a migration between two instances of Alibaba RDS by Alibaba DTS, under the real engine", () => {
  let project: Project;
  beforeAll(async () => {
    project = await Project.open();
  });
  afterAll(() => project?.close());
  const table = () => `${project.sandbox.source.databases[0]}.customer`;
  const BLOCKS = ["100.104.52.0/24", "100.104.53.0/24"];

  it("prepares: both allowlists hold the service's own ranges, the task costs nothing, and nothing has moved", async () => {
    const done = await project.up("prepare");
    expect(done.code, done.text).toBe(0);
    expect(await project.jobs()).toMatchObject([{ DtsJobName: "dbferry-shop", Status: "NotStarted", PayType: "" }]);
    expect(project.opened()).toEqual([BLOCKS, BLOCKS]);
    expect(project.sandbox.world.alicloud.rds.list().map(({ publicEndpoint }) => publicEndpoint)).toEqual([
      undefined,
      undefined,
    ]);
    await expect(project.rows("target", table())).rejects.toThrow();
    const again = await project.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("migrates: buys the task, checks it, moves everything and replicates", async () => {
    const done = await project.up("migrate");
    expect(done.code, done.text).toBe(0);
    expect(await project.jobs()).toMatchObject([{ Status: "Migrating", PayType: "PostPaid", DtsJobClass: "small" }]);
    expect(await project.rows("target", table())).toBe(await project.rows("source", table()));
    const again = await project.up("migrate", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
  });

  it("has its openings and its task found by the audit", async () => {
    const audit = await project.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const opening of ["Alibaba DTS task dbferry-shop", "allowlist group dbferry_shop"])
      expect(audit.text).toContain(opening);
  });

  it("is proven at the cutover, and nothing is left open or billed", async () => {
    const cutover = await project.up("cutover");
    expect(cutover.code, cutover.text).toBe(0);
    expect(await project.jobs()).toMatchObject([{ Status: "Finished" }]);
    const done = await project.up("done");
    expect(done.code, done.text).toBe(0);
    expect(await project.jobs()).toEqual([]);
    expect(project.opened()).toEqual([[], []]);
    const audit = await project.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
    expect(await project.rows("target", table())).toBe(await project.rows("source", table()));
  });
});
