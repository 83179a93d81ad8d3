import type { AccessRule, AllowlistWrite } from "../../core/facets";
import { bags, text, texts } from "../../core/read";
import { type Bag, Unknown } from "../../core/values";
import { INSTANCE_CHARGE_TYPE, PAYMENT_TYPE } from "../billing";
import type { CrossResourceRole, Descriptors, FactReader } from "../descriptor";
import { lifetimeOf } from "../lifetime";
import { ANALYTICDB, CLONE, INSTANCE, POLARDB_CLUSTER, REPLICA } from "./instances";

/** An instance with `securityIps`, its allowlist; empty means 127.0.0.1 alone. */
const instance: FactReader = (inputs) => ({
  opening: [...listed(inputs, "securityIps"), ...referred(inputs, "templateIdLists")],
  write: writeOf(inputs, "", "dbInstanceIpArrayName"),
});

/** An instance whose resource has a single list and no named groups. */
const ungrouped: FactReader = (inputs) => ({ opening: listed(inputs, "securityIps") });

/** alicloud.polardb.Cluster: one unnamed list, and named ones. */
const polardb: FactReader = (inputs) => {
  const arrays = bags(inputs, "dbClusterIpArrays");
  if (arrays instanceof Unknown) {
    const unknown: AccessRule = {
      property: "dbClusterIpArrays",
      kind: "allowlist",
      direction: "ingress",
      sources: arrays,
    };
    return { opening: [...listed(inputs, "securityIps"), unknown] };
  }
  const named = (arrays ?? []).map((array, index) => ({ array, path: `dbClusterIpArrays[${index}].` }));
  return {
    opening: [
      ...listed(inputs, "securityIps"),
      ...referred(inputs, "globalSecurityGroupLists"),
      ...named.flatMap(({ array, path }): AccessRule[] =>
        array instanceof Unknown
          ? [{ property: path.slice(0, -1), kind: "allowlist", direction: "ingress", sources: array }]
          : listed(array, "securityIps", path),
      ),
    ],
    write: named.flatMap(({ array, path }) =>
      array instanceof Unknown ? [] : writeOf(array, path, "dbClusterIpArrayName"),
    ),
  };
};

function listed(bag: Bag, property: string, path = ""): AccessRule[] {
  const sources = texts(bag, property);
  return sources === undefined
    ? []
    : [{ property: `${path}${property}`, kind: "allowlist", direction: "ingress", sources }];
}

/** Separate lists that the instance refers to by id. */
function referred(inputs: Bag, property: string): AccessRule[] {
  const ids = texts(inputs, property) ?? [];
  const each =
    ids instanceof Unknown
      ? [{ at: property, value: ids }]
      : ids.map((value, n) => ({ at: `${property}[${n}]`, value }));
  return each.map(({ at, value }) => {
    const narrowedBy = { property: at, value, contents: "addresses" as const };
    return { property: at, kind: "allowlist", direction: "ingress", narrowedBy };
  });
}

/** The group that is written and the write mode; empty when no list is written. */
function writeOf(bag: Bag, path: string, property: string): AllowlistWrite[] {
  if (bag["securityIps"] === undefined && bag[property] === undefined) return [];
  const group = text(bag, property);
  const mode = text(bag, "modifyMode");
  return [
    {
      property: `${path}${property}`,
      group: group || "default",
      groupByDefault: !group,
      mode: mode || "Cover",
      modeByDefault: !mode,
      modeProperty: `${path}modifyMode`,
    },
  ];
}

/** A list that instances refer to by id, written as comma-separated text. */
function template(property: string, what: string, name: string): FactReader {
  return (inputs, ref) => {
    const sources = texts(inputs, property);
    const opening: AccessRule = { property, kind: "group", direction: "ingress", ...(sources ? { sources } : {}) };
    return { opening: [opening], lifetime: [lifetimeOf(inputs, ref, what, { texts: [name] })] };
  };
}

/** Accounts are either ordinary or privileged. */
const ACCOUNT: CrossResourceRole["account"] = {
  name: ["accountName", "name"],
  kind: ["accountType", "type"],
  privileged: /^super$/i,
};

export const alicloudDatabases: Descriptors = {
  "alicloud:rds/instance:Instance": {
    facts: instance,
    databasePorts: ["port"],
    billing: [{ ...INSTANCE_CHARGE_TYPE, postpaid: "Postpaid" }],
    crossResource: { version: "engineVersion" },
    safeguards: INSTANCE,
  },
  "alicloud:rds/readOnlyInstance:ReadOnlyInstance": {
    facts: instance,
    billing: [{ ...INSTANCE_CHARGE_TYPE, postpaid: "Postpaid" }],
    safeguards: REPLICA,
  },
  "alicloud:rds/rdsCloneDbInstance:RdsCloneDbInstance": {
    facts: ungrouped,
    billing: [PAYMENT_TYPE],
    safeguards: CLONE,
  },
  "alicloud:rds/rdsUpgradeDbInstance:RdsUpgradeDbInstance": {
    facts: ungrouped,
    billing: [PAYMENT_TYPE],
    safeguards: CLONE,
  },
  "alicloud:rds/ddrInstance:DdrInstance": { facts: instance, billing: [PAYMENT_TYPE], safeguards: INSTANCE },
  "alicloud:adb/dBCluster:DBCluster": { facts: ungrouped, safeguards: ANALYTICDB },
  "alicloud:adb/cluster:Cluster": { facts: ungrouped, billing: [PAYMENT_TYPE], safeguards: ANALYTICDB },
  "alicloud:adb/dBClusterLakeVersion:DBClusterLakeVersion": {
    facts: ungrouped,
    billing: [PAYMENT_TYPE],
    safeguards: ANALYTICDB,
  },
  "alicloud:polardb/cluster:Cluster": {
    facts: polardb,
    billing: [{ property: "payType", prepaid: /^prepaid$/i, postpaid: "PostPaid" }],
    safeguards: POLARDB_CLUSTER,
  },
  "alicloud:rds/whitelistTemplate:WhitelistTemplate": {
    facts: template("ipWhiteList", "the template", "templateName"),
  },
  "alicloud:polardb/globalSecurityIpGroup:GlobalSecurityIpGroup": {
    facts: template("globalIpList", "the allowlist template", "globalIpGroupName"),
  },
  "alicloud:rds/rdsAccount:RdsAccount": { secrets: ["accountPassword"], crossResource: { account: ACCOUNT } },
  "alicloud:rds/account:Account": { secrets: ["accountPassword", "password"], crossResource: { account: ACCOUNT } },
  "alicloud:polardb/zonalAccount:ZonalAccount": { secrets: ["accountPassword"] },
  "alicloud:adb/account:Account": { secrets: ["accountPassword"] },
  "alicloud:adb/lakeAccount:LakeAccount": { secrets: ["accountPassword"] },
  "alicloud:polardb/account:Account": { secrets: ["accountPassword"], crossResource: { account: ACCOUNT } },
};
