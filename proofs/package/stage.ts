import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { type Sandbox, startSandbox } from "../../sandbox";
import { type Registry, startRegistry } from "./registry";

/** A folder outside the clone with the package's tarball and a registry, for projects independent of the clone. */
export class Stage {
  private readonly sandboxes: Sandbox[] = [];

  private constructor(
    readonly root: string,
    readonly folder: string,
    /** Created by `npm pack`. */
    readonly tarball: string,
    readonly registry: Registry,
  ) {}

  static async open(root: string): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-package-"));
    return new Stage(root, folder, await pack(root, folder), await startRegistry(root));
  }

  /** Separate clouds for each project: a target accepts only one migration. */
  async sandbox(): Promise<Sandbox> {
    const dir = join(this.folder, `sandbox-${this.sandboxes.length}`);
    const sandbox = await startSandbox({ dir, data: "demo", clock: 600 });
    this.sandboxes.push(sandbox);
    return sandbox;
  }

  /** A user's PATH: the engine and, as if installed, the vendors' providers; nothing from the clone's node_modules. */
  path(): string {
    const system = (process.env["PATH"] ?? "").split(delimiter).filter((entry) => !entry.includes("node_modules"));
    return [join(this.root, "sandbox/bin"), join(this.root, ".toolchain/bin"), ...system].join(delimiter);
  }

  async close(): Promise<void> {
    for (const sandbox of this.sandboxes) await sandbox.stop();
    await this.registry.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs `npm pack` as any user would. */
async function pack(root: string, folder: string): Promise<string> {
  const to = join(folder, "tarball");
  mkdirSync(to);
  await execa("npm", ["pack", "--silent", "--pack-destination", to], { cwd: root });
  return join(to, readdirSync(to)[0]!);
}
