import { visibleCode } from "./visible";

/**
 * JSON in which everything that `visible` would change is escaped (`\u009b`), so that the only line feeds are its own.
 * Every parser reads the same value.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(/[^\n\x20-\x7e]/gu, visibleCode)}\n`;
}
