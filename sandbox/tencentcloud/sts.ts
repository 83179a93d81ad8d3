import type { Service } from "./service";
import type { SecretPair } from "./signature";
import model from "./wire/sts.json";

const OTHERS = [
  ...["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetFederationToken", "GetSessionToken"],
  "QueryApiKey",
];

/** STS, as far as clients use it to identify themselves. */
export function stsService({ accountId }: SecretPair & { accountId: string }): Service {
  return {
    ...{ name: "sts", version: "2018-08-13", model, others: OTHERS },
    verdicts: {},
    actions: {
      GetCallerIdentity: () => ({
        Arn: `qcs::cam::uin/${accountId}:uin/${accountId}`,
        ...{ AccountId: accountId, UserId: accountId, PrincipalId: accountId, Type: "CAMUser" },
      }),
    },
  };
}
