import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { execa, type Result } from "execa";
import type { Stage } from "./stage";

export interface Outcome {
  code: number;
  /** Standard output and error, as they came. */
  text: string;
}

/** One of the examples, copied out of the clone and installed from the tarball. */
export class ForeignProject {
  readonly folder: string;
  private readonly env: Record<string, string>;

  constructor(
    private readonly stage: Stage,
    example: string,
  ) {
    this.folder = join(stage.folder, example);
    cpSync(join(stage.root, "examples", example), this.folder, { recursive: true });
    for (const own of ["state", "home"]) mkdirSync(join(this.folder, own));
    this.env = stage.environment(this.folder);
  }

  /** What a user does: `npm install` of the tarball, then a stack. */
  async install(): Promise<void> {
    await this.expect("npm", "install", "--no-audit", "--no-fund", this.stage.tarball);
    await this.init();
  }

  async init(): Promise<void> {
    await this.expect("pulumi", "stack", "init", "dev", "--non-interactive");
  }

  /** Sets values of the stack; objects by their paths, as the engine's own command takes them. */
  async configure(values: Record<string, unknown>, secrets: Record<string, string> = {}): Promise<void> {
    const plain = Object.entries(values).flatMap(([key, value]) => leaves(key, value));
    const args = plain.flatMap(([path, value]) => ["--plaintext", `${path}=${value}`]);
    const hidden = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
    await this.expect("pulumi", "config", "set-all", "--path", ...args, ...hidden, "--non-interactive");
  }

  pulumi(...args: string[]): Promise<Outcome> {
    return this.run("pulumi", ...args, "--non-interactive", "--stack", "dev");
  }

  up(...args: string[]): Promise<Outcome> {
    return this.pulumi("up", "--yes", "--skip-preview", ...args);
  }

  async run(command: string, ...args: string[]): Promise<Outcome> {
    const done: Result = await execa(command, args, {
      cwd: this.folder,
      env: this.env,
      extendEnv: false,
      reject: false,
      all: true,
      stdin: "ignore",
    });
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  private async expect(command: string, ...args: string[]): Promise<void> {
    const { code, text } = await this.run(command, ...args);
    if (code !== 0) throw new Error(`${command} ${args[0]} in ${this.folder} exited with ${code}:\n${text}`);
  }
}

function leaves(path: string, value: unknown): [string, unknown][] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${path}.${key}`, inner));
}
