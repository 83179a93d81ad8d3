import { realpathSync } from "node:fs";
import { execa } from "execa";
import { childEnvironment } from "../../system/environment.mjs";

/** Runs git in a folder, overriding clone settings that would hide something. */
export type Git = (...args: string[]) => Promise<{ exitCode?: number; stdout: string; stderr: string }>;

export const gitIn =
  (folder: string): Git =>
  async (...args) =>
    await execa("git", ["-c", "core.fsmonitor=false", "-c", "core.fileMode=true", ...args], {
      cwd: folder,
      env: childEnvironment("tool"),
      extendEnv: false,
      reject: false,
      maxBuffer: 1e9,
    });

/** Root of the repository that contains a folder, or the folder itself outside a repository. */
export async function topOf(folder: string): Promise<string> {
  const { exitCode, stdout } = await gitIn(folder)("rev-parse", "--show-toplevel");
  return exitCode === 0 && stdout !== "" ? stdout : realpathSync(folder);
}
