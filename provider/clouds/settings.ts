import { z } from "zod";
import { CLOUD_NAMES, type Cloud, nearestRegion, REGIONS } from "../../model/clouds";
import { ALLOW_VARIABLE, endpointFault, readAllowed } from "../../model/endpoints";

/** Validated again by the client itself; here, so that the problem is reported before anything is created. */
export const endpoint = (cloud: Cloud, service: string) =>
  z.string().superRefine((given, issue) => {
    const fault = endpointFault(cloud, service, given, readAllowed(process.env[ALLOW_VARIABLE]));
    if (!fault) return;
    issue.addIssue({ code: "custom", message: `${fault.seen}; needed: ${fault.needed}; ${fault.fix}` });
  });

export const region = (cloud: Cloud) =>
  z.string().superRefine((given, issue) => {
    if (REGIONS[cloud].includes(given)) return;
    const near = nearestRegion(cloud, given);
    issue.addIssue({
      code: "custom",
      message: `'${given}' is not a known region of ${CLOUD_NAMES[cloud]}${near ? `; did you mean '${near}'?` : ""}`,
    });
  });

export const word = z.string().min(1).optional();

/** Members that every cloud's configuration has, with the environment variables that say the same. */
export function credentials<V extends Record<"accessKey" | "secretKey" | "securityToken", readonly string[]>>(
  variables: V,
  keys: { accessKey: string; secretKey: string } = {
    accessKey: "id of the access key",
    secretKey: "secret of the access key",
  },
) {
  return {
    accessKey: word.describe(`${keys.accessKey}; ${fromEnvironment(variables.accessKey)}`),
    secretKey: word.describe(`${keys.secretKey}; ${fromEnvironment(variables.secretKey)}`),
    securityToken: word.describe(`token of temporary credentials; ${fromEnvironment(variables.securityToken)}`),
  };
}

export const profile = (file: string, variables: readonly string[]) =>
  word.describe(`name of a profile in ${file}, where no keys are given; ${fromEnvironment(variables)}`);

/** A profile of the vendor's credentials file, and a role that the keys assume. */
export function profileAndRole<V extends Record<"profile" | "roleArn" | "roleSessionName", readonly string[]>>(
  variables: V,
  file: string,
) {
  return {
    profile: profile(file, variables.profile),
    roleArn: word.describe(
      `role that the keys assume, renewed before it expires; ${fromEnvironment(variables.roleArn)}`,
    ),
    roleSessionName: word.describe(
      `name of its sessions in the vendor's logs; default: dbferry; ${fromEnvironment(variables.roleSessionName)}`,
    ),
  };
}

export const account = word.describe(
  "name of the account in which the migration service is used, if it is not the first one",
);

export const fromEnvironment = (names: readonly string[]) => `environment: ${names.join(" or ")}`;
