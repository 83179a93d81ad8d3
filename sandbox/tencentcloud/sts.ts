import { randomBytes } from "node:crypto";
import type { KeyRing } from "../world/keyRing";
import { errors, TcError } from "./errors";
import type { Service } from "./service";
import type { Verdicts } from "./verdicts";
import model from "./wire/sts.json";

const OTHERS = [
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "GetFederationToken",
  "GetSessionToken",
  "QueryApiKey",
];

export const STS_VERDICTS: Verdicts = {
  AssumeRoleRequest: {
    must: "RoleArn RoleSessionName",
    implemented: "DurationSeconds",
    refused: "Policy ExternalId Tags SourceIdentity SerialNumber TokenCode",
  },
  Tag: { refused: "Key Value" },
};

/** The one role of an account. */
export const roleArn = (accountId: string) => `qcs::cam::uin/${accountId}:roleName/dbferry`;

/** STS, which tells clients who they are, and issues temporary keys of the role. */
export function stsService({ accountId }: { accountId: string }, keys: KeyRing): Service {
  return {
    name: "sts",
    version: "2018-08-13",
    model,
    others: OTHERS,
    verdicts: STS_VERDICTS,
    actions: {
      GetCallerIdentity: () => ({
        Arn: `qcs::cam::uin/${accountId}:uin/${accountId}`,
        AccountId: accountId,
        UserId: accountId,
        PrincipalId: accountId,
        Type: "CAMUser",
      }),
      AssumeRole({ parameters: { RoleArn, RoleSessionName, DurationSeconds: seconds = 7200 }, region }) {
        if (!region) throw errors.missing("Region");
        if (!/^[\w+=,.@-]{2,128}$/.test(RoleSessionName))
          throw new TcError("InvalidParameter.ParamError", "RoleSessionName: 2 to 128 letters, digits and =,.@-");
        if (seconds < 1 || seconds > 43_200)
          throw new TcError("InvalidParameter.OverTimeError", "DurationSeconds: 1 to 43200.");
        if (RoleArn !== roleArn(accountId))
          throw new TcError("ResourceNotFound.RoleNotFound", "The role does not exist.");
        const ExpiredTime = Math.floor(Date.now() / 1000) + seconds;
        const key = { id: `AKID${hex(16)}`, secret: hex(16), token: hex(64), expires: ExpiredTime * 1000 };
        keys.issue(key);
        return {
          Credentials: { Token: key.token, TmpSecretId: key.id, TmpSecretKey: key.secret },
          ExpiredTime,
          Expiration: new Date(key.expires).toISOString().replace(".000Z", "Z"),
        };
      },
    },
  };
}

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
