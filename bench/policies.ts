import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, relative, resolve } from "node:path";
import * as esbuild from "esbuild";
import { execa } from "execa";
import { atMost, type Bench, best, inTurns, say, shown } from "./measure";
import { packStart } from "./packStart";

const root = resolve(__dirname, "../..");
const ROUNDS = 7;

/** Preview of 1,000 vendor resources without a pack, with dbferry's, and with a minimal pack. */
export const policies: Bench = {
  name: "policies",
  async run() {
    const folder = join(root, ".dbferry/bench-policies");
    rmSync(folder, { recursive: true, force: true });
    for (const name of ["state", "home", "empty"]) mkdirSync(join(folder, name), { recursive: true });
    await writeProject(folder);
    writeEmptyPack(join(folder, "empty"));
    const env = environment(folder);
    const pulumi = (args: string[]) => execa("pulumi", [...args, "--non-interactive"], { cwd: folder, env });
    await pulumi(["stack", "init", "bench"]);
    const preview = (...more: string[]) => pulumi(["preview", "--stack", "bench", "--suppress-outputs", ...more]);
    const ours = ["--policy-pack", join(root, "policies")];
    const empty = ["--policy-pack", join(folder, "empty")];
    await preview(...ours);
    const seconds = await inTurns(ROUNDS, {
      without: () => preview(),
      ours: () => preview(...ours),
      empty: () => preview(...empty),
    });
    const [without, withOurs, withEmpty] = [best(seconds.without!), best(seconds.ours!), best(seconds.empty!)];
    say(
      `  1,000 resources: without a pack ${shown(seconds.without!)}, with an empty one ${shown(seconds.empty!)}, with dbferry's ${shown(seconds.ours!)}`,
    );
    say(
      `  dbferry's to the empty one ${(withOurs / withEmpty).toFixed(2)} times, to no pack ${(withOurs / without).toFixed(2)} times (the empty one to no pack ${(withEmpty / without).toFixed(2)}: what the engine costs with any pack)`,
    );
    const start = await packStart(7);
    rmSync(folder, { recursive: true, force: true });
    return {
      "policies.packStart": atMost(start, 0.8, "seconds"),
      "policies.againstEmptyPack": atMost(withOurs / withEmpty, 1.05, "times"),
    };
  },
};

async function writeProject(folder: string): Promise<void> {
  const outfile = join(root, ".toolchain/scripts/bench-policies.js");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["bench/policiesProgram.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    packages: "external",
    logLevel: "warning",
  });
  const manifest = {
    name: "bench-policies",
    main: relative(folder, outfile),
    runtime: { name: "nodejs", options: { typescript: false } },
  };
  // JSON is YAML.
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(manifest));
}

/** A minimal pack: its cost is the engine's own overhead for a pack. */
function writeEmptyPack(folder: string): void {
  const policy =
    '{ name: "empty", description: "Does nothing.", enforcementLevel: "mandatory", validateResource() {} }';
  writeFileSync(
    join(folder, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [${policy}] });\n`,
  );
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: { name: nodejs, options: { typescript: false } }\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", version: "0.0.1", main: "index.js" }));
}

function environment(folder: string): Record<string, string> {
  return {
    PATH: [join(root, "sandbox/bin"), process.env["PATH"]].join(delimiter),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "nothing to hide",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    HW_ACCESS_KEY: "example",
    HW_SECRET_KEY: "example",
    HW_PROJECT_ID: "example",
    HW_REGION_NAME: "cn-north-4",
    TENCENTCLOUD_SECRET_ID: "example",
    TENCENTCLOUD_SECRET_KEY: "example",
    TENCENTCLOUD_REGION: "ap-guangzhou",
  };
}
