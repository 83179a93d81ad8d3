import type { SandboxProject } from "../../cli/demo/workspace";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import type { Credentials, Endpoints } from "../../sandbox/clouds";

interface Facts {
  endpoints: Pick<Endpoints, "tencentcloud">;
  credentials: Pick<Credentials, "tencentcloud">;
}

/** Gives a project the sandbox's keys of Tencent Cloud. @returns that cloud's settings for its stack file */
export function joinTencent({ env }: SandboxProject, { endpoints, credentials }: Facts) {
  const { cdb, vpc, dts, sts } = endpoints.tencentcloud;
  const { secretId, secretKey } = credentials.tencentcloud;
  Object.assign(env, {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    [ALLOW_VARIABLE]: [env[ALLOW_VARIABLE], cdb, vpc, dts, sts].join(","),
  });
  return { endpoints: { cdb, vpc, dts, sts } };
}
