import { ensurePythonHost } from "../../../scripts/toolchain/pythonHost.mjs";

/** The folder with Python's packages, or why this machine cannot run Python, which no other part of dbferry needs. */
export function pythonPackages(): { packages: string } | { missing: string } {
  try {
    return { packages: ensurePythonHost() };
  } catch (error) {
    return { missing: (error as Error).message };
  }
}
