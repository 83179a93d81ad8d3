/**
 * True when a pattern matches the whole text; `*` matches any characters. The time is at most proportional to the
 * product of the two lengths, whatever the pattern.
 */
export function globMatches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let inText = 0;
  while (inText < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = inText;
    } else if (at < pattern.length && pattern[at] === text[inText]) {
      at++;
      inText++;
    } else if (star >= 0) {
      // Extend the last star's match by one character.
      at = star + 1;
      inText = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/**
 * The same for paths: `*` matches anything but a slash, `**` anything. Tracks all reachable pattern positions at once,
 * so that the time is at most proportional to the product of the two lengths.
 */
export function pathMatches(pattern: string, text: string): boolean {
  const parts = pattern.match(/\*\*|[\s\S]/g) ?? [];
  let at = skipped(new Set([0]), parts);
  for (const char of text.match(/[\s\S]/g) ?? []) {
    const next = new Set<number>();
    for (const place of at) {
      const part = parts[place];
      if (part === "**" || (part === "*" && char !== "/")) next.add(place);
      else if (part === char && part !== "*") next.add(place + 1);
    }
    if (next.size === 0) return false;
    at = skipped(next, parts);
  }
  return at.has(parts.length);
}

/** A star may match the empty string. */
function skipped(places: Set<number>, parts: readonly string[]): Set<number> {
  for (const place of places) if (parts[place] === "*" || parts[place] === "**") places.add(place + 1);
  return places;
}
