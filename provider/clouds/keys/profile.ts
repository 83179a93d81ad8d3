import { readFileSync } from "node:fs";
import { visible } from "../../../model/printing/visible";
import { UserProblem } from "../../core/failure";
import type { Keys } from ".";

/** One profile of a vendor's credentials file. */
export interface Profile {
  file: string;
  name: string;
  /** Its settings, including secrets. */
  values: Readonly<Record<string, string>>;
}

/**
 * A profile that the configuration names. The vendors' SDKs read these files as well, but put the whole file into their
 * errors or hide that they could not read it.
 * @param member for messages: "alicloud.profile"
 * @param profilesIn parses the file's text into profiles by name; undefined: invalid format
 * @throws UserProblem naming file and profile, never a value
 */
export function readProfile(
  member: string,
  file: string,
  name: string,
  profilesIn: (text: string) => Record<string, Record<string, string>> | undefined,
): Profile {
  const seen = `${member}: '${visible(name)}'`;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new UserProblem(`${seen}: ${file} cannot be read (${why}); needed: the vendor's credentials file with it`);
  }
  const profiles = profilesIn(text);
  if (!profiles)
    throw new UserProblem(`${seen}: ${file} is not in the vendor's format; write it again with the vendor's tool`);
  if (Object.hasOwn(profiles, name)) return { file, name, values: profiles[name]! };
  const names = Object.keys(profiles).map(visible).join(", ") || "none";
  throw new UserProblem(
    `${seen}: ${file} has no such profile; it has: ${names}; choose one of them, or add it with the vendor's own tool`,
  );
}

/** Sections of an INI file, as the vendors' tools write it: `[name]` and `key = value`. */
export function iniSections(text: string): Record<string, Record<string, string>> | undefined {
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === "" || /^[#;]/.test(line)) continue;
    const [, name] = /^\[([^\]]+)\]$/.exec(line) ?? [];
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) current = sections[name.trim()] ??= {};
    else if (key !== undefined && current) current[key] = value!.replace(/^(["'])(.*)\1$/, "$2");
    else return undefined;
  }
  return sections;
}

/** Keys in a profile of an INI file, under the vendor's names for them. @throws UserProblem */
export function keysInProfile(
  member: string,
  file: string,
  profile: string,
  [access, secret, token]: readonly [string, string, string],
): Keys {
  const read = readProfile(member, file, profile, iniSections);
  const [accessKey = "", secretKey = ""] = inProfile(read, member, [access, secret]);
  return { accessKey, secretKey, securityToken: read.values[token] };
}

/** A setting that a profile must have. */
export function inProfile({ file, name, values }: Profile, member: string, keys: readonly string[]): string[] {
  const missing = keys.filter((key) => !values[key]);
  if (missing.length === 0) return keys.map((key) => values[key]!);
  throw new UserProblem(
    `${member}: the profile '${visible(name)}' in ${file} lacks ${missing.join(", ")}; needed: ${keys.join(", ")}`,
  );
}
