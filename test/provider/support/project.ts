import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { execa } from "execa";
import { root } from "../../e2e/harness";

const PASSPHRASE = "of a test";

/** A resource in the engine's state, with its secrets still encrypted. */
export interface StateResource {
  type: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
}

/**
 * A Pulumi project with one program, run by the real engine with the provider from the working tree. It is located
 * inside the clone, so that packages resolve.
 */
export class Project {
  private constructor(
    readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /**
   * @param program body of the program, in which `d` is the provider's SDK and `pulumi` Pulumi's; it may use `await`
   */
  static async make(program: string, env: Record<string, string> = {}): Promise<Project> {
    mkdirSync(join(root, ".dbferry"), { recursive: true });
    const folder = mkdtempSync(join(root, ".dbferry/engine-"));
    for (const name of ["provider/dist", "state", "home"]) mkdirSync(join(folder, name), { recursive: true });
    copyFileSync(join(root, "provider/pulumi-resource-dbferry"), join(folder, "provider/pulumi-resource-dbferry"));
    await bundle("package/main.ts", join(folder, "provider/dist/main.js"), ["@alicloud/*", "@huaweicloud/*"]);
    await bundle("provider/sdk/index.ts", join(folder, "sdk.js"), ["@pulumi/pulumi"]);
    const lines = ["name: shop", "runtime: nodejs", "main: index.js", "plugins:", "  providers:"];
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      [...lines, "    - name: dbferry", "      path: ./provider", ""].join("\n"),
    );
    writeFileSync(join(folder, "package.json"), '{"name":"shop","main":"index.js"}');
    const project = new Project(folder, {
      PATH: `${join(root, ".toolchain/bin")}:${process.env["PATH"]}`,
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ...env,
    });
    project.program(program);
    const made = await project.pulumi("stack", "init", "test");
    if (made.code !== 0) throw new Error(made.text);
    return project;
  }

  program(body: string): void {
    const head = 'const pulumi = require("@pulumi/pulumi");\nconst d = require("./sdk.js");\n';
    writeFileSync(join(this.folder, "index.js"), `${head}module.exports = (async () => {\n${body}\n})();\n`);
  }

  async pulumi(...args: string[]): Promise<{ code: number; text: string }> {
    const done = await this.start(...args);
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  start(...args: string[]) {
    return execa("pulumi", [...args, "--non-interactive"], {
      cwd: this.folder,
      env: this.env,
      reject: false,
      all: true,
      stdin: "ignore",
    });
  }

  up(...args: string[]) {
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", "test", ...args);
  }

  /** The state as stored on disk. */
  stateText(): string {
    return readFileSync(join(this.folder, "state/.pulumi/stacks/shop/test.json"), "utf8");
  }

  hasResources(): boolean {
    return this.all().length > 0;
  }

  /** Our own resources of one type. */
  resources(type: string): StateResource[] {
    return this.all().filter((one) => one.type === `dbferry:index:${type}`);
  }

  private all(): StateResource[] {
    const state = JSON.parse(this.stateText()) as { checkpoint: { latest?: { resources?: StateResource[] } } };
    return state.checkpoint.latest?.resources ?? [];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function bundle(entry: string, outfile: string, external: string[]) {
  const how = { bundle: true, platform: "node", target: "node22", format: "cjs", logLevel: "error" } as const;
  return esbuild.build({
    ...how,
    absWorkingDir: root,
    entryPoints: [resolve(root, entry)],
    outfile,
    external: [...external, "cpu-features", "*.node"],
  });
}
