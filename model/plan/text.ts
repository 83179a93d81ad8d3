import { visible } from "../printing/visible";

/**
 * Text of a plan. What is between backticks is code: a command, a key, an id. Values of the user go through `value` or
 * `code`, so that none of them can begin or end such a part.
 */
export type Text = string;

/** A part of a text. */
export interface Span {
  text: string;
  code: boolean;
}

/** The parts of a text, in their order. */
export function spansOf(text: Text): Span[] {
  return text
    .split("`")
    .map((part, at) => ({ text: part, code: at % 2 === 1 }))
    .filter((span) => span.text !== "");
}

/** A value from outside, within a text. */
export function value(given: string): Text {
  return visible(given).replaceAll("`", "\\x60");
}

/** A value from outside, shown as code. */
export function code(given: string): Text {
  return `\`${value(given)}\``;
}

/** Without the marks of code. */
export function plain(text: Text): string {
  return text.replaceAll("`", "");
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(all: readonly Text[]): Text {
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** With a capital letter, to begin a sentence. */
export function capital(text: Text): Text {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
