import { createDecipheriv } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Problem } from "../../model/problems";
import { type OptionValues, readOptionText } from "./optionFile";

const UNUSED_BYTES = 4;
const KEY_BYTES = 20;
const MOST_BYTES = 1024 * 1024;

/** Reads one login path of the file that `mysql_config_editor` writes (~/.mylogin.cnf). */
export function readLoginPath(file: string, name: string, path: string, problems: Problem[]): OptionValues {
  const none: OptionValues = new Map();
  let data: Buffer;
  try {
    const stat = statSync(file);
    // As in the server's own clients: the key is in the file, so the encryption does not protect it from anybody who
    // can read it.
    if (stat.mode & 0o077) {
      const fix = `chmod 600 ${JSON.stringify(file)}`;
      problems.push({
        path,
        seen: `${file} is readable by other users`,
        needed: "a file that is readable by its owner only",
        fix,
      });
      return none;
    }
    if (stat.size > MOST_BYTES) throw new Error("too large");
    data = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    const fix = `mysql_config_editor set --login-path=${name} --host=... --user=... --password`;
    problems.push({
      path,
      seen: `${file} cannot be read (${code})`,
      needed: "a file written by mysql_config_editor",
      fix,
    });
    return none;
  }
  const text = decodeLoginFile(data);
  if (text === undefined) {
    problems.push({
      path,
      seen: `${file} is damaged, or was not written by mysql_config_editor`,
      needed: "such a file",
    });
    return none;
  }
  const reader = readOptionText(text, ["client", name], path, problems);
  if (!reader.seen.has(name))
    problems.push({
      path,
      seen: `${file} without the login path ${name}`,
      needed: "an existing one (mysql_config_editor print --all)",
    });
  return reader.values;
}

/** The text of a login file: each line is encrypted separately with AES-128-ECB and the key at the start of the file. */
export function decodeLoginFile(data: Buffer): string | undefined {
  const key = Buffer.alloc(16);
  if (data.length < UNUSED_BYTES + KEY_BYTES) return undefined;
  for (let at = 0; at < KEY_BYTES; at += 1) key[at % 16]! ^= data[UNUSED_BYTES + at]!;
  const lines: Buffer[] = [];
  for (let at = UNUSED_BYTES + KEY_BYTES; at < data.length; ) {
    if (at + 4 > data.length) return undefined;
    const length = data.readUInt32LE(at);
    const cipher = data.subarray(at + 4, at + 4 + length);
    if (length === 0 || cipher.length !== length) return undefined;
    try {
      const decipher = createDecipheriv("aes-128-ecb", key, null);
      lines.push(decipher.update(cipher), decipher.final());
    } catch {
      return undefined;
    }
    at += 4 + length;
  }
  return Buffer.concat(lines).toString("utf8");
}
