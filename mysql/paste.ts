import { isVisible, visible } from "../model/printing/visible";

/**
 * A statement to paste into a session, on one line. A statement that a terminal or another character set could
 * interpret differently is printed as a comment instead, with every such character made visible.
 */
export function toPaste(statement: string): string {
  if (isVisible(statement) && sameInEveryCharset(statement)) return statement;
  return `-- do not paste: a name in it contains characters that a terminal or a session may read differently: ${visible(statement)}`;
}

/**
 * In gbk, big5 and sjis, a backtick can be the second byte of a character: in a session that decodes the pasted UTF-8
 * as one of these, a name that ends in an incomplete character swallows its closing backtick. If the statement's names
 * consist of letters only, that is an error; with any other character in a name of the same statement, the name could
 * become a statement.
 */
function sameInEveryCharset(statement: string): boolean {
  if (/^[\x20-\x7e]*$/.test(statement)) return true;
  const names = statement.match(/`(?:[^`]|``)*`/g) ?? [];
  return names.every((name) => /^`[\p{L}\p{M}\p{N}_$\\-]*`$/u.test(name));
}
