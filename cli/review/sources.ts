import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { below } from "./files";

/** Written beside a bundle: the files it was made from, relative to the folder that holds `dist`. */
const LIST = "dist/sources.json";

/**
 * Maps the sources of tools bundled from the checkout's own files to their role; if several apply, the last wins. A
 * tool that is installed, or was bundled by something else, has no list: only its own folder is known.
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
