import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { below } from "./files";

/** Beside a bundle: what it was made of, relative to the folder that holds `dist`. */
const LIST = "dist/sources.json";

/**
 * The sources of tools that are bundled from a checkout's own files, by what they are; the last of several counts. A tool that is installed, or
 * that was bundled by something else, has no list: of it, only its own folder is known.
 */
export function sourcesIn(
  checkout: string,
  tools: readonly (readonly [what: string, folder: string])[],
): ReadonlyMap<string, string> {
  return new Map(
    tools.flatMap(([what, folder]) => {
      const list = join(folder, LIST);
      if (!existsSync(list)) return [];
      const real = realpathSync(folder);
      const paths: string[] = JSON.parse(readFileSync(list, "utf8"));
      return paths.flatMap((path): [string, string][] => {
        const inside = below(checkout, resolve(real, path));
        return inside === undefined ? [] : [[inside, what]];
      });
    }),
  );
}
