import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";

const run = promisify(execFile);

/** Debian packages of one suite, unpacked into a folder, independent of anything installed on the system. */
export interface Unpacked {
  root: string;
  /** A script that runs a program of the folder with the folder's own loader and libraries. */
  wrapper(program: string): string;
}

export interface Wanted {
  /** Name of the folder. */
  name: string;
  packages: readonly string[];
  /** Debian suite; absent: the suites configured for the machine's apt. */
  suite?: string;
  /** true: with all dependencies; false: only the named packages, for scripts that use the system's interpreter. */
  dependencies: boolean;
}

/** Cache of unpacked packages. */
export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "dbferry", "debian");
}

/**
 * Downloads packages with the machine's own apt client, from its configured mirrors, and unpacks them. Nothing is
 * installed: apt gets its own lists, cache and status. If the folder already exists, does nothing.
 * @throws Error saying what is missing (no apt, mirror unreachable)
 */
export async function unpack(wanted: Wanted): Promise<Unpacked> {
  const home = join(cacheFolder(), wanted.name);
  const root = join(home, "root");
  const stamp = join(home, "complete");
  if (!existsSync(stamp)) {
    const part = `${home}.${process.pid}`;
    try {
      await download(wanted, part);
      writeFileSync(join(part, "complete"), `${wanted.packages.join(" ")}\n`);
      settle(part, home, stamp);
    } catch (error) {
      rmSync(part, { recursive: true, force: true });
      const { message, stderr } = error as { message: string; stderr?: string };
      throw new Error(
        `${wanted.packages.join(", ")} of Debian ${wanted.suite ?? ""} cannot be installed here: ${lastLine(stderr) ?? message}`,
      );
    }
  }
  return { root, wrapper: (program) => wrap(home, root, program) };
}

/** Moves a finished folder into place, unless another process was first: its folder may be in use. */
function settle(part: string, home: string, stamp: string): void {
  if (!existsSync(stamp)) rmSync(home, { recursive: true, force: true });
  try {
    renameSync(part, home);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(stamp)) throw error;
  }
}

async function download(wanted: Wanted, folder: string): Promise<void> {
  for (const sub of ["lists/partial", "cache/archives/partial", "root"])
    mkdirSync(join(folder, sub), { recursive: true });
  writeFileSync(join(folder, "status"), "");
  const options = [
    `Dir::State=${folder}`,
    `Dir::State::lists=${join(folder, "lists")}`,
    `Dir::State::status=${join(folder, "status")}`,
    `Dir::Cache=${join(folder, "cache")}`,
    "Debug::NoLocking=1",
    "Acquire::Languages=none",
    // Whatever the machine's settings: only packages signed by Debian's keys, or by the keys of the machine's own
    // sources.
    "APT::Get::AllowUnauthenticated=false",
    "Acquire::AllowInsecureRepositories=false",
    "Acquire::AllowWeakRepositories=false",
    "Acquire::AllowDowngradeToInsecureRepositories=false",
    // apt's download user may not have access to a home folder.
    ...(process.getuid?.() === 0 ? ["APT::Sandbox::User=root"] : []),
  ];
  if (wanted.suite) {
    writeFileSync(join(folder, "sources.list"), await sourceLine(wanted.suite));
    options.push(`Dir::Etc::sourcelist=${join(folder, "sources.list")}`, "Dir::Etc::sourceparts=-");
  }
  const apt = (args: readonly string[], cwd?: string) =>
    run("apt-get", [...options.flatMap((option) => ["-o", option]), ...args], {
      cwd,
      env: childEnvironment("download"),
      timeout: 300_000,
      maxBuffer: 1 << 26,
    });
  await apt(["update"]);
  const archives = join(folder, "cache/archives");
  if (wanted.dependencies)
    await apt(["install", "-y", "--no-install-recommends", "--download-only", ...wanted.packages]);
  else await apt(["download", ...wanted.packages], archives);
  const files = readdirSync(archives).filter((name) => name.endsWith(".deb"));
  for (const file of files) {
    await run("dpkg", ["-x", join(archives, file), join(folder, "root")], { env: childEnvironment("tool") });
  }
  writeFileSync(
    join(folder, DIGESTS),
    JSON.stringify(
      files.map((file) => digestOf(archives, file)),
      null,
      2,
    ),
  );
  for (const sub of ["lists", "cache", "status"]) rmSync(join(folder, sub), { recursive: true, force: true });
}

/**
 * What was unpacked, for the bill of materials. A suite's versions change, so digests are recorded rather than pinned.
 */
export const DIGESTS = "packages.json";

export interface UnpackedPackage {
  /** `name_version_architecture.deb`, as named by apt. */
  file: string;
  sha256: string;
}

function digestOf(folder: string, file: string): UnpackedPackage {
  return {
    file,
    sha256: createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex"),
  };
}

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The suite at the mirror that the machine's apt already uses, verified with Debian's own keys. */
async function sourceLine(suite: string): Promise<string> {
  const { stdout } = await run(
    "apt-get",
    ["indextargets", "--no-release-info", "--format", "$(SITE)", "Created-By: Packages"],
    { env: childEnvironment("tool") },
  );
  const site = stdout.split("\n").find((line) => /\/debian\/?$/.test(line));
  if (!site) throw new Error("apt has no Debian mirror configured");
  return `deb ${existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : ""}${site} ${suite} main\n`;
}

function wrap(home: string, root: string, program: string): string {
  const file = join(home, program.split("/").at(-1)!);
  const loader = [join(root, "lib64/ld-linux-x86-64.so.2"), join(root, "usr/lib64/ld-linux-x86-64.so.2")].find((path) =>
    existsSync(path),
  );
  if (!loader) throw new Error(`${root} has no loader: this machine's Debian is not for x86-64`);
  const libraries = ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "usr/lib/mysql/private"]
    .map((path) => join(root, path))
    .join(":");
  const text = `#!/bin/sh\nexec ${loader} --library-path ${libraries} ${join(root, program)} "$@"\n`;
  // Replaced atomically: another process may be starting this program.
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    writeFileSync(`${file}.${process.pid}`, text, { mode: 0o755 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}

function lastLine(text: string | undefined): string | undefined {
  return text?.trim().split("\n").at(-1) || undefined;
}
