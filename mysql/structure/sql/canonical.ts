import { expression } from "./expression";
import { query } from "./query";
import { type Grammar, Reader, type Writing } from "./reader";
import { NotUnderstood } from "./tokens";

const GRAMMAR: Grammar = { expression, query };

export function readerOf(text: string): Reader {
  return new Reader(text, GRAMMAR);
}

/** An expression in normal form; undefined when it cannot be parsed. */
export function canonicalExpression(text: string, writing: Writing = {}): string | undefined {
  return understood(text, (reader) => expression(reader, writing));
}

/** A query in normal form; undefined when it cannot be parsed. */
export function canonicalQuery(text: string, writing: Writing = {}): string | undefined {
  return understood(text, (reader) => query(reader, writing));
}

function understood(text: string, read: (reader: Reader) => string): string | undefined {
  try {
    const reader = readerOf(text);
    const found = read(reader);
    // Leftover tokens were not parsed.
    return reader.done ? found : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}
