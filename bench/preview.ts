import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { execa } from "execa";
import { parse, stringify } from "yaml";
import { startSandboxProcess } from "../cli/demo/sandboxProcess";
import { makeStack, type SandboxProject, STACK, writeProject } from "../cli/demo/workspace";
import { atMost, type Bench, inTurns, median, say } from "./measure";
import { packStart } from "./packStart";

const root = resolve(__dirname, "../..");
const ROUNDS = 7;

/**
 * Preview of the migration, with and without the pack, relative to a handwritten program with the same vendor
 * resources.
 */
export const preview: Bench = {
  name: "preview",
  async run() {
    const folder = join(root, ".dbferry/bench-preview");
    const sandbox = await startSandboxProcess({
      dir: join(folder, "servers"),
      data: "demo",
      bundle: join(root, "sandbox/dist/main.js"),
    });
    try {
      const project = writeProject(sandbox, root, join(folder, "project"));
      await makeStack(project, sandbox);
      const byHand = await handWritten(project);
      const pack = ["--policy-pack", join(root, "policies")];
      const once = (cwd: string, stack: string, more: string[] = []) =>
        execa("pulumi", ["preview", "--stack", stack, "--non-interactive", ...more], { cwd, env: project.env });
      await once(byHand, "hand");
      await once(project.folder, STACK, pack);
      const seconds = await inTurns(ROUNDS, {
        hand: () => once(byHand, "hand"),
        dbferry: () => once(project.folder, STACK),
        withPack: () => once(project.folder, STACK, pack),
      });
      const [hand, dbferry, withPack] = [median(seconds.hand!), median(seconds.dbferry!), median(seconds.withPack!)];
      say(
        `  hand-written ${hand.toFixed(2)} s, dbferry ${dbferry.toFixed(2)} s, with the pack ${withPack.toFixed(2)} s (medians of ${ROUNDS})`,
      );
      return {
        "preview.ratioToHandWritten": atMost(dbferry / hand, 1.25, "times"),
        "preview.packAdds": atMost(withPack - dbferry, 0.6, "seconds"),
        "pack.start": atMost(await packStart(ROUNDS), 1.0, "seconds"),
      };
    } finally {
      await sandbox.stop();
    }
  },
};

/** The hand-written program with the same configuration. */
async function handWritten(project: SandboxProject): Promise<string> {
  const folder = join(project.folder, "hand");
  mkdirSync(folder, { recursive: true });
  const manifest = parse(readFileSync(join(root, "bench/handwritten/Pulumi.yaml"), "utf8"));
  manifest.main = relative(folder, join(root, "bench/handwritten"));
  writeFileSync(join(folder, "Pulumi.yaml"), stringify(manifest));
  const own = parse(readFileSync(join(project.folder, `stacks/Pulumi.${STACK}.yaml`), "utf8")).config;
  await execa("pulumi", ["stack", "init", "hand"], { cwd: folder, env: project.env });
  const file = join(folder, "Pulumi.hand.yaml");
  const stack = parse(readFileSync(file, "utf8"));
  stack.config = { "handwritten:migration": own["dbferry:migration"], "handwritten:clouds": own["dbferry:clouds"] };
  writeFileSync(file, stringify(stack));
  for (const key of ["sourceAdminPassword", "targetAdminPassword"]) {
    await execa("pulumi", ["config", "set", "--secret", key, "not-used-in-a-preview", "--stack", "hand"], {
      cwd: folder,
      env: project.env,
    });
  }
  return folder;
}
