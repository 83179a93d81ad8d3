import type { Cloud } from "../../model/places";
import { ALICLOUD_CALLS, ALICLOUD_VENDOR_CALLS, ON_ALL_INSTANCES } from "./alicloud";
import { type Call, type Purpose, permissionsOf } from "./call";
import { HUAWEI_CALLS, HUAWEI_VENDOR_CALLS } from "./huaweicloud";

export { type Call, PURPOSES, type Purpose, permissionsOf } from "./call";

/** Every call by cloud, dbferry's own first. Keys are the vendor's words for the call. */
export const CALLS: Readonly<Record<Cloud, readonly Readonly<Record<string, Call>>[]>> = {
  alicloud: [ALICLOUD_CALLS, ALICLOUD_VENDOR_CALLS],
  huaweicloud: [HUAWEI_CALLS, HUAWEI_VENDOR_CALLS],
  // Nothing is called there yet.
  tencentcloud: [],
};

export function needed(cloud: Cloud, purpose: Purpose): string[] {
  return [...new Set(CALLS[cloud].flatMap((calls) => permissionsOf(calls, purpose)))].sort();
}

/** Where the policy holds; left out, it has a word in capitals to replace. */
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
  const actions = needed(cloud, purpose);
  switch (cloud) {
    case "alicloud":
      return ramPolicy(actions, scope);
    case "huaweicloud":
      return { Version: "1.1", Statement: [{ Effect: "Allow", Action: actions }] };
    case "tencentcloud":
      return { version: "2.0", statement: [] };
  }
}

function ramPolicy(actions: readonly string[], scope: Scope): Policy {
  const { instance = "INSTANCE_ID", region = "*", account = "*" } = scope;
  const onAll = actions.filter((action) => ON_ALL_INSTANCES.includes(action));
  const onOne = actions.filter((action) => !ON_ALL_INSTANCES.includes(action));
  const statement = (Action: readonly string[], what: string) => ({
    Effect: "Allow",
    Action,
    Resource: `acs:rds:${region}:${account}:dbinstance/${what}`,
  });
  // An audit looks at every instance of the region: an opening that nobody knows of is what it is for.
  const whole = onAll.length > 0;
  return {
    Version: "1",
    Statement: [...(whole ? [statement(onAll, "*")] : []), statement(onOne, whole ? "*" : instance)],
  };
}
