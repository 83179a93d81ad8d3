import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, relative, resolve } from "node:path";
import * as esbuild from "esbuild";
import { execa } from "execa";
import { RULES } from "../policies/rules";
import { atMost, type Bench, best, inTurns, say } from "./measure";
import { packStart } from "./packStart";

const root = resolve(__dirname, "../..");
const ROUNDS = 7;

/** The preview of 1,000 vendor resources without a pack, with dbferry's, and with as many rules that do nothing. */
export const policies: Bench = {
  name: "policies",
  async run() {
    const folder = join(root, ".dbferry/bench-policies");
    rmSync(folder, { recursive: true, force: true });
    for (const name of ["state", "home", "usual", "empty"]) mkdirSync(join(folder, name), { recursive: true });
    await writeProject(folder);
    writeUsualPack(join(folder, "usual"), RULES.length);
    writeEmptyPack(join(folder, "empty"));
    const env = environment(folder);
    const pulumi = (args: string[]) => execa("pulumi", [...args, "--non-interactive"], { cwd: folder, env });
    await pulumi(["stack", "init", "bench"]);
    const preview = (...more: string[]) => pulumi(["preview", "--stack", "bench", "--suppress-outputs", ...more]);
    const ours = ["--policy-pack", join(root, "policies")];
    const usual = ["--policy-pack", join(folder, "usual")];
    const empty = ["--policy-pack", join(folder, "empty")];
    await preview(...ours);
    const seconds = await inTurns(ROUNDS, {
      without: () => preview(),
      ours: () => preview(...ours),
      usual: () => preview(...usual),
      empty: () => preview(...empty),
    });
    const [without, withOurs, withUsual] = [best(seconds.without!), best(seconds.ours!), best(seconds.usual!)];
    const took = (name: string) => `${best(seconds[name]!).toFixed(2)} s`;
    say(
      `  1,000 resources: ${took("without")}, with the pack ${took("ours")}, with ${RULES.length} empty rules ${took("usual")}, with one empty rule in plain JavaScript (what the engine asks for any pack) ${took("empty")}`,
    );
    const start = await packStart(7);
    rmSync(folder, { recursive: true, force: true });
    return {
      "policies.packStart": atMost(start, 0.8, "seconds"),
      "policies.thousandResources": atMost(withOurs / without, 1.15, "times"),
      "policies.againstEmptyRules": atMost(withOurs / withUsual, 1, "times"),
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

/** The least that a pack can be: what it takes is the engine's own work for having one. */
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

/** A pack as it is usually written: TypeScript, resource classes, validateResourceOfType, nothing in the rules. */
function writeUsualPack(folder: string, rules: number): void {
  const classes = ["hw.NetworkingSecgroupRule", "tc.SecurityGroupRule", "hw.VpcEip", "tc.Eip"];
  const policies = Array.from({ length: rules }, (_, index) => {
    const name = classes[index % classes.length];
    return `    { name: "rule-${index}", description: "Does nothing.", enforcementLevel: "mandatory", validateResource: validateResourceOfType(${name}, () => {}) },`;
  });
  const source = [
    'import { PolicyPack, validateResourceOfType } from "@pulumi/policy";',
    'import * as hw from "@pulumi/huaweicloud";',
    'import * as tc from "@pulumi/tencentcloud";',
    'new PolicyPack("usual", {',
    "  policies: [",
    ...policies,
    "  ],",
    "});",
  ];
  writeFileSync(join(folder, "index.ts"), source.join("\n"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "usual", version: "0.0.1", main: "index.ts" }));
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { strict: true, skipLibCheck: true } }),
  );
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
