import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, sep } from "node:path";
import { execa } from "execa";
import { childEnvironment } from "../../../system/environment.mjs";
import type { Leg } from "./leg";

/** Nobody reads more warnings than this. */
const FEW = 5;

/**
 * Runs `npm ci` and `npm install` in a copy of the tracked files, with the system's Node.js and npm, which may be
 * older than everything else requires. Packages come from npm's configured registry: the lock file has the digests of
 * the published tarballs, which the loopback registry cannot serve.
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
      if (node.exitCode !== 0) return "the PATH has no Node.js except the toolchain's";
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
    return `succeeded under Node.js ${version}; the PATH has no Node.js 20`;
  },
};

/** The PATH without the toolchain's Node.js and without the folders that npm prepends. */
function systemPath(root: string): string {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((entry) => !entry.startsWith(root + sep) && !entry.includes("node_modules"))
    .join(delimiter);
}
