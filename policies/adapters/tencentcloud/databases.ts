import { number, text } from "../../core/read";
import { Unknown } from "../../core/values";
import { accountHosts } from "../accounts";
import { all, type CrossResourceRole, type Descriptor, type Descriptors, type FactReader } from "../descriptor";
import { endpointFacts } from "../endpoint";
import { lifetimeOf, type MarkPlaces } from "../lifetime";
import { CYNOSDB, INSTANCE, REPLICA, STANDBY } from "./instances";

/** "Default Policy of a TencentDB Security Group" in the vendor's documentation of security groups (237/35446, read 2026-11-29). */
const GUARDED: CrossResourceRole["guarded"] = {
  property: "securityGroups",
  binding: {
    type: "tencentcloud:index/mysqlSecurityGroupsAttachment:MysqlSecurityGroupsAttachment",
    instance: "instanceId",
  },
  whenAbsent: "every address and port of its network",
};

/** A switch on the instance that gives it a public address. Anything other than off counts as on. */
function publicSwitch(property: string, off: 0 | false, mark?: MarkPlaces): FactReader {
  return (inputs, ref) => {
    const value = text(inputs, property);
    const open = value instanceof Unknown ? value : !["", "0", "false"].includes((value ?? "").trim().toLowerCase());
    const place = {
      property,
      what: "the public address",
      ofInstance: true as const,
      close: `set ${property}: ${off}`,
      closing: [{ at: property, to: off }],
      ...(mark ? { mark } : {}),
    };
    if (!open) return {};
    const { endpoint, lifetime } = endpointFacts(inputs, ref, place, open);
    // The instance outlives the migration: only a mark of its own calls for an expiry.
    return mark ? { endpoint: endpoint! } : { endpoint: endpoint!, lifetime: lifetime! };
  };
}

const MARK = { tags: "tags" };

/** The replica mode of an instance, and the migration whose target it is. */
const replicaMode: FactReader = (inputs, ref) => {
  const mode = text(inputs, "slaveSyncMode");
  if (mode === undefined) return {};
  const { belongsTo } = lifetimeOf(inputs, ref, "the instance", MARK);
  return { topology: [{ property: "slaveSyncMode", mode, ...(belongsTo ? { target: belongsTo } : {}) }] };
};

/** Billing modes of TencentDB for MySQL instances. */
const MYSQL_BILLING: Descriptor["billing"] = [
  { property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID" },
  { property: "payType", prepaid: /^0$/, postpaid: "1" },
];

/** TDSQL-C, whose two resources differ only in inputs that no rule reads. */
const CLUSTER: Descriptor = {
  billing: [{ property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID_BY_HOUR" }],
  secrets: ["password"],
  databasePorts: ["port"],
  safeguards: CYNOSDB,
};

/** TDSQL, which has no deletion protection: the whole plan is checked for the resource option `protect` instead. */
const TDSQL: Descriptor = { safeguards: [{ topic: "deletion" }] };
const TDSQL_SHARDS: Descriptor = { ...TDSQL, facts: publicSwitch("extranetAccess", false, { tags: "resourceTags" }) };

/** tencentcloud.CynosdbWan: a public address of a TDSQL-C cluster. */
const cynosdbWan: FactReader = (inputs, ref) =>
  endpointFacts(
    inputs,
    ref,
    { property: "instanceGrpId", what: "the public address", close: "remove the resource" },
    true,
  );

export const tencentcloudDatabases: Descriptors = {
  "tencentcloud:index/mysqlInstance:MysqlInstance": {
    facts: all(publicSwitch("internetService", 0, MARK), replicaMode),
    tags: "tags",
    billing: MYSQL_BILLING,
    databasePorts: ["intranetPort"],
    secrets: ["rootPassword"],
    safeguards: INSTANCE,
    crossResource: {
      version: "engineVersion",
      guarded: GUARDED,
      publicName: (inputs) => number(inputs, "internetService") === 1,
    },
  },
  "tencentcloud:index/mysqlReadonlyInstance:MysqlReadonlyInstance": {
    billing: MYSQL_BILLING,
    databasePorts: ["intranetPort"],
    safeguards: REPLICA,
    crossResource: { guarded: GUARDED },
  },
  "tencentcloud:index/mysqlDrInstance:MysqlDrInstance": {
    facts: replicaMode,
    billing: MYSQL_BILLING,
    databasePorts: ["intranetPort"],
    safeguards: STANDBY,
    crossResource: { guarded: GUARDED },
  },
  "tencentcloud:index/mariadbInstance:MariadbInstance": TDSQL,
  "tencentcloud:index/mariadbHourDbInstance:MariadbHourDbInstance": TDSQL,
  "tencentcloud:index/mariadbDedicatedclusterDbInstance:MariadbDedicatedclusterDbInstance": TDSQL,
  "tencentcloud:index/dcdbDbInstance:DcdbDbInstance": TDSQL_SHARDS,
  "tencentcloud:index/dcdbHourdbInstance:DcdbHourdbInstance": TDSQL_SHARDS,
  // Resources that log in: their passwords end up in the state.
  "tencentcloud:index/mysqlVerifyRootAccount:MysqlVerifyRootAccount": { secrets: ["password"] },
  "tencentcloud:index/mysqlDbImportJobOperation:MysqlDbImportJobOperation": { secrets: ["password"] },
  "tencentcloud:index/mysqlAccount:MysqlAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/mysqlAccountPrivilege:MysqlAccountPrivilege": { facts: accountHosts("accountHost") },
  "tencentcloud:index/dcdbAccount:DcdbAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/dcdbAccountPrivileges:DcdbAccountPrivileges": { facts: accountHosts("account.host") },
  "tencentcloud:index/mariadbAccountPrivileges:MariadbAccountPrivileges": { facts: accountHosts("accounts.host") },
  "tencentcloud:index/cynosdbAccountPrivileges:CynosdbAccountPrivileges": { facts: accountHosts("host") },
  "tencentcloud:index/mariadbInstanceConfig:MariadbInstanceConfig": {
    facts: publicSwitch("extranetAccess", 0),
  },
  "tencentcloud:index/cynosdbWan:CynosdbWan": { facts: cynosdbWan },
  "tencentcloud:index/mysqlPrivilege:MysqlPrivilege": { facts: accountHosts("accountHost") },
  "tencentcloud:index/mariadbAccount:MariadbAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/cynosdbAccount:CynosdbAccount": { facts: accountHosts("host"), secrets: ["accountPassword"] },
  "tencentcloud:index/cynosdbCluster:CynosdbCluster": CLUSTER,
  "tencentcloud:index/cynosdbClusterV2:CynosdbClusterV2": CLUSTER,
};
