import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, type Result } from "execa";
import { parse, stringify } from "yaml";
import { environmentOf, stackFor } from "../../cli/demo/workspace";
import type { Sandbox } from "../../sandbox";
import { childEnvironment } from "../../system/environment.mjs";
import type { Stage } from "./stage";

export interface Outcome {
  code: number;
  /** Standard output and error, interleaved. */
  text: string;
}

/** A copy of one of the examples outside the clone, with its own clouds. */
export class ForeignProject {
  readonly folder: string;
  readonly env: Record<string, string>;

  /**
   * @param example a folder of `examples`
   * @param name the project's own folder, if a stage has several projects of one example
   */
  constructor(
    private readonly stage: Stage,
    readonly sandbox: Sandbox,
    example: string,
    name = example,
  ) {
    this.folder = join(stage.folder, name);
    cpSync(join(stage.root, "examples", example), this.folder, { recursive: true });
    // Its own state beside the program, as with `pulumi login file://./state`.
    for (const own of ["state", "home"]) mkdirSync(join(this.folder, own));
    this.env = {
      ...childEnvironment("sandboxEngine"),
      ...environmentOf(sandbox.facts(), stage.root, this.folder),
      npm_config_registry: stage.registry.url,
      npm_config_cache: join(stage.folder, "npm-cache"),
      PATH: stage.path(),
    };
  }

  /** Installs as a user of the npm package would. */
  async install(): Promise<void> {
    await this.expect("npm", "install", this.stage.tarball);
  }

  /** Creates a stack with these values; secrets are set by the engine's own command, which encrypts them. */
  async init(values: Record<string, unknown>, secrets: Record<string, string> = {}): Promise<void> {
    await this.expect("pulumi", "stack", "init", "dev", "--non-interactive");
    this.configure(values);
    for (const [key, value] of Object.entries(secrets)) {
      // A value may start with a hyphen.
      await this.expect("pulumi", "config", "set", "--secret", "--stack", "dev", "--non-interactive", "--", key, value);
    }
  }

  /** The worked example's stack, on this project's sandbox. */
  async initMigration(): Promise<void> {
    const { config } = stackFor(this.sandbox.facts(), this.stage.root, (migration) => {
      migration.source.databases = "all";
      migration.cutover.quietSeconds = 1;
      // The test takes it down while the task is live.
      migration.protectLiveTask = false;
    });
    const own = Object.entries(config).map(([key, value]) => [key.replace(/^dbferry:/, ""), value]);
    await this.init(Object.fromEntries(own), {
      sourceAdminPassword: this.sandbox.source.admin.password,
      targetAdminPassword: this.sandbox.target.admin.password,
    });
  }

  /** Writes values into the stack's file; a key without a namespace belongs to the project. */
  configure(values: Record<string, unknown>): void {
    const file = join(this.folder, "Pulumi.dev.yaml");
    const stack = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
    const { name } = parse(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8"));
    const named = Object.entries(values).map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value]);
    const text = { ...stack, config: { ...stack?.config, ...Object.fromEntries(named) } };
    // YAML would read an unquoted timestamp as a date.
    writeFileSync(file, stringify(text, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }));
  }

  pulumi(...args: string[]): Promise<Outcome> {
    return this.run("pulumi", ...args, "--stack", "dev", "--non-interactive");
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

  /** @throws Error with the output of a failed command */
  async expect(command: string, ...args: string[]): Promise<string> {
    const { code, text } = await this.run(command, ...args);
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} in ${this.folder} exited with ${code}:\n${text}`);
    return text;
  }
}
