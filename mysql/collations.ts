import { global } from "./facts/settings";
import type { CheckedServer } from "./side";

/** The server's collations in lower case. */
export function collations(side: CheckedServer): Promise<ReadonlySet<string>> {
  return side.once("collations", async () => {
    const rows = await side.query<{ n: string }>("SELECT COLLATION_NAME AS n FROM information_schema.COLLATIONS", {
      doing: "reading collations",
    });
    return new Set(rows.map((row) => row.n.toLowerCase()));
  });
}

/**
 * Collations of utf8mb4 to use instead of one that the target lacks, the closest first. Where possible, the replacement
 * treats no more values as equal than the original: unique keys would collide.
 */
export function replacementsFor(collation: string): string[] {
  if (/_(bin|cs)$|_as_cs/.test(collation)) return ["utf8mb4_bin"];
  return ["utf8mb4_0900_ai_ci", "utf8mb4_unicode_520_ci", "utf8mb4_unicode_ci", "utf8mb4_general_ci"];
}

/** Default collation of each character set. */
export function defaultCollations(side: CheckedServer): Promise<ReadonlyMap<string, string>> {
  return side.once("default collations", async () => {
    const rows = await side.query<{ n: string; c: string }>(
      "SELECT COLLATION_NAME AS n, CHARACTER_SET_NAME AS c FROM information_schema.COLLATIONS WHERE IS_DEFAULT = 'Yes'",
      { doing: "reading the defaults of character sets" },
    );
    const found = new Map(rows.map(({ n, c }) => [c === "utf8" ? "utf8mb3" : c, n]));
    const own = await global(side, "default_collation_for_utf8mb4");
    if (own) found.set("utf8mb4", own);
    return found;
  });
}
