import { isUtf8 } from "node:buffer";
import { quoteName, quoteValue } from "../sql";
import type { KeyValues, TablePlan, WalkKey } from "./tablePlan";

/**
 * Select expressions for a key's columns; texts are read as bytes. Converted to the session's character set, two
 * different keys could become equal, and a key might no longer find its own row.
 */
export function keyColumns(key: WalkKey): string[] {
  return key.columns.map((name, at) => (key.charsets[at] ? `CAST(${quoteName(name)} AS BINARY)` : quoteName(name)));
}

/** A value read by `keyColumns`, as SQL that compares equal to it and sorts the same way. */
export function keyLiteral(key: WalkKey, value: unknown, at: number): string {
  // A number compared with a quoted number is converted to DOUBLE, which loses the last digits of a BIGINT or DECIMAL.
  if (key.numeric[at] && value !== null) return String(value);
  const charset = key.charsets[at];
  if (!charset || !Buffer.isBuffer(value)) return quoteValue(value);
  if (UTF8.has(charset) && isUtf8(value)) return quoteValue(value.toString("utf8"));
  return `_${charset === "utf8mb3" ? "utf8" : charset} X'${value.toString("hex")}'`;
}

/** A key as a string, for use in maps. */
export function keyId(key: KeyValues): string {
  return JSON.stringify(key.map((value) => (Buffer.isBuffer(value) ? `0x${value.toString("hex")}` : String(value))));
}

/** A key's values for people; bytes that are not valid text in the column's character set are shown in hexadecimal. */
export function showKey({ key }: TablePlan, values: KeyValues): (string | null)[] {
  return values.map((value, at) => {
    if (value === null) return null;
    if (!Buffer.isBuffer(value)) return String(value);
    return decoded(value, key!.charsets[at]) ?? `0x${value.toString("hex")}`;
  });
}

const UTF8: ReadonlySet<string> = new Set(["utf8mb4", "utf8mb3", "ascii"]);

/** MySQL's character sets by their names in the Encoding Standard. */
const ENCODINGS: Record<string, string> = {
  utf8mb4: "utf-8",
  utf8mb3: "utf-8",
  ascii: "utf-8",
  latin1: "windows-1252",
  latin2: "iso-8859-2",
  gb2312: "gbk",
  gbk: "gbk",
  gb18030: "gb18030",
  big5: "big5",
  sjis: "shift_jis",
  cp932: "shift_jis",
  ujis: "euc-jp",
  eucjpms: "euc-jp",
  euckr: "euc-kr",
  ucs2: "utf-16be",
  utf16: "utf-16be",
  utf16le: "utf-16le",
  cp1250: "windows-1250",
  cp1251: "windows-1251",
  cp1256: "windows-1256",
  cp1257: "windows-1257",
  latin5: "windows-1254",
  latin7: "iso-8859-13",
  greek: "iso-8859-7",
  hebrew: "iso-8859-8",
  koi8r: "koi8-r",
  koi8u: "koi8-u",
  cp866: "ibm866",
  tis620: "windows-874",
};

function decoded(bytes: Buffer, charset: string | undefined): string | undefined {
  const encoding = charset && ENCODINGS[charset];
  if (!encoding) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
