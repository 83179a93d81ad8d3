import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders of the installed packages of the covered clouds' providers. */
export const PROVIDER_PACKAGES = ["node_modules/@pulumi/alicloud", "sdks/huaweicloud", "sdks/tencentcloud"] as const;

/** Every resource type token in the files of a package. */
export function tokensIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(js|ts)$/.test(file) && !file.endsWith(".d.ts") && !/(^|\/)(get|node_modules)/.test(file))
    .flatMap((file) => /__pulumiType = '([^']+:[^']+)'/.exec(readFileSync(join(folder, file), "utf8"))?.[1] ?? []);
}
