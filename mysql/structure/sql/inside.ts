import type { Reader, Writing } from "./reader";

/** A list or subquery in parentheses. */
export function inside(reader: Reader, writing: Writing): string {
  reader.must("(");
  if (reader.is("select") || reader.is("with")) {
    const text = reader.grammar.query(reader, writing);
    reader.must(")");
    return `(${text})`;
  }
  const items = [reader.grammar.expression(reader, writing)];
  while (reader.take(",")) items.push(reader.grammar.expression(reader, writing));
  reader.must(")");
  return `(${items.join(",")})`;
}
