import { guarded, LIMITS, type Limits } from "../../http/guard";
import { retried } from "../../http/retry";
import { endpointOf } from "../endpoint";
import { type Keys, SESSION_SECONDS, type Session, sessionIn } from "../keys";
import type { TencentcloudConfig } from "./config";
import { TencentError } from "./error";
import { exchange } from "./exchange";

interface Answer {
  Credentials?: Record<"TmpSecretId" | "TmpSecretKey" | "Token", string | undefined>;
  /** Seconds since 1970. */
  ExpiredTime?: number;
}

/** Keys of a role, by STS. @throws TencentError */
export async function assumeRole(
  { region = "ap-guangzhou", endpoints }: TencentcloudConfig,
  keys: Keys,
  { roleArn, roleSessionName }: { roleArn: string; roleSessionName: string },
  limits: Limits = LIMITS,
): Promise<Session> {
  const endpoint = endpointOf("tencentcloud", "sts", endpoints?.sts ?? "https://sts.tencentcloudapi.com", region);
  const doing = `Tencent STS, assuming the role ${roleArn}`;
  const parameters = { RoleArn: roleArn, RoleSessionName: roleSessionName, DurationSeconds: SESSION_SECONDS };
  const request = {
    doing,
    service: "sts",
    action: "AssumeRole",
    version: "2018-08-13",
    region,
    parameters,
    endpoint,
    keys,
  };
  const call = () => exchange<Answer>({ ...request, timeout: limits.deadlineMs });
  // Safe to repeat: another session has no effect.
  const answer = await retried(
    () => guarded(doing, endpoint.origin, call, limits),
    true,
    (error) =>
      error instanceof TencentError ? error : new TencentError(doing, "", (error as Error).message ?? String(error)),
  );
  const { TmpSecretId, TmpSecretKey, Token } = answer.Credentials ?? {};
  const expires = answer.ExpiredTime === undefined ? undefined : isoOf(answer.ExpiredTime);
  return sessionIn(doing, { accessKey: TmpSecretId, secretKey: TmpSecretKey, securityToken: Token, expires });
}

function isoOf(seconds: number): string | undefined {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
