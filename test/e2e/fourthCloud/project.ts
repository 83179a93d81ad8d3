import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import * as esbuild from "esbuild";
import { execa, type ResultPromise } from "execa";
import { stringify } from "yaml";
import { ALLOW_VARIABLE } from "../../../model/endpoints";
import { extendedBy, kitLines, type Line, MODEL_LINES } from "../../support/extended";

const root = resolve(__dirname, "../../..");
const here = (file: string) => join(__dirname, file);

/** The complete fictitious cloud: the line added to each table, and the new file that it refers to. */
export const LINES: Readonly<Record<string, Line>> = {
  ...MODEL_LINES,
  ...kitLines(here("kits")),
  "provider/registry/clouds.ts": {
    table: "CLOUD_MODULES = {",
    line: "nimbus,",
    from: here("provider"),
    name: "nimbus",
  },
  "provider/registry/engines.ts": {
    table: "Driver }>> = {",
    line: "carrier,",
    from: here("provider"),
    name: "carrier",
  },
  "provider/permissions/index.ts": {
    table: "Permissions>> = {",
    line: "nimbus,",
    from: here("permissions"),
    name: "nimbus",
  },
  "model/engines/profiles.ts": {
    table: "Record<Engine, EngineProfile>> = {",
    line: "carrier,",
    from: here("others"),
    name: "carrier",
  },
  "stacks/clouds/index.ts": { table: "CloudProvider<C> } = {", line: "nimbus,", from: here("others"), name: "nimbus" },
  // What `npm run codegen` generates once the provider supports the cloud's configuration.
  "provider/sdk/provider.ts": {
    table: "let resourceInputs: pulumi.Inputs = {};",
    line: 'resourceInputs["nimbus"] = pulumi.output((args as any)?.nimbus).apply(JSON.stringify);',
  },
  "sandbox/clouds.ts": { table: "SANDBOX_CLOUDS = {", line: "nimbus,", from: here("sandbox"), name: "nimbus" },
};

/** Builds every process of a migration with the fictitious cloud; the product's own files are unchanged. */
async function build(folder: string): Promise<void> {
  const bundle = (entry: string, outfile: string, external: string[] = []) =>
    esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: join(folder, outfile),
      bundle: true,
      platform: "node",
      target: "node22",
      format: "cjs",
      logLevel: "error",
      keepNames: true,
      external: [...external, "esbuild", "cpu-features", "*.node"],
      supported: { "dynamic-import": false },
      plugins: [extendedBy(LINES)],
    });
  await Promise.all([
    bundle("package/main.ts", "provider/dist/main.js"),
    bundle("sandbox/main.ts", "sandbox.js"),
    bundle("cli/main.ts", "cli.js", ["@pulumi/*"]),
    bundle("stacks/program.ts", "program/index.js", ["@pulumi/*"]),
    bundle(here("vendorPlugin.ts"), "bin/nimbus.js"),
  ]);
  const launcher = join(folder, "provider/pulumi-resource-dbferry");
  writeFileSync(launcher, readFileSync(join(root, "provider/pulumi-resource-dbferry")));
  const vendor = join(folder, "bin/pulumi-resource-nimbus");
  writeFileSync(vendor, '#!/bin/sh\nexec node "$(dirname -- "$0")/nimbus.js" "$@"\n');
  for (const file of [launcher, vendor]) chmodSync(file, 0o755);
}

/** Sandbox facts that are not in the types. */
type Facts = any;

/** A sandbox whose target is in the fictitious cloud, and a project that migrates to it. */
export class NimbusProject {
  private constructor(
    readonly folder: string,
    readonly facts: Facts,
    private readonly sandbox: ResultPromise,
    private readonly env: Record<string, string>,
  ) {}

  static async open(): Promise<NimbusProject> {
    // Located below the clone, so that unbundled modules resolve to its node_modules.
    const folder = mkdtempSync(join(root, ".toolchain/nimbus-"));
    await build(folder);
    const sandbox = execa(
      process.execPath,
      [join(folder, "sandbox.js"), "--dir", join(folder, "servers"), "--target", "nimbus", "--clock", "600"],
      { stdin: "ignore", reject: false, cwd: root },
    );
    const facts: Facts = await new Promise((done, fail) => {
      createInterface({ input: sandbox.stdout! }).once("line", (line) => done(JSON.parse(line)));
      void sandbox.then((ended) => fail(new Error(`the sandbox ended: ${ended.stderr}`)));
    });
    const env = environment(folder, facts);
    const project = new NimbusProject(folder, facts, sandbox, env);
    project.write();
    await project.pulumi("stack", "init");
    for (const side of ["source", "target"]) {
      // A password may start with a hyphen.
      const secret = ["--", `${side}AdminPassword`, facts[side].admin.password];
      const done = await project.run("pulumi", ["config", "set", "--stack", "nimbus", "--secret", ...secret]);
      if (done.code !== 0) throw new Error(done.text);
    }
    return project;
  }

  async up(phase: string, ...more: string[]) {
    await this.pulumi("config", "set", "phase", phase);
    return this.pulumi("up", "--yes", "--skip-preview", ...more);
  }

  pulumi(...args: string[]) {
    return this.run("pulumi", [...args, "--stack", "nimbus", "--non-interactive"]);
  }

  dbferry(...args: string[]) {
    return this.run(process.execPath, [join(this.folder, "cli.js"), ...args, "--stack", "nimbus"]);
  }

  /** What currently exists in the fictitious cloud. */
  async world(): Promise<{ tubes: object[]; doors: object[]; carriers: object[] }> {
    const answer = await fetch(`${this.facts.endpoints.control}/world`);
    return ((await answer.json()) as Facts).nimbus;
  }

  async close(): Promise<void> {
    this.sandbox.kill("SIGTERM");
    await this.sandbox;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(command: string, args: string[]): Promise<{ code: number; text: string }> {
    const { env, folder: cwd } = this;
    const done = await execa(command, args, { cwd, env, reject: false, all: true, stdin: "ignore" });
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  private write(): void {
    const { folder, facts } = this;
    for (const name of ["state", "home"]) mkdirSync(join(folder, name));
    symlinkSync(join(root, "node_modules"), join(folder, "program/node_modules"));
    const manifest = {
      name: "dbferry",
      runtime: { name: "nodejs", options: { typescript: false } },
      main: "program",
      plugins: { providers: [{ name: "dbferry", path: "./provider" }] },
    };
    writeFileSync(join(folder, "Pulumi.yaml"), stringify(manifest));
    writeFileSync(join(folder, "program/package.json"), JSON.stringify({ name: "program", main: "index.js" }));
    const expires = new Date(Date.now() + 14 * 86_400_000).toISOString();
    const accepted = { reason: "the sandbox has no application", owner: "dba@example.com", expires };
    const { source, target, endpoints } = facts;
    const side = ({ region, instanceId, connect, admin }: Facts) => ({
      region,
      instanceId,
      connect,
      admin: { user: admin.user },
    });
    const migration = {
      name: "shop",
      owner: "dba@example.com",
      expires,
      engine: "carrier",
      path: "tube",
      carrier: { wagons: 3 },
      source: { place: "alicloud-rds", ...side(source), databases: source.databases },
      target: { place: "nimbus-mysql", ...side(target) },
      task: { connectWindowSeconds: 1 },
      cutover: { quietSeconds: 1, exemptions: ["G05", "G07"].map((gate) => ({ gate, ...accepted })) },
    };
    const clouds = {
      alicloud: { endpoints: endpoints.alicloud },
      nimbus: { endpoints: endpoints.nimbus },
      pollSeconds: 0.25,
    };
    // The policies refuse to send data from mainland China to unapproved regions, including fictitious ones.
    const policies = { approvedRegions: ["nowhere-1"] };
    const config = {
      "dbferry:phase": "prepare",
      "dbferry:migration": migration,
      "dbferry:clouds": clouds,
      "dbferry:policies": policies,
    };
    writeFileSync(join(folder, "Pulumi.nimbus.yaml"), stringify({ config }));
  }
}

function environment(folder: string, { endpoints, credentials }: Facts): Record<string, string> {
  const { alicloud, nimbus } = credentials;
  const urls = [...Object.values(endpoints.alicloud), endpoints.nimbus.api].map((url) => new URL(url as string).origin);
  return {
    PATH: [join(folder, "bin"), join(root, "sandbox/bin"), join(root, "node_modules/.bin"), process.env.PATH].join(":"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "the sandbox keeps no secrets",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ALIBABA_CLOUD_ACCESS_KEY_ID: alicloud.accessKey,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: alicloud.secretKey,
    ALICLOUD_ACCESS_KEY: alicloud.accessKey,
    ALICLOUD_SECRET_KEY: alicloud.secretKey,
    DBFERRY_NIMBUS_KEY: nimbus.accessKey,
    DBFERRY_NIMBUS_SECRET: nimbus.secretKey,
    [ALLOW_VARIABLE]: urls.join(","),
    DBFERRY_SANDBOX_CONTROL: endpoints.control,
  };
}
