import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";

const run = promisify(execFile);

/** Debian packages of one suite, unpacked into a folder, beside nothing that the system has installed. */
export interface Unpacked {
  root: string;
  /** Runs a program of the folder with the folder's own libraries: exec of the folder's loader. */
  wrapper(program: string): string;
}

export interface Wanted {
  /** Names the folder. */
  name: string;
  packages: readonly string[];
  /** Debian suite; absent: the suites that the machine's apt is set up with. */
  suite?: string;
  /** All packages they need too; false: only the named ones, for scripts that run with the system's interpreter. */
  dependencies: boolean;
}

/** Where unpacked packages are kept between runs. */
export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "dbferry", "debian");
}

/**
 * Downloads packages with the machine's own apt client, from the mirrors it is set up with, and unpacks them. Nothing is
 * installed: apt gets lists, cache and status of its own. A second call finds the folder and does nothing.
 * @throws Error whose message says what is missing (no apt, mirror not reached)
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
        `${wanted.packages.join(", ")} of Debian ${wanted.suite ?? ""} cannot be had here: ${lastLine(stderr) ?? message}`,
      );
    }
  }
  return { root, wrapper: (program) => wrap(home, root, program) };
}

/** Moves a finished folder to its place, unless another process was first: its folder may be in use. */
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
    // Whatever the machine's own settings say: only what Debian's keys, or the keys of the machine's own sources, have signed.
    "APT::Get::AllowUnauthenticated=false",
    "Acquire::AllowInsecureRepositories=false",
    "Acquire::AllowWeakRepositories=false",
    "Acquire::AllowDowngradeToInsecureRepositories=false",
    // The download helper's own user may not enter a home folder.
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

/** What was unpacked, for the bill of materials: a suite's versions move, so their digests are recorded, not demanded. */
export const DIGESTS = "packages.json";

export interface UnpackedPackage {
  /** `name_version_architecture.deb`, as apt names it. */
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
  if (!site) throw new Error("apt is set up with no mirror of Debian");
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
  // In one step: another process may be starting this very program.
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    writeFileSync(`${file}.${process.pid}`, text, { mode: 0o755 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}

function lastLine(text: string | undefined): string | undefined {
  return text?.trim().split("\n").at(-1) || undefined;
}
