import type { CheckedServer } from "../side";
import { global, isOn } from "./settings";

/**
 * The row format that InnoDB accepts in a strict session: before 5.7, DYNAMIC needs the Barracuda file format and
 * innodb_file_per_table.
 */
export async function strictRowFormat(side: CheckedServer): Promise<"DYNAMIC" | "COMPACT"> {
  const format = await global(side, "innodb_file_format");
  if (format === undefined || format === "") return "DYNAMIC";
  return /^barracuda$/i.test(format) && (await isOn(side, "innodb_file_per_table")) ? "DYNAMIC" : "COMPACT";
}
