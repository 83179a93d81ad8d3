/**
 * True when a pattern matches the whole text; `*` stands for any characters. The time grows with the product of the two lengths
 * at most, whatever the pattern.
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
      // Let the last star take one more character.
      at = star + 1;
      inText = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
