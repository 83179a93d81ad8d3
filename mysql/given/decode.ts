import type { Problem } from "../../model/problems";

/** Decodes the percent-escapes in parts of a URL, strictly: an invalid escape is a problem, not a literal. */
export class Decoder {
  constructor(
    private readonly path: string,
    private readonly problems: Problem[],
  ) {}

  text(escaped: string, what: string): string {
    if (/%(?![0-9A-Fa-f]{2})/.test(escaped)) {
      const fix = "write a literal % as %25";
      this.problems.push({
        path: this.path,
        seen: `a stray % in ${what}`,
        needed: "% and two hexadecimal digits",
        fix,
      });
      return "";
    }
    try {
      const text = decodeURIComponent(escaped);
      if (!text.includes("\0")) return text;
      this.problems.push({ path: this.path, seen: `a NUL character in ${what}`, needed: "no %00" });
      return "";
    } catch {
      const fix = "escape the bytes of UTF-8, such as %C3%A9 for é";
      this.problems.push({ path: this.path, seen: `escapes in ${what} that are not UTF-8`, needed: "UTF-8", fix });
      return "";
    }
  }
}
