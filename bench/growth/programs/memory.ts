import { writeFileSync } from "node:fs";

/** Environment variable: the file in which a program writes its peak memory, in megabytes, when it ends. */
export const MEMORY_FILE = "DBFERRY_BENCH_MEMORY";

export function tellMemory(): void {
  const file = process.env[MEMORY_FILE];
  if (file) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS / 1024)));
}
