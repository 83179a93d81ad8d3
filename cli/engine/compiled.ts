import { join } from "node:path";

/** Where Node keeps what it compiled, for the next start: in a folder of the user's own, because compiled code is code. */
export function compiledFolder(own: NodeJS.ProcessEnv): string | undefined {
  const cache = own["XDG_CACHE_HOME"] || (own["HOME"] && join(own["HOME"], ".cache"));
  return own["NODE_COMPILE_CACHE"] || (cache ? join(cache, "dbferry/compiled") : undefined);
}

/** The same for everything that this process starts. */
export function keepCompiled(ours: NodeJS.ProcessEnv = process.env): void {
  const folder = compiledFolder(ours);
  if (folder !== undefined) ours["NODE_COMPILE_CACHE"] = folder;
}
