import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, relative, resolve } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { REVIEW_VARIABLE } from "../../../model/review";
import { atMost, best, inTurns, say } from "../../measure";
import type { Line } from "../line";

const root = resolve(__dirname, "../..");
const SIZES = [2, 5, 10];
const ROUNDS = 2;
const EXAMPLE = "alibaba-to-huawei";

/** Review of ten stacks, relative to ten sequential previews without a pack by the engine's command. */
export const review: Line = {
  name: "review",
  async run() {
    const folder = join(root, ".dbferry/bench-review");
    rmSync(folder, { recursive: true, force: true });
    for (const name of ["state", "home"]) mkdirSync(join(folder, name), { recursive: true });
    const names = Array.from({ length: SIZES.at(-1)! }, (_, at) => `stack${at}`);
    const env = environment(folder);
    const pulumi = (...args: string[]) => execa("pulumi", [...args, "--non-interactive"], { cwd: folder, env });
    await writeProject(folder, names, pulumi);
    const reviewed = async (count: number) => {
      const json = join(folder, "review.json");
      const stacks = names.slice(0, count);
      const args = ["review", "-C", folder, "--create", "--json", json, "--stack", ...stacks];
      await execa(process.execPath, [join(root, "cli/bin/dbferry.js"), ...args], { env });
      const found: { verdict: string; stacks: { stack: string; changes: unknown[] }[] } = JSON.parse(
        readFileSync(json, "utf8"),
      );
      const seen = found.stacks.filter(({ changes }) => changes.length > 10).map(({ stack }) => stack);
      if (found.verdict !== "fine" || seen.join() !== stacks.join())
        throw new Error(`the review says ${found.verdict}, and saw ${seen.join()}`);
    };
    const previewed = async (count: number) => {
      for (const stack of names.slice(0, count)) await pulumi("preview", "--stack", stack);
    };
    await reviewed(1);
    await previewed(1);
    const points: [number, number][] = [];
    const engine: [number, number][] = [];
    for (const count of SIZES) {
      const taken = await inTurns(ROUNDS, { ours: () => reviewed(count), bare: () => previewed(count) });
      points.push([count, best(taken["ours"]!)]);
      engine.push([count, best(taken["bare"]!)]);
      say(`  ${count} stacks: ${points.at(-1)![1].toFixed(2)} s, bare previews ${engine.at(-1)![1].toFixed(2)} s`);
    }
    const measure = atMost(points.at(-1)![1] / engine.at(-1)![1], 0.8, "times bare previews");
    return [{ work: "review.10Stacks", measure, growth: { points, engine: { points: engine } } }];
  },
};

/** The worked example's project and program, with its stack under several names. */
async function writeProject(
  folder: string,
  names: readonly string[],
  pulumi: (...args: string[]) => Promise<unknown>,
): Promise<void> {
  const manifest = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  manifest.main = relative(folder, join(root, "stacks"));
  manifest.plugins.providers[0].path = relative(folder, join(root, "provider"));
  manifest.stackConfigDir = undefined;
  // JSON is YAML.
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(manifest));
  const file = (name: string) => join(folder, `Pulumi.${name}.yaml`);
  copyFileSync(join(root, `stacks/Pulumi.${EXAMPLE}.yaml`), file(names[0]!));
  await pulumi("stack", "init", names[0]!);
  for (const key of ["sourceAdminPassword", "targetAdminPassword"])
    await pulumi("config", "set", "--stack", names[0]!, "--secret", key, "not-used-in-a-preview");
  for (const name of names.slice(1)) {
    copyFileSync(file(names[0]!), file(name));
    await pulumi("stack", "init", name);
  }
}

/** The same for both: neither a review nor the previews may call a cloud. */
function environment(folder: string): Record<string, string> {
  return {
    PATH: [join(root, "sandbox/bin"), process.env["PATH"]].join(delimiter),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "nothing to hide",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    [REVIEW_VARIABLE]: "1",
    HW_ACCESS_KEY: "example",
    HW_SECRET_KEY: "example",
    HW_PROJECT_ID: "example",
    ALICLOUD_ACCESS_KEY: "example",
    ALICLOUD_SECRET_KEY: "example",
  };
}
