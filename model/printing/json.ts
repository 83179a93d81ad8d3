import { visibleCode } from "./visible";

/** JSON whose only line feeds are its own: what `visible` would change becomes `\u009b`, which every reader takes for the same value. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(/[^\n\x20-\x7e]/gu, visibleCode)}\n`;
}
