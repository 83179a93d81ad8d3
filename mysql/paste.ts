import { isVisible, visible } from "../model/printing/visible";

/**
 * A statement that people paste into a session of their own; one line. One that a terminal or another character set could
 * read otherwise is not given as a statement: it becomes a comment, with every such character made visible.
 */
export function toPaste(statement: string): string {
  if (isVisible(statement) && sameInEveryCharset(statement)) return statement;
  return `-- not to be pasted, for a name in it holds characters that a terminal or a session may read otherwise: ${visible(statement)}`;
}

/**
 * In gbk, big5 and sjis a backtick can be the second byte of a character: pasted into a session that takes UTF-8 for one
 * of these, a name that ends in half a character swallows its closing backtick. With names of nothing but letters that is
 * an error; with anything else in a name of the same statement it could be a statement of the name's own.
 */
function sameInEveryCharset(statement: string): boolean {
  if (/^[\x20-\x7e]*$/.test(statement)) return true;
  const names = statement.match(/`(?:[^`]|``)*`/g) ?? [];
  return names.every((name) => /^`[\p{L}\p{M}\p{N}_$\\-]*`$/u.test(name));
}
