import { guarded, LIMITS, type Limits } from "../../http/guard";
import { notJson } from "../../http/problem";
import { retried } from "../../http/retry";
import { endpointOf } from "../endpoint";
import { type Keys, SESSION_SECONDS, type Session, sessionIn } from "../keys";
import type { AlicloudConfig } from "./config";
import { AlicloudError, isMisshapen, toAlicloudError } from "./error";
import { openApi } from "./openApi";

interface Answer {
  Credentials?: Record<"AccessKeyId" | "AccessKeySecret" | "SecurityToken" | "Expiration", string | undefined>;
}

/** Keys of a role, by STS. @throws AlicloudError */
export async function assumeRole(
  { region, endpoints }: AlicloudConfig,
  keys: Keys,
  { roleArn, roleSessionName }: { roleArn: string; roleSessionName: string },
  limits: Limits = LIMITS,
): Promise<Session> {
  const given = endpoints?.sts ?? `https://sts.${region ? `${region}.` : ""}aliyuncs.com`;
  const url = endpointOf("alicloud", "sts", given, region ?? "");
  const doing = `assuming the role ${roleArn}`;
  const what = `Alibaba STS, ${doing}`;
  const rpc = await openApi(url, region, keys, limits);
  const body = { RoleArn: roleArn, RoleSessionName: roleSessionName, DurationSeconds: SESSION_SECONDS };
  const attempt = async () => {
    try {
      return (await guarded(
        what,
        url.origin,
        () => rpc.call("AssumeRole", "2015-04-01", { query: {}, body }),
        limits,
      )) as Answer;
    } catch (error) {
      throw error instanceof SyntaxError || isMisshapen(error) ? notJson(what, url.origin) : error;
    }
  };
  // Safe to repeat: another session has no effect.
  const answer = await retried(attempt, true, (error) =>
    error instanceof AlicloudError ? error : toAlicloudError(doing, error, "Alibaba STS"),
  );
  const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = answer?.Credentials ?? {};
  return sessionIn(what, {
    accessKey: AccessKeyId,
    secretKey: AccessKeySecret,
    securityToken: SecurityToken,
    expires: Expiration,
  });
}
