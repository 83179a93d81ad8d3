import type { SecretSlot } from "../core/facets";
import { type Bag, isObject, Unknown } from "../core/values";
import type { Adapter, Adapters, ResourceRef } from "./adapter";

/** Where each resource type takes a password or a key; `[]` stands for every element of a list. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  "alicloud:dts/migrationJob:MigrationJob": ["sourceEndpointPassword", "destinationEndpointPassword"],
  "alicloud:dts/synchronizationJob:SynchronizationJob": ["sourceEndpointPassword", "destinationEndpointPassword"],
  "alicloud:rds/rdsAccount:RdsAccount": ["accountPassword"],
  "alicloud:rds/account:Account": ["accountPassword", "password"],
  "alicloud:dts/subscriptionJob:SubscriptionJob": ["sourceEndpointPassword"],
  "alicloud:polardb/account:Account": ["accountPassword"],
  "alicloud:vpn/connection:Connection": ["ikeConfig.psk", "tunnelOptionsSpecifications[].tunnelIkeConfig.psk"],
  "alicloud:vpn/gatewayVpnAttachment:GatewayVpnAttachment": [
    "ikeConfig.psk",
    "tunnelOptionsSpecifications[].tunnelIkeConfig.psk",
  ],
  "alicloud:vpn/ipsecServer:IpsecServer": ["psk"],
  "huaweicloud:index/gaussdbMysqlAccount:GaussdbMysqlAccount": ["password"],
  "huaweicloud:index/gaussdbMysqlInstance:GaussdbMysqlInstance": ["password"],
  "huaweicloud:index/taurusdbAccount:TaurusdbAccount": ["password"],
  "huaweicloud:index/drsJob:DrsJob": ["sourceDb.password", "destinationDb.password"],
  "huaweicloud:index/drsJobV5:DrsJobV5": [
    "sourceEndpoints[].endpoint.dbPassword",
    "targetEndpoints[].endpoint.dbPassword",
  ],
  "huaweicloud:index/rdsInstance:RdsInstance": ["db.password"],
  "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount": ["password"],
  "huaweicloud:index/vpnConnection:VpnConnection": ["psk"],
  "tencentcloud:index/dtsMigrateJob:DtsMigrateJob": [
    ...["srcInfo", "dstInfo"].flatMap((side) =>
      ["password", "tmpSecretKey", "tmpToken"].map((slot) => `${side}.infos[].${slot}`),
    ),
  ],
  "tencentcloud:index/dtsSyncConfig:DtsSyncConfig": [
    ...["srcInfo", "dstInfo"].flatMap((side) =>
      ["password", "tmpSecretKey", "tmpToken"].map((slot) => `${side}.${slot}`),
    ),
  ],
  "tencentcloud:index/mysqlInstance:MysqlInstance": ["rootPassword"],
  "tencentcloud:index/cynosdbAccount:CynosdbAccount": ["accountPassword"],
  "tencentcloud:index/cynosdbCluster:CynosdbCluster": ["password"],
  "tencentcloud:index/mariadbAccount:MariadbAccount": ["password"],
  "tencentcloud:index/mysqlAccount:MysqlAccount": ["password"],
  "tencentcloud:index/vpnConnection:VpnConnection": ["preShareKey"],
  "dbferry:index:TaskRun": ["source.password", "target.password"],
  "dbferry:index:MysqlAccount": ["connect.password", "password"],
  "dbferry:index:Preflight": ["source.password", "target.password"],
  "dbferry:index:Cutover": ["source.password", "target.password"],
  "pulumi:providers:alicloud": ["secretKey", "securityToken"],
  "pulumi:providers:tencentcloud": ["secretKey", "securityToken"],
  "pulumi:providers:huaweicloud": ["secretKey", "securityToken", "password"],
};

/** Types that take a secret. */
export const SECRET_TYPES: readonly string[] = Object.keys(SLOTS);

/** One secret found in the inputs, with the object that holds it. */
export interface FoundSlot {
  path: string;
  value: unknown;
  holder: Record<string, unknown>;
  key: string;
}

/** Every secret of a resource's raw or plain inputs. `open` looks behind wrappers on the way. */
export function slotsOf(
  type: string,
  inputs: unknown,
  open: (value: unknown) => unknown = (value) => value,
): FoundSlot[] {
  return (Object.hasOwn(SLOTS, type) ? SLOTS[type]! : []).flatMap((slot) => walk(inputs, slot.split("."), "", open));
}

function walk(value: unknown, steps: readonly string[], path: string, open: (value: unknown) => unknown): FoundSlot[] {
  const holder = open(value);
  if (!isObject(holder) || holder instanceof Unknown || Array.isArray(holder)) return [];
  const [step, ...rest] = steps;
  const key = step!.replace("[]", "");
  const inner = holder[key];
  const here = path ? `${path}.${key}` : key;
  if (inner === undefined || inner === null || inner === "") return [];
  if (rest.length === 0) return [{ path: here, value: inner, holder, key }];
  const opened = open(inner);
  if (Array.isArray(opened)) return opened.flatMap((item, index) => walk(item, rest, `${here}[${index}]`, open));
  return walk(opened, rest, here, open);
}

const adapter: Adapter = (inputs: Bag, ref: ResourceRef) => ({
  secret: slotsOf(ref.type, inputs).map((slot): SecretSlot => {
    const unknown = slot.value instanceof Unknown;
    const secret = ref.secrets === undefined ? undefined : covered(ref.secrets, slot.path);
    return {
      property: slot.path,
      what: /psk|preShareKey/i.test(slot.path)
        ? "pre-shared key"
        : /key|token/i.test(slot.key)
          ? "access key"
          : "password",
      ...(secret === undefined ? {} : { secret }),
      ...(unknown ? { unknown } : {}),
    };
  }),
});

/** True when the value, or an object that it lies in, is secret. */
function covered(secrets: ReadonlySet<string>, path: string): boolean {
  return [...secrets].some(
    (secret) => path === secret || path.startsWith(`${secret}.`) || path.startsWith(`${secret}[`),
  );
}

export const secrets: Adapters = Object.fromEntries(SECRET_TYPES.map((type) => [type, adapter]));
