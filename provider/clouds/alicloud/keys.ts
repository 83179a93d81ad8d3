import { homedir } from "node:os";
import { join } from "node:path";
import { visible } from "../../../model/printing/visible";
import { UserProblem } from "../../core/failure";
import type { Limits } from "../../http/guard";
import { fixedKeys, type KeySource, type Keys, renewedKeys } from "../keys";
import { iniSections, inProfile, type Profile, readProfile } from "../keys/profile";
import { requireSettings } from "../missing";
import type { AlicloudConfig } from "./config";
import { assumeRole } from "./sts";

export const KEY_VARIABLES = {
  accessKey: "ALIBABA_CLOUD_ACCESS_KEY_ID",
  secretKey: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
} as const;

interface Found {
  keys: Keys;
  roleArn?: string;
  roleSessionName?: string;
}

/** Keys as they are configured: given, of a profile, or of a role that either of them assumes. @throws NotConfigured */
export function keySource(config: AlicloudConfig, limits?: Limits): KeySource {
  const { keys, ...role } = found(config);
  const roleArn = config.roleArn ?? role.roleArn;
  if (!roleArn) return fixedKeys(keys);
  const roleSessionName = config.roleSessionName ?? role.roleSessionName ?? "dbferry";
  return renewedKeys(() => assumeRole(config, keys, { roleArn, roleSessionName }, limits));
}

function found(config: AlicloudConfig): Found {
  const { accessKey, secretKey, securityToken, profile } = config;
  if (profile && !accessKey && !secretKey) return ofProfile(readNamed(profile));
  requireSettings("alicloud", config, KEY_VARIABLES, { accessKey: "the profile in ALIBABA_CLOUD_PROFILE" });
  return { keys: { accessKey: config.accessKey, secretKey: config.secretKey, securityToken } };
}

/** The file of the vendor's SDKs if the environment names it, else that of its command line. */
function readNamed(name: string): Profile {
  const file = process.env["ALIBABA_CLOUD_CREDENTIALS_FILE"];
  if (file) return readProfile("alicloud.profile", file, name, iniSections);
  return readProfile("alicloud.profile", join(homedir(), ".aliyun", "config.json"), name, cliProfiles);
}

/** `aliyun configure` writes its profiles as a list. */
function cliProfiles(text: string): Record<string, Record<string, string>> | undefined {
  try {
    const { profiles } = JSON.parse(text) as { profiles: { name: string }[] };
    return Object.fromEntries(profiles.map(({ name, ...rest }) => [name, rest]));
  } catch {
    return undefined;
  }
}

/** The two files' names for the same settings: kind of profile, role, session, token. */
const KINDS: Readonly<Record<string, { token?: string; role?: [arn: string, session: string] }>> = {
  AK: {},
  StsToken: { token: "sts_token" },
  RamRoleArn: { role: ["ram_role_arn", "ram_session_name"] },
  access_key: {},
  sts: { token: "security_token" },
  ram_role_arn: { role: ["role_arn", "role_session_name"] },
};

function ofProfile(profile: Profile): Found {
  const { mode, type } = profile.values;
  const kind = mode ?? type ?? "";
  if (!Object.hasOwn(KINDS, kind))
    throw new UserProblem(
      `alicloud.profile: '${visible(profile.name)}' in ${profile.file} is of the kind '${visible(kind)}'; needed: ${Object.keys(KINDS).join(", ")}`,
    );
  const { token, role } = KINDS[kind]!;
  const names = ["access_key_id", "access_key_secret", ...(token ? [token] : []), ...(role ? [role[0]] : [])];
  const [accessKey = "", secretKey = "", third] = inProfile(profile, "alicloud.profile", names);
  if (role) return { keys: { accessKey, secretKey }, roleArn: third, roleSessionName: profile.values[role[1]] };
  return { keys: { accessKey, secretKey, securityToken: third } };
}
