import { guarded, LIMITS, type Limits } from "../../http/guard";
import { retried } from "../../http/retry";
import { endpointOf } from "../endpoint";
import { type Keys, SESSION_SECONDS, type Session, sessionIn } from "../keys";
import type { HuaweicloudConfig } from "./config";
import { toHuaweiError } from "./error";
import { connect, sendOnce } from "./sdk";

interface Answer {
  credential?: Record<"access" | "secret" | "securitytoken" | "expires_at", string | undefined>;
}

/** Keys of an agency, by IAM. @throws HuaweiError */
export async function assumeAgency(
  { region = "", endpoints }: HuaweicloudConfig,
  keys: Keys,
  { agency, agencyDomain }: { agency: string; agencyDomain: string },
  limits: Limits = LIMITS,
): Promise<Session> {
  const given = endpoints?.iam ?? `https://iam.${region}.myhuaweicloud.com`;
  const endpoint = endpointOf("huaweicloud", "iam", given, region).href.replace(/\/+$/, "");
  const doing = `Huawei IAM, assuming the agency ${agency} of ${agencyDomain}`;
  const client = await connect(endpoint, keys);
  const role = { agency_name: agency, domain_name: agencyDomain, duration_seconds: SESSION_SECONDS };
  const request = {
    method: "POST",
    url: "/v3.0/OS-CREDENTIAL/securitytokens",
    contentType: "application/json",
    queryParams: {},
    pathParams: {},
    headers: {},
    data: { auth: { identity: { methods: ["assume_role"], assume_role: role } } },
  } as const;
  const attempt = () =>
    guarded(doing, new URL(endpoint).origin, () => sendOnce<Answer>(client, doing, endpoint, { ...request }), limits);
  // Safe to repeat: another session has no effect.
  const { credential } = await retried(attempt, true, (error) => toHuaweiError(doing, error));
  const { access, secret, securitytoken, expires_at } = credential ?? {};
  return sessionIn(doing, {
    accessKey: access,
    secretKey: secret,
    securityToken: securitytoken,
    expires: expires_at,
  });
}
