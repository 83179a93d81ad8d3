import { CLOUDS, type Cloud } from "../../model/clouds";
import { ALIBABA_DTS_CALLS } from "./alibabaDts";
import { ALIBABA_ECS_CALLS } from "./alibabaEcs";
import { ALIBABA_VPC_CALLS, ALIBABA_VPC_VENDOR_CALLS } from "./alibabaVpc";
import { ALICLOUD_CALLS, ALICLOUD_VENDOR_CALLS, ON_ALL_INSTANCES } from "./alicloud";
import { type Call, type Purpose, permissionsOf } from "./call";
import { HUAWEI_CALLS, HUAWEI_VENDOR_CALLS } from "./huaweicloud";
import { HUAWEI_NETWORK_CALLS } from "./huaweicloudNetworks";
import { TENCENT_CALLS } from "./tencentcloud";
import { TENCENT_VENDOR_CALLS } from "./tencentcloudVpn";

export { type Call, PURPOSES, type Purpose, permissionsOf } from "./call";

/**
 * Calls that dbferry and the vendor's provider make to a cloud, and the policy that permits them, in the vendor's
 * format.
 */
interface Permissions {
  /** dbferry's own calls first. Keys are the vendor's names of the calls. */
  calls: readonly Readonly<Record<string, Call>>[];
  policy(actions: readonly string[], scope: Scope): Policy;
}

/** Several services of a cloud may have calls with the same name. */
function ofService(service: string, calls: Readonly<Record<string, Call>>): Readonly<Record<string, Call>> {
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [`${service} ${name}`, call]));
}

/** Clouds that dbferry calls. */
const PERMISSIONS: Partial<Record<Cloud, Permissions>> = {
  alicloud: {
    calls: [
      ALICLOUD_CALLS,
      ofService("Dts", ALIBABA_DTS_CALLS),
      ofService("Ecs", ALIBABA_ECS_CALLS),
      ofService("Vpc", ALIBABA_VPC_CALLS),
      ALICLOUD_VENDOR_CALLS,
      ofService("Vpc", ALIBABA_VPC_VENDOR_CALLS),
    ],
    policy: ramPolicy,
  },
  huaweicloud: { calls: [HUAWEI_CALLS, HUAWEI_VENDOR_CALLS, HUAWEI_NETWORK_CALLS], policy: iamPolicy },
  tencentcloud: { calls: [TENCENT_CALLS, TENCENT_VENDOR_CALLS], policy: camPolicy },
};

/** Every call by cloud. */
export const CALLS = Object.fromEntries(CLOUDS.map((cloud) => [cloud, PERMISSIONS[cloud]?.calls ?? []])) as Readonly<
  Record<Cloud, Permissions["calls"]>
>;

export function needed(cloud: Cloud, purpose: Purpose): string[] {
  return [...new Set(CALLS[cloud].flatMap((calls) => permissionsOf(calls, purpose)))].sort();
}

/** Calls for a purpose whose permission is not in the vendor's documentation. */
export function assumed(cloud: Cloud, purpose: Purpose): string[] {
  return CALLS[cloud].flatMap((calls) =>
    Object.entries(calls).flatMap(([name, call]) => (call.assumed && call.purposes.includes(purpose) ? [name] : [])),
  );
}

/** Where the policy applies; without it, the policy contains a placeholder in capitals. */
export interface Scope {
  /** Id of the source's instance. */
  instance?: string;
  region?: string;
  /** Id of the account that owns the instance. */
  account?: string;
}

type Policy = Record<string, unknown>;

/** The policy to paste into the vendor's console: RAM, IAM or CAM. */
export function policyOf(cloud: Cloud, purpose: Purpose, scope: Scope = {}): Policy {
  return PERMISSIONS[cloud]?.policy(needed(cloud, purpose), scope) ?? { version: "2.0", statement: [] };
}

function iamPolicy(actions: readonly string[]): Policy {
  return { Version: "1.1", Statement: [{ Effect: "Allow", Action: actions }] };
}

function camPolicy(actions: readonly string[]): Policy {
  return { version: "2.0", statement: [{ effect: "allow", action: actions, resource: ["*"] }] };
}

function ramPolicy(actions: readonly string[], scope: Scope): Policy {
  const { instance = "INSTANCE_ID", region = "*", account = "*" } = scope;
  const of = (service: string) => actions.filter((action) => action.startsWith(`${service}:`));
  const [dts, ecs, rds, vpc] = [of("dts"), of("ecs"), of("rds"), of("vpc")];
  const onAll = rds.filter((action) => ON_ALL_INSTANCES.includes(action));
  const onOne = rds.filter((action) => !ON_ALL_INSTANCES.includes(action));
  const statement = (Action: readonly string[], what: string) => ({
    Effect: "Allow",
    Action,
    Resource: `acs:rds:${region}:${account}:dbinstance/${what}`,
  });
  // An audit must read every instance in the region: it exists to find openings that nobody knows of.
  const whole = onAll.length > 0;
  const statements = [
    ...(whole ? [statement(onAll, "*")] : []),
    statement(onOne, whole ? "*" : instance),
    // Only if Alibaba DTS migrates the data or is audited; a task that does not exist yet has no id.
    { Effect: "Allow", Action: dts, Resource: `acs:dts:${region}:${account}:instance/*` },
    // Only for a machine of ECS, and to audit: some of these calls cannot be restricted to one group.
    { Effect: "Allow", Action: ecs, Resource: "*" },
    // Only for a VPN: what does not exist yet has no id.
    { Effect: "Allow", Action: vpc, Resource: "*" },
  ];
  return { Version: "1", Statement: statements.filter(({ Action }) => Action.length > 0) };
}
