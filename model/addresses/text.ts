/**
 * Normalises the text of an address field before it is parsed: compatibility forms of characters (full-width digits and
 * slashes), invisible characters, quotes and brackets could hide a wide range from a search.
 */
export function cleanText(raw: string): string {
  return raw
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/["'`[\]]/g, "")
    .replace(/\s*([/-])\s*/g, "$1")
    .trim();
}

/** Splits a list written in one string (comma, semicolon, bar, white space or line breaks) into its entries. */
export function splitList(raw: string): string[] {
  const entries = cleanText(raw)
    .split(/[\s,;|]+/)
    .filter((entry) => entry !== "");
  return entries.length === 0 ? [""] : entries;
}

/** Shortens text for a message, so that a hostile value cannot flood a report. */
export function shorten(text: string, limit = 80): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u${c.codePointAt(0)?.toString(16).padStart(4, "0")}`);
  return visible.length <= limit ? visible : `${visible.slice(0, limit - 1)}…`;
}
