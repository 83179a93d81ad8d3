import { existsSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../../../../scripts/servers/debian";

/** Names of the shells that `shells` looks for. */
export const SHELLS = ["dash", "bash", "busybox sh", "mksh", "zsh", "zsh at its prompt"] as const;

/** A shell of this machine or from Debian, and how it runs a text. */
export interface Shell {
  name: (typeof SHELLS)[number];
  command: readonly string[];
}

/**
 * The shells that people paste into: the machine's dash and bash; busybox, ksh and zsh from Debian packages, unpacked
 * separately. `missing` lists those that are unavailable here, and why.
 */
export async function shells(): Promise<{ found: Shell[]; missing: string[] }> {
  const found: Shell[] = [];
  const missing: string[] = [];
  for (const name of ["dash", "bash"] as const) {
    const file = ["/bin", "/usr/bin"].map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (file) found.push({ name, command: [file, "-c"] });
    else missing.push(`${name}: not on this machine`);
  }
  try {
    const { root, wrapper } = await unpack({
      name: "shells",
      packages: ["busybox", "mksh", "zsh"],
      dependencies: true,
    });
    const program = (name: string) =>
      wrapper(["bin", "usr/bin"].map((folder) => join(folder, name)).find((path) => existsSync(join(root, path)))!);
    found.push(
      { name: "busybox sh", command: [program("busybox"), "sh", "-c"] },
      { name: "mksh", command: [program("mksh"), "-c"] },
      { name: "zsh", command: [program("zsh"), "-f", "-c"] },
      // An interactive zsh runs comments as commands.
      { name: "zsh at its prompt", command: [program("zsh"), "-f", "-i", "-c"] },
    );
  } catch (error) {
    missing.push(`busybox, mksh, zsh: ${(error as Error).message}`);
  }
  return { found, missing };
}
