import { homedir } from "node:os";
import { join } from "node:path";
import { UserProblem } from "../../core/failure";
import type { Limits } from "../../http/guard";
import { fixedKeys, type KeySource, type Keys, renewedKeys } from "../keys";
import { keysInProfile } from "../keys/profile";
import { requireSettings } from "../missing";
import { assumeAgency } from "./agency";
import type { HuaweicloudConfig } from "./config";

/** Keys as they are configured: given, of a profile, or of an agency that either of them assumes. @throws NotConfigured */
export function keySource(config: HuaweicloudConfig, limits?: Limits): KeySource {
  const keys = found(config);
  const { agency, agencyDomain } = config;
  if (!agency) return fixedKeys(keys);
  if (!agencyDomain)
    throw new UserProblem(
      `huaweicloud.agencyDomain: missing; needed: the name of the account that the agency '${agency}' belongs to; set it or HW_ASSUME_ROLE_DOMAIN_NAME`,
    );
  return renewedKeys(() => assumeAgency(config, keys, { agency, agencyDomain }, limits));
}

function found(config: HuaweicloudConfig): Keys {
  const { profile } = config;
  if (profile && !config.accessKey && !config.secretKey) {
    const file = process.env["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] || join(homedir(), ".huaweicloud", "credentials");
    return keysInProfile("huaweicloud.profile", file, profile, ["ak", "sk", "security_token"]);
  }
  requireSettings("huaweicloud", config, { accessKey: "HW_ACCESS_KEY", secretKey: "HW_SECRET_KEY" });
  const { accessKey = "", secretKey = "", securityToken } = config;
  return { accessKey, secretKey, securityToken };
}
