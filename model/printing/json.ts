import { visibleCode } from "./visible";

/** JSON with line feeds of its own only: what `visible` would change stands as `\u009b`, which is the same value to every reader. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(/[^\n\x20-\x7e]/gu, visibleCode)}\n`;
}
