import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder; symbolic links are neither followed nor listed. */
export function everyFile(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everyFile(path) : entry.isFile() ? [path] : [];
  });
}
