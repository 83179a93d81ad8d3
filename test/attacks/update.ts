import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { AttackOutcome } from "../support/attack";

const root = resolve(__dirname, "../..");

/** Variables of the job, none of which an update needs. */
const OTHERS = {
  GITHUB_TOKEN: "planted-github-token",
  GITLAB_TOKEN: "planted-gitlab-token",
  NPM_TOKEN: "planted-npm-token",
  SSH_AUTH_SOCK: "/tmp/planted-agent",
  DATABASE_URL: "mysql://root:planted-url@db/shop",
  MYSQL_PWD: "planted-mysql-password",
  DBFERRY_SOURCE_PASSWORD: "planted-source-password",
  KUBECONFIG: "/tmp/planted-kubeconfig",
  ANYTHING: "planted-under-any-name",
};
/** What the engine, the program and the providers read. */
const NEEDED = { HW_ACCESS_KEY: "needed-key", AWS_REGION: "needed-region", ALLOWED_BY_NAME: "needed-by-name" };

/** Runs `dbferry up` on the real engine with a program that records its environment. */
export async function updatesEnvironment(folder: string): Promise<AttackOutcome> {
  for (const name of ["state", "home"]) mkdirSync(join(folder, name));
  const seen = join(folder, "seen.json");
  writeFileSync(join(folder, "Pulumi.yaml"), "name: spy\nruntime: {name: nodejs, options: {typescript: false}}\n");
  writeFileSync(join(folder, "package.json"), '{"name":"spy","main":"index.js"}');
  writeFileSync(
    join(folder, "index.js"),
    `require("fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify([process.env, require("fs").readFileSync("/proc/" + process.ppid + "/environ", "utf8")]));`,
  );
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const env = {
    PATH: `${join(root, ".toolchain/bin")}:${process.env["PATH"]}`,
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "of an attack",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const at = { cwd: folder, extendEnv: false, reject: false, all: true, stdin: "ignore" } as const;
  await execa("pulumi", ["stack", "init", "test", "--non-interactive"], { ...at, env });
  const done = await execa(
    process.execPath,
    [join(root, "cli/bin/dbferry.js"), "up", "--yes", "--stack", "test", "--env", "ALLOWED_BY_NAME"],
    { ...at, env: { ...env, ...OTHERS, ...NEEDED } },
  );
  const text = done.exitCode === 0 ? readFileSync(seen, "utf8") : "";
  const had = Object.entries(OTHERS).filter(([, value]) => text.includes(value));
  const missing = Object.entries(NEEDED).filter(([, value]) => !text.includes(value));
  const told = String(done.all).includes("GITHUB_TOKEN");
  return {
    held: done.exitCode === 0 && had.length === 0 && missing.length === 0 && told,
    leaked: had.length > 0,
    detail: `${done.exitCode}; had ${had.map(([name]) => name)}; missing ${missing.map(([name]) => name)}; ${String(done.all).slice(-600)}`,
  };
}
