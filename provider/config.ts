import { z } from "zod";
import { ALLOW_VARIABLE, endpointFault, readAllowed } from "../model/endpoints";
import { CLOUD_NAMES, type Cloud, nearestRegion, REGIONS } from "../model/places";

/** Judged again by the client itself; here it is told before anything is made. */
const endpoint = (cloud: Cloud, service: string) =>
  z.string().superRefine((given, issue) => {
    const fault = endpointFault(cloud, service, given, readAllowed(process.env[ALLOW_VARIABLE]));
    if (!fault) return;
    issue.addIssue({ code: "custom", message: `${fault.seen}; needed: ${fault.needed}; ${fault.fix}` });
  });

const huaweiEndpoint = (service: string) => endpoint("huaweicloud", service).optional();

const region = (cloud: Cloud) =>
  z.string().superRefine((given, issue) => {
    if (REGIONS[cloud].includes(given)) return;
    const near = nearestRegion(cloud, given);
    issue.addIssue({
      code: "custom",
      message: `'${given}' is no region of ${CLOUD_NAMES[cloud]} that dbferry knows${near ? `; did you mean '${near}'?` : ""}`,
    });
  });

const huaweicloud = z.strictObject({
  /** Region of the target and of the task. Environment: HW_REGION_NAME. */
  region: region("huaweicloud").optional(),
  /** Id of the project of that region. Environment: HW_PROJECT_ID. */
  projectId: z.string().min(1).optional(),
  /** Environment: HW_ACCESS_KEY. */
  accessKey: z.string().min(1).optional(),
  /** Environment: HW_SECRET_KEY. */
  secretKey: z.string().min(1).optional(),
  /** Of temporary credentials. Environment: HW_SECURITY_TOKEN. */
  securityToken: z.string().min(1).optional(),
  /** In place of the vendor's public endpoints. */
  endpoints: z
    .strictObject({
      drs: huaweiEndpoint("drs"),
      vpc: huaweiEndpoint("vpc"),
      rds: huaweiEndpoint("rds"),
      iam: huaweiEndpoint("iam"),
    })
    .optional(),
});

const alicloud = z.strictObject({
  /** Environment: ALIBABA_CLOUD_REGION_ID or ALICLOUD_REGION. */
  region: region("alicloud").optional(),
  /** Environment: ALIBABA_CLOUD_ACCESS_KEY_ID or ALICLOUD_ACCESS_KEY. */
  accessKey: z.string().min(1).optional(),
  /** Environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET or ALICLOUD_SECRET_KEY. */
  secretKey: z.string().min(1).optional(),
  /** Of temporary credentials. Environment: ALIBABA_CLOUD_SECURITY_TOKEN or ALICLOUD_SECURITY_TOKEN. */
  securityToken: z.string().min(1).optional(),
  /** In place of the vendor's public endpoint. */
  endpoints: z.strictObject({ rds: endpoint("alicloud", "rds").optional() }).optional(),
});

/** The provider's configuration. All of it is optional: a migration needs only the clouds that it touches. */
export const configSchema = z.strictObject({
  huaweicloud: huaweicloud.optional(),
  alicloud: alicloud.optional(),
  /** Seconds between two looks at a task; default 5. */
  pollSeconds: z.number().min(0.05).max(300).optional(),
});

export type Config = z.output<typeof configSchema>;
export type HuaweicloudConfig = z.output<typeof huaweicloud>;
export type AlicloudConfig = z.output<typeof alicloud>;

/** Paths that are secret whoever writes them. */
export const CONFIG_SECRETS = [
  "huaweicloud.secretKey",
  "huaweicloud.securityToken",
  "alicloud.secretKey",
  "alicloud.securityToken",
] as const;

type Env = Readonly<Record<string, string | undefined>>;

/** What the configuration leaves out, the environment fills in, under the names that the vendors' own tools use. */
export function withEnvironment(config: Config, env: Env = process.env): Config {
  const pick = (...names: string[]) => names.map((name) => env[name]).find((value) => value);
  return {
    ...config,
    huaweicloud: clean({
      region: pick("HW_REGION_NAME"),
      projectId: pick("HW_PROJECT_ID"),
      accessKey: pick("HW_ACCESS_KEY"),
      secretKey: pick("HW_SECRET_KEY"),
      securityToken: pick("HW_SECURITY_TOKEN"),
      ...clean(config.huaweicloud ?? {}),
    }),
    alicloud: clean({
      region: pick("ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION"),
      accessKey: pick("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"),
      secretKey: pick("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"),
      securityToken: pick("ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"),
      ...clean(config.alicloud ?? {}),
    }),
  };
}

function clean<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
