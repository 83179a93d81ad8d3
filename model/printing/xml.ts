import { isVisible, visible } from "./visible";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML 1.0 excludes, even as references: they are written in visible form, `\x1b`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the excluded characters
const NOT_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;

/**
 * Text for an attribute or an element. Characters that a parser would change or a terminal interpret become references.
 */
export function xml(text: string): string {
  return text
    .replace(NOT_XML, visible)
    .replace(/[&<>"]/g, (c) => ENTITIES[c]!)
    .replace(/[^\x20-\x7e]/gu, (c) => (isVisible(c) ? c : `&#${c.codePointAt(0)};`));
}
