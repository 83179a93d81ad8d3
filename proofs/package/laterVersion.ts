import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { VERSION } from "../../provider/version";
import type { Stage } from "./stage";

/** The version that a package is upgraded to. */
export const LATER = "0.2.0";

/** Where the package says its own version: in what npm, the engine and the SDKs read. */
const SAYS_IT: readonly [file: string, text: string][] = [
  ["package.json", `"version": "${VERSION}"`],
  ["provider/dist/main.js", `VERSION="${VERSION}"`],
  ["provider/dist/construct.js", `VERSION2="${VERSION}"`],
];

/** The stage with the tarball of a later version: the same package, which calls itself `LATER`. */
export async function laterVersion(stage: Stage): Promise<string> {
  const folder = join(stage.folder, "later");
  mkdirSync(folder);
  await execa("tar", ["-xzf", stage.tarball, "-C", folder]);
  for (const [name, as] of SAYS_IT) {
    const file = join(folder, "package", name);
    const text = readFileSync(file, "utf8");
    if (!text.includes(as)) throw new Error(`${name} does not say ${as}`);
    writeFileSync(file, text.replaceAll(as, as.replace(VERSION, LATER)));
  }
  const tarball = join(folder, `dbferry-${LATER}.tgz`);
  await execa("tar", ["-czf", tarball, "-C", folder, "package"]);
  return tarball;
}
