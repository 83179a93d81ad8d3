import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { asRoot, type Distribution } from "../../sandbox/mysql/distribution";
import { childEnvironment } from "../../system/environment.mjs";
import { cacheFolder, unpack } from "./debian";

const run = promisify(execFile);

/** MariaDB 10.11 of Debian bookworm (or the version in the machine's own suites). @throws Error if it is unavailable */
export async function mariadb(): Promise<Distribution> {
  const { root, wrapper } = await unpack({ name: "mariadb", packages: ["mariadb-server-core"], dependencies: true });
  const file = wrapper("usr/sbin/mariadbd");
  const share = join(root, "usr/share/mysql");
  const args = [
    `--basedir=${join(root, "usr")}`,
    `--lc-messages-dir=${share}`,
    `--plugin-dir=${join(root, "usr/lib/mysql/plugin")}`,
  ];
  const version = await versionOf(file);
  return {
    product: "mariadb",
    version,
    label: `MariaDB ${version.join(".")}`,
    file,
    args,
    initialise: (dir) =>
      template("mariadb-data", dir, async (fresh) => {
        const child = spawn(file, ["--no-defaults", "--bootstrap", ...args, ...asRoot(), `--datadir=${fresh}`], {
          env: childEnvironment("server"),
          stdio: ["pipe", "ignore", "ignore"],
        });
        const scripts = [
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
        ];
        const legacy = ["mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql"];
        const texts = scripts.map(
          (name, at) => [name, legacy[at]!].map((one) => join(share, one)).find((path) => existsSync(path))!,
        );
        child.stdin.end(
          [
            "CREATE DATABASE IF NOT EXISTS mysql;",
            "USE mysql;",
            ...texts.map((path) => readFileSync(path, "utf8")),
          ].join("\n"),
        );
        const [code] = await once(child, "exit");
        if (code !== 0) throw new Error(`mariadbd --bootstrap ended with ${code}`);
      }),
  };
}

/** MySQL 9.x of Debian sid with the libraries it was built against. @throws Error if it is unavailable */
export async function mysql9(): Promise<Distribution> {
  const { root, wrapper } = await unpack({
    name: "mysql9",
    packages: ["mysql-server-core"],
    suite: "sid",
    dependencies: true,
  });
  const file = wrapper("usr/sbin/mysqld");
  const args = [
    `--basedir=${join(root, "usr")}`,
    `--lc-messages-dir=${join(root, "usr/share/mysql")}`,
    `--character-sets-dir=${join(root, "usr/share/mysql/charsets")}`,
    "--secure-file-priv=NULL",
    `--plugin-dir=${join(root, "usr/lib/mysql/plugin")}`,
  ];
  const version = await versionOf(file);
  return {
    product: "mysql",
    version,
    label: `MySQL ${version.join(".")}`,
    file,
    args,
    initialise: (dir) =>
      template("mysql9-data", dir, async (fresh) => {
        await run(file, ["--no-defaults", "--initialize-insecure", ...args, ...asRoot(), `--datadir=${fresh}`], {
          env: childEnvironment("server"),
          timeout: 120_000,
        });
      }),
  };
}

/** `pt-table-checksum` and its environment, with the system's Perl. @throws Error if it is unavailable */
export async function tableChecksum(): Promise<{ command: string; args: string[]; env: Record<string, string> }> {
  const packages = ["percona-toolkit", "libdbd-mysql-perl", "libdbi-perl", "libmariadb3"];
  const { root } = await unpack({ name: "percona-toolkit", packages, dependencies: false });
  const { stdout } = await run(
    "perl",
    ["-MConfig", "-e", "print join ':', map { $Config{$_} } qw(vendorarch vendorlib)"],
    { env: childEnvironment("tool") },
  );
  const env = {
    PERL5LIB: stdout
      .split(":")
      .map((path) => join(root, path))
      .join(":"),
    LD_LIBRARY_PATH: join(root, "usr/lib/x86_64-linux-gnu"),
  };
  await run("perl", ["-MDBD::mysql", "-e", "1"], { env: childEnvironment("tool", env) });
  return { command: "perl", args: [join(root, "usr/bin/pt-table-checksum")], env };
}

async function versionOf(file: string): Promise<[number, number, number]> {
  const { stdout } = await run(file, ["--no-defaults", "--version"], { env: childEnvironment("server") });
  const found = /Ver (\d+)\.(\d+)\.(\d+)/.exec(stdout);
  if (!found) throw new Error(`${file} --version says ${JSON.stringify(stdout.trim())}`);
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** Creating an empty data directory takes seconds, so it is created once and copied. */
async function template(name: string, dir: string, make: (fresh: string) => Promise<void>): Promise<void> {
  const kept = join(cacheFolder(), name);
  if (!existsSync(kept)) {
    // Two servers of one process may need it at the same time.
    const fresh = mkdtempSync(`${kept}.`);
    await make(fresh);
    // Two servers with one UUID cannot replicate.
    rmSync(join(fresh, "auto.cnf"), { force: true });
    try {
      renameSync(fresh, kept);
    } catch (error) {
      // Another process was first.
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(kept)) throw error;
    }
  }
  cpSync(kept, dir, { recursive: true });
}
