// The official Pulumi CLI, pinned by version and digest. Its installer script is not used because its contents can
// change.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { cache, say } from "./paths.mjs";

export const CLI_VERSION = "3.259.0";
const RELEASES = "https://get.pulumi.com/releases/sdk";

/** SHA-256 of each archive, as published in the vendor's Homebrew formula. */
export const CLI_DIGESTS = {
  "linux-x64": "94ba357acac23d01474084c4b00098dc0f7bc70ce13f34c777459254a5f718e5",
  "linux-arm64": "edc8327463a72160bb36cf82cf5062da9c8a244290a706d9980988e7bf486853",
  "darwin-x64": "eaca4c3b8277bfa3ab061fa3b270d1c66358a0b2e613da8c5587a04b7226c534",
  "darwin-arm64": "57c27f179e527e2cf9f62b841a448af72a020e44b2fb4ee0d9bd85556c00c864",
};

/** Path of a previously downloaded CLI. */
export function downloadedCli(folder = join(cache, `cli-${CLI_VERSION}`)) {
  const path = join(folder, "pulumi/pulumi");
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads, verifies and unpacks the CLI.
 * @returns its path; undefined if there is none for this platform or the download host is unreachable
 * @throws Error if the download does not match the pinned digest; nothing of it is kept
 */
export async function downloadCli({
  platform = `${process.platform}-${process.arch}`,
  releases = RELEASES,
  digests = CLI_DIGESTS,
  folder = join(cache, `cli-${CLI_VERSION}`),
} = {}) {
  const digest = digests[platform];
  if (!digest) return undefined;
  const url = `${releases}/pulumi-v${CLI_VERSION}-${platform}.tar.gz`;
  const archive = await fetched(url);
  if (!archive) return undefined;
  const seen = createHash("sha256").update(archive).digest("hex");
  if (seen !== digest) {
    throw new Error(
      `${url}: SHA-256 seen ${seen}, needed ${digest}; the download was discarded. Install the Pulumi CLI or Go, and run this again`,
    );
  }
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(join(partial, "cli.tar.gz"), archive);
    execFileSync("tar", ["-xzf", "cli.tar.gz"], {
      cwd: partial,
      env: childEnvironment("tool"),
      stdio: ["ignore", 2, 2],
    });
    rmSync(join(partial, "cli.tar.gz"));
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return downloadedCli(folder);
}

/**
 * The body; undefined if the host is unreachable. A HEAD request with a short timeout makes blocked networks fail
 * fast.
 */
async function fetched(url) {
  try {
    const asked = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(8000) });
    if (!asked.ok) return undefined;
    say(`downloading the Pulumi CLI ${CLI_VERSION}`);
    const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
