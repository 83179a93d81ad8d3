import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import * as esbuild from "esbuild";
import { execa } from "execa";

const root = resolve(__dirname, "../..");

/** A project with one stack, whose program is one of `programs`. */
export interface BenchProject {
  preview(...more: string[]): Promise<{ stdout: string }>;
  /** Replaces the stack's whole configuration. */
  configure(config: Record<string, unknown>): void;
}

/** Bundles a program the way dbferry's own is bundled, and creates its stack. */
export async function benchProject(
  name: string,
  parent: string,
  environment: Record<string, string>,
): Promise<BenchProject> {
  const outfile = join(root, `.toolchain/scripts/bench-${name}.js`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`bench/growth/programs/${name}.ts`],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["@pulumi/*"],
    logLevel: "warning",
  });
  const folder = join(parent, name);
  rmSync(folder, { recursive: true, force: true });
  for (const inner of ["state", "home"]) mkdirSync(join(folder, inner), { recursive: true });
  const manifest = {
    name,
    main: relative(folder, outfile),
    runtime: { name: "nodejs", options: { typescript: false } },
    plugins: { providers: [{ name: "dbferry", path: relative(folder, join(root, "provider")) }] },
  };
  // JSON is YAML.
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(manifest));
  const env = {
    ...environment,
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "nothing to hide",
  };
  const pulumi = (...args: string[]) => execa("pulumi", [...args, "--non-interactive"], { cwd: folder, env });
  const configure = (config: Record<string, unknown>) => {
    const named = Object.entries(config).map(([key, value]) => [`${name}:${key}`, value]);
    writeFileSync(join(folder, "Pulumi.bench.yaml"), JSON.stringify({ config: Object.fromEntries(named) }));
  };
  configure({});
  await pulumi("stack", "init", "bench");
  return { configure, preview: (...more) => pulumi("preview", "--stack", "bench", "--suppress-outputs", ...more) };
}
