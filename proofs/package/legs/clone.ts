import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, sep } from "node:path";
import { execa } from "execa";
import { childEnvironment } from "../../../system/environment.mjs";
import type { Leg } from "./leg";

/** More warnings than this are a wall that nobody reads. */
const FEW = 5;

/**
 * `npm ci` and `npm install` in a copy of the files that git tracks, with the system's own Node.js and npm, which may be older than the
 * version that everything else needs. Packages come from the registry that npm is configured for: the lock file's digests are those of the
 * published tarballs, which the registry on loopback cannot serve.
 */
export const clone: Leg = {
  async run({ root, folder }, say) {
    const { stdout } = await execa("git", ["ls-files", "-z"], { cwd: root });
    const env = { ...childEnvironment("tests"), PATH: systemPath(root) };
    let version = "";
    for (const command of ["ci", "install"]) {
      const to = join(folder, `clone-${command}`);
      for (const file of stdout.split("\0").filter(Boolean)) {
        mkdirSync(dirname(join(to, file)), { recursive: true });
        cpSync(join(root, file), join(to, file));
      }
      const run = (program: string, ...args: string[]) =>
        execa(program, args, { cwd: to, env, extendEnv: false, reject: false, all: true, stdin: "ignore" });
      const node = await run("node", "--version");
      if (node.exitCode !== 0) return "there is no Node.js on the PATH but the toolchain's";
      version = node.stdout;
      say(`npm ${command} under Node.js ${version}`);
      const { exitCode, all } = await run("npm", command);
      if (exitCode !== 0) throw new Error(`npm ${command} under Node.js ${version} exited with ${exitCode}:\n${all}`);
      const warnings = all.split("\n").filter((line) => /\b(warn|warning|deprecated|error)\b/i.test(line));
      say(`npm ${command}: ${warnings.length} warnings`);
      if (warnings.length > FEW)
        throw new Error(`npm ${command}: ${warnings.length} warnings:\n${warnings.join("\n")}`);
      const lock = "package-lock.json";
      if (readFileSync(join(to, lock), "utf8") !== readFileSync(join(root, lock), "utf8"))
        throw new Error(`npm ${command} under Node.js ${version} changed ${lock}`);
    }
    if (version.startsWith("v20.")) return "ran";
    return `ended well under Node.js ${version}; there is no Node.js 20 on the PATH`;
  },
};

/** Without the toolchain's Node.js and without what npm puts in front. */
function systemPath(root: string): string {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((entry) => !entry.startsWith(root + sep) && !entry.includes("node_modules"))
    .join(delimiter);
}
