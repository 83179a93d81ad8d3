import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import * as esbuild from "esbuild";
import { execa } from "execa";
import { FINE, REFUSED } from "../programs";
import type { Program } from "../programs/program";

/** Settings that the providers require before anything else; no cloud is called. */
const CREDENTIALS = {
  HW_ACCESS_KEY: "example",
  HW_SECRET_KEY: "example",
  HW_PROJECT_ID: "example",
  HW_REGION_NAME: "cn-north-4",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "example",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "example",
  ALICLOUD_ACCESS_KEY: "example",
  ALICLOUD_SECRET_KEY: "example",
  ALICLOUD_REGION: "cn-hangzhou",
  TENCENTCLOUD_SECRET_ID: "example",
  TENCENTCLOUD_SECRET_KEY: "example",
  TENCENTCLOUD_REGION: "ap-guangzhou",
};

/** One finding as the engine reported it. */
export interface EnginePolicy {
  policy: string;
  resource: string;
  message: string;
  level: string;
}

/** One run of the engine. */
export interface EngineRun {
  code: number;
  text: string;
  policies: EnginePolicy[];
  /** The program's registrations, as shown by the engine; unknown values are the engine's sentinels. */
  registered: { type: string; name: string; inputs: Record<string, unknown> }[];
  /** Resources in the state afterwards, not counting the stack itself and the providers. */
  made: number;
}

/** A project that can run any of the test programs, on the real engine with the stand-in providers on the PATH. */
export class Engine {
  private constructor(
    readonly folder: string,
    private readonly root: string,
    private readonly pack: string,
  ) {}

  static async open(root: string, workers: number): Promise<Engine> {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-policies-"));
    const engine = new Engine(folder, root, join(root, "policies"));
    for (const name of ["state", "home", "program", "bare"]) mkdirSync(join(folder, name));
    await bundled(root, "test/policies/programs/main.ts", "programs.js");
    await bundled(root, "test/policies/support/bareProvider.ts", "bare-provider.js");
    for (const name of ["alicloud", "huaweicloud", "tencentcloud", "mysql"]) {
      const script = `#!/bin/sh\nexec node "${join(root, ".toolchain/scripts/bare-provider.js")}" "$@"\n`;
      writeFileSync(join(folder, `bare/pulumi-resource-${name}`), script, { mode: 0o755 });
    }
    const main = relative(folder, join(root, ".toolchain/scripts"));
    const manifest = {
      name: "programs",
      main: join(main, "programs.js"),
      runtime: { name: "nodejs", options: { typescript: false } },
      plugins: { providers: [{ name: "dbferry", path: relative(folder, join(root, "provider")) }] },
    };
    // JSON is YAML.
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(manifest));
    for (let worker = 0; worker < workers; worker++)
      for (const stack of [stackOf(worker), stackOf(worker, true)]) await engine.command("", ["stack", "init", stack]);
    return engine;
  }

  /** Folder of the providers that accept every type. */
  get bareProviders(): string {
    return join(this.folder, "bare");
  }

  /** Previews or updates a program. */
  async run(what: "preview" | "up", name: string, worker = 0): Promise<EngineRun> {
    const program = (REFUSED[name] ?? FINE[name])!;
    const log = join(this.folder, `events-${worker}.json`);
    const config = join(this.folder, `config-${worker}.json`);
    rmSync(log, { force: true });
    writeFileSync(config, JSON.stringify({ dbferry: program.config ?? {} }));
    const stack = stackOf(worker, program.bare);
    const args = [what, "--stack", stack, "--policy-pack", this.pack, "--policy-pack-config", config];
    if (what === "up") args.push("--yes");
    const done = await this.command(name, [...args, "--event-log", log]);
    return { ...done, policies: policiesIn(log), registered: registeredIn(log), made: this.made(stack) };
  }

  private made(stack: string): number {
    const file = join(this.folder, `state/.pulumi/stacks/programs/${stack}.json`);
    if (!existsSync(file)) return 0;
    const resources = JSON.parse(readFileSync(file, "utf8")).checkpoint?.latest?.resources ?? [];
    const counts = ({ type }: { type: string }) =>
      type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:");
    return resources.filter(counts).length;
  }

  /** The engine's environment; with `bare`, it includes the providers that accept every type. */
  environment(bare = false): Record<string, string> {
    const path = [
      ...(bare ? [this.bareProviders] : []),
      join(this.root, "sandbox/bin"),
      join(this.root, ".toolchain/bin"),
      process.env["PATH"],
    ];
    return {
      PATH: path.join(delimiter),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "nothing to hide",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Required for the engine's --event-log.
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ...CREDENTIALS,
    };
  }

  private async command(name: string, args: string[]): Promise<{ code: number; text: string }> {
    const environment = this.environment((REFUSED[name] ?? FINE[name])?.bare);
    const done = await execa("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.folder,
      reject: false,
      all: true,
      env: { ...environment, DBFERRY_PROGRAM: name },
    });
    return { code: done.exitCode ?? -1, text: done.all ?? "" };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * A stack with the providers that accept every type has a separate state: the engine calls every provider in a state,
 * even unused ones.
 */
function stackOf(worker: number, bare = false): string {
  return `${bare ? "bare" : "worker"}-${worker}`;
}

async function bundled(root: string, entry: string, outfile: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, ".toolchain/scripts", outfile),
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    packages: "external",
    logLevel: "warning",
  });
}

function eventsIn(log: string): Record<string, any>[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

function registeredIn(log: string): EngineRun["registered"] {
  return eventsIn(log).flatMap(({ resourcePreEvent }) => {
    const { type, urn, inputs } = resourcePreEvent?.metadata?.new ?? {};
    return urn === undefined ? [] : [{ type, name: String(urn).split("::").at(-1)!, inputs: inputs ?? {} }];
  });
}

function policiesIn(log: string): EnginePolicy[] {
  return eventsIn(log).flatMap(({ policyEvent: event }): EnginePolicy[] => {
    if (!event) return [];
    const resource =
      String(event.resourceUrn ?? "")
        .split("::")
        .at(-1) ?? "";
    return [{ policy: event.policyName, resource, message: event.message, level: event.enforcementLevel }];
  });
}

/** Faults of a refusal; empty when nothing was created and the message names the rule, resource, value and fix. */
export function faultsOf(program: Program, run: EngineRun): string[] {
  const faults: string[] = [];
  if (run.code === 0) faults.push("it was not refused");
  if (run.made > 0) faults.push(`${run.made} resources were made`);
  if (program.by === "component") return [...faults, ...lacking(program, run.text)];
  const found = run.policies.filter((one) => one.policy === program.rule && one.level === "mandatory");
  const named = found.find((one) => program.resource === undefined || one.resource === program.resource);
  if (!named) {
    const said = run.policies.map((one) => `${one.policy} on "${one.resource}" (${one.level})`).join(", ") || "nothing";
    return [
      ...faults,
      `needed ${program.rule} on "${program.resource ?? "the stack"}", the pack said ${said}: ${run.text.slice(-600)}`,
    ];
  }
  return [...faults, ...lacking(program, named.message)];
}

function lacking(program: Program, message: string): string[] {
  const whole = program.resource === undefined;
  const about = whole ? ["fix:"] : [program.rule!, `"${program.resource}"`, "needed:", "fix:"];
  const parts = [...about, program.seen!];
  return parts.filter((part) => !message.includes(part)).map((part) => `the message lacks ${part}: ${message}`);
}

/** Processes names with several workers in parallel. */
export async function inParallel(
  names: readonly string[],
  workers: number,
  work: (name: string, worker: number) => Promise<void>,
): Promise<void> {
  const queue = [...names];
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) await work(name, worker);
    }),
  );
}
