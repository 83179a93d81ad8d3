import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { environmentOf } from "../../cli/demo/workspace";
import { type Sandbox, startSandbox } from "../../sandbox";
import { childEnvironment } from "../../system/environment.mjs";
import { type Registry, startRegistry } from "./registry";

/** A folder outside the clone with the package's tarball, a registry and a sandbox, for projects that know nothing of the clone. */
export class Stage {
  private constructor(
    readonly root: string,
    readonly folder: string,
    readonly tarball: string,
    readonly registry: Registry,
    readonly sandbox: Sandbox,
  ) {}

  static async open(root: string): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-package-"));
    const tarball = await pack(root, folder);
    const registry = await startRegistry(root);
    const sandbox = await startSandbox({ dir: join(folder, "sandbox"), data: "demo", clock: 600 });
    return new Stage(root, folder, tarball, registry, sandbox);
  }

  /** The environment of a user: the engine and the vendors' providers on the PATH, nothing of the clone's node_modules. */
  environment(project: string): Record<string, string> {
    const own = environmentOf(this.sandbox.facts(), this.root, project);
    const path = [join(this.root, "sandbox/bin"), join(this.root, ".toolchain/bin"), ...systemPath()].join(delimiter);
    const npm = { npm_config_registry: this.registry.url, npm_config_cache: join(this.folder, "npm-cache") };
    return { ...childEnvironment("sandboxEngine"), ...own, ...npm, PATH: path };
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
    await this.registry.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function systemPath(): string[] {
  return (process.env["PATH"] ?? "").split(delimiter).filter((entry) => entry && !entry.includes("node_modules"));
}

/** `npm pack`, as anybody runs it. */
async function pack(root: string, folder: string): Promise<string> {
  const to = join(folder, "tarball");
  mkdirSync(to);
  await execa("npm", ["pack", "--silent", "--pack-destination", to], { cwd: root });
  return join(to, readdirSync(to)[0]!);
}
