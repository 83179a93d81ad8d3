import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { VERSION } from "../../provider/version";
import type { Stage } from "./stage";

/** The version to upgrade to. */
export const LATER = "0.2.0";

/** Where the package states its version, as read by npm, the engine and the SDKs. */
const SAYS_IT: readonly [file: string, text: string][] = [
  ["package.json", `"version": "${VERSION}"`],
  ["provider/dist/main.js", `VERSION="${VERSION}"`],
  ["provider/dist/construct.js", `VERSION2="${VERSION}"`],
];

/** The stage with a tarball of the same package under the version `LATER`. */
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
