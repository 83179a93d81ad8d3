import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { reviewOf } from "../../../cli/review/review";
import { verdictOf } from "../../../policies/review";
import type { Engine } from "./engine";

/** Program locations that could be mistaken for harmless ones. */
export const PLACES = ["test/index.js", "docs/index.js", "bench/index.js", "LICENSE.js", "README/index.js"];

/**
 * Kind 2, a review that looks too little: in a separate repository, a program in each place is changed to open the
 * database to the world, and the review of the changes since then must refuse it. Returns the places that it missed.
 */
export async function passedBy(root: string, engine: Engine): Promise<string[]> {
  const passed: string[] = [];
  const before = { ...process.env };
  Object.assign(process.env, engine.environment());
  try {
    for (const place of PLACES) {
      const folder = await repository(root, engine, place);
      const { stacks } = await reviewOf({
        cwd: folder,
        create: true,
        policyPack: join(root, "policies"),
        since: "HEAD",
      });
      const rules = stacks.flatMap(({ findings }) =>
        findings.filter(({ stops }) => stops).flatMap(({ rules }) => rules),
      );
      if (verdictOf(stacks) !== "refused" || !rules.includes("NET-01")) passed.push(place);
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    process.env = before;
  }
  return passed;
}

/** A repository whose last commit opens nothing, and whose working files open everything. */
async function repository(root: string, engine: Engine, place: string): Promise<string> {
  const folder = mkdtempSync(join(engine.folder, "repository-"));
  const manifest = { name: "looked-at", main: place, runtime: { name: "nodejs", options: { typescript: false } } };
  // JSON is YAML.
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(manifest));
  writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {}\n");
  const program = (name: string) => {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    const bundle = JSON.stringify(join(root, ".toolchain/scripts/programs.js"));
    writeFileSync(join(folder, place), `process.env.DBFERRY_PROGRAM = "${name}";\nrequire(${bundle});\n`);
  };
  program("hw-fine-rule");
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    [...author, "commit", "--quiet", "--message", "base"],
  ])
    await execa("git", args, { cwd: folder });
  program("hw-world");
  return folder;
}
