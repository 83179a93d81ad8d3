import * as pulumi from "@pulumi/pulumi";
import { ID_IN_PREVIEW, newStateId } from "../../model/ownership";

export interface HuaweicloudConfigArgs {
  /** Region of the target and of the task. Environment: HW_REGION_NAME. */
  region?: pulumi.Input<string | undefined>;
  /** Name of the account that the migration service is used in, where it is not the first one. */
  account?: pulumi.Input<string | undefined>;
  /** Id of the project of that region. Environment: HW_PROJECT_ID. */
  projectId?: pulumi.Input<string | undefined>;
  /** Projects of other regions, by region. */
  projects?: pulumi.Input<Record<string, string> | undefined>;
  /** Environment: HW_ACCESS_KEY. */
  accessKey?: pulumi.Input<string | undefined>;
  /** Environment: HW_SECRET_KEY. */
  secretKey?: pulumi.Input<string | undefined>;
  /** Of temporary credentials. Environment: HW_SECURITY_TOKEN. */
  securityToken?: pulumi.Input<string | undefined>;
  /** In place of the public endpoints: base URLs per service. */
  endpoints?: pulumi.Input<{ drs?: string; vpc?: string; rds?: string; iam?: string } | undefined>;
}

export interface AlicloudConfigArgs {
  /** Environment: ALIBABA_CLOUD_REGION_ID or ALICLOUD_REGION. */
  region?: pulumi.Input<string | undefined>;
  /** Name of the account that the migration service is used in, where it is not the first one. */
  account?: pulumi.Input<string | undefined>;
  /** Environment: ALIBABA_CLOUD_ACCESS_KEY_ID or ALICLOUD_ACCESS_KEY. */
  accessKey?: pulumi.Input<string | undefined>;
  /** Environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET or ALICLOUD_SECRET_KEY. */
  secretKey?: pulumi.Input<string | undefined>;
  /** Of temporary credentials. Environment: ALIBABA_CLOUD_SECURITY_TOKEN or ALICLOUD_SECURITY_TOKEN. */
  securityToken?: pulumi.Input<string | undefined>;
  /** In place of the public endpoint. */
  endpoints?: pulumi.Input<{ rds?: string } | undefined>;
}

export interface ProviderArgs {
  huaweicloud?: HuaweicloudConfigArgs;
  alicloud?: AlicloudConfigArgs;
  /** Polling interval, seconds. @default 5 */
  pollSeconds?: pulumi.Input<number>;
  /** Deletion ends tasks that still move data, whatever their `whenLive` was: the migration is given up. @default false */
  endLiveTasks?: pulumi.Input<boolean>;
}

/** Credentials and endpoints of the clouds. What is left out comes from the environment, and is not written into the state. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    // What the state has already stays; a preview makes nothing, and shows the same every time.
    const stateId = pulumi.runtime.isDryRun() ? ID_IN_PREVIEW : newStateId();
    const sections = Object.entries({ ...args, stateId }).map(([member, section]) => [member, text(section)]);
    super("dbferry", name, Object.fromEntries(sections), opts);
  }
}

type Keys = { secretKey?: pulumi.Input<string | undefined>; securityToken?: pulumi.Input<string | undefined> };

/** Provider configuration travels as JSON text; text that holds a secret is one. */
function text(
  section: (Keys & object) | pulumi.Input<number | boolean | string> | undefined,
): pulumi.Output<string> | undefined {
  if (section === undefined) return undefined;
  if (typeof section !== "object" || pulumi.Output.isInstance(section) || section instanceof Promise) {
    return pulumi.jsonStringify(section as pulumi.Input<number | boolean | string>);
  }
  const { secretKey, securityToken, ...rest } = section as Keys;
  return pulumi.jsonStringify({
    ...rest,
    ...(secretKey === undefined ? {} : { secretKey: pulumi.secret(secretKey) }),
    ...(securityToken === undefined ? {} : { securityToken: pulumi.secret(securityToken) }),
  });
}
