import { randomBytes } from "node:crypto";
import type { KeyRing } from "../world/keyRing";
import { RpcError } from "./errors";
import type { AlicloudWorld } from "./facts";
import { type Listening, listen } from "./listen";
import type { Parameters, ParameterTable } from "./parameters";

/** The one role of the account. */
export const ROLE_ARN = "acs:ram::1234567890123456:role/dbferry";

export const STS_ACTIONS: Readonly<Record<string, { parameters: ParameterTable }>> = {
  AssumeRole: {
    parameters: {
      RoleArn: "!",
      RoleSessionName: "!",
      DurationSeconds: "?",
      Policy: "-",
      ExternalId: "-",
      SourceIdentity: "-",
    },
  },
};

const OTHERS = ["AssumeRoleWithOIDC", "AssumeRoleWithSAML", "GetCallerIdentity"];

/** STS (RPC, version 2015-04-01), which issues temporary keys of the role. */
export function startSts(world: AlicloudWorld, keys: KeyRing): Promise<Listening> {
  const product = { code: "Sts", version: "2015-04-01", host: "sts.aliyuncs.com", actions: STS_ACTIONS };
  const run = (_action: string, parameters: Parameters) => assumeRole(parameters, keys);
  return listen(keys, { ...product, notImplemented: new Set(OTHERS), run }, world);
}

function assumeRole(parameters: Parameters, keys: KeyRing): object {
  const [arn, session] = [parameters.need("RoleArn"), parameters.need("RoleSessionName")];
  const seconds = Number(parameters.get("DurationSeconds") ?? 3600);
  if (!/^acs:ram::\d{16}:role\/[\w.-]+$/.test(arn)) throw malformed("RoleArn");
  if (!/^[\w.@-]{2,64}$/.test(session)) throw malformed("RoleSessionName");
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 3600)
    throw new RpcError(400, "InvalidParameter.DurationSeconds", "The Min/Max value of DurationSeconds is 15min/1hr.");
  if (arn !== ROLE_ARN) throw new RpcError(404, "EntityNotExist.Role", `The role not exists: ${arn}.`);
  const expires = Math.floor(Date.now() / 1000) * 1000 + seconds * 1000;
  const key = { id: `STS.${hex(12)}`, secret: hex(22), token: hex(64), expires };
  keys.issue(key);
  return {
    AssumedRoleUser: { AssumedRoleId: `3${hex(8)}:${session}`, Arn: `${arn}/${session}` },
    Credentials: {
      AccessKeyId: key.id,
      AccessKeySecret: key.secret,
      SecurityToken: key.token,
      Expiration: new Date(expires).toISOString().replace(".000Z", "Z"),
    },
  };
}

const hex = (bytes: number) => randomBytes(bytes).toString("hex");

function malformed(name: string): RpcError {
  return new RpcError(400, `InvalidParameter.${name}`, `The parameter ${name} is wrongly formed.`);
}
