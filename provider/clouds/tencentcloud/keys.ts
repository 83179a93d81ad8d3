import { homedir } from "node:os";
import { join } from "node:path";
import type { Limits } from "../../http/guard";
import { fixedKeys, type KeySource, type Keys, renewedKeys } from "../keys";
import { keysInProfile } from "../keys/profile";
import { requireSettings } from "../missing";
import type { TencentcloudConfig } from "./config";
import { assumeRole } from "./sts";

/** Keys as they are configured: given, of a profile, or of a role that either of them assumes. @throws NotConfigured */
export function keySource(config: TencentcloudConfig, limits?: Limits): KeySource {
  const keys = found(config);
  const { roleArn, roleSessionName = "dbferry" } = config;
  if (!roleArn) return fixedKeys(keys);
  return renewedKeys(() => assumeRole(config, keys, { roleArn, roleSessionName }, limits));
}

function found(config: TencentcloudConfig): Keys {
  const { profile } = config;
  if (profile && !config.accessKey && !config.secretKey) {
    const file = join(homedir(), ".tencentcloud", "credentials");
    return keysInProfile("tencentcloud.profile", file, profile, ["secret_id", "secret_key", "token"]);
  }
  requireSettings("tencentcloud", config, {
    ...(config.region ? {} : { region: "TENCENTCLOUD_REGION" }),
    accessKey: "TENCENTCLOUD_SECRET_ID",
    secretKey: "TENCENTCLOUD_SECRET_KEY",
  });
  const { accessKey = "", secretKey = "", securityToken } = config;
  return { accessKey, secretKey, securityToken };
}
