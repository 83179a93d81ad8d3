import { number, text } from "../../core/read";
import { Unknown } from "../../core/values";
import { accountHosts } from "../accounts";
import type { CrossResourceRole, Descriptors, FactReader } from "../descriptor";
import { endpointFacts } from "../endpoint";
import { lifetimeOf } from "../lifetime";
import { CYNOSDB, INSTANCE } from "./instances";

/** "Default Policy of a TencentDB Security Group" in the vendor's documentation of security groups (237/35446, read 2026-11-29). */
const GUARDED: CrossResourceRole["guarded"] = {
  property: "securityGroups",
  binding: {
    type: "tencentcloud:index/mysqlSecurityGroupsAttachment:MysqlSecurityGroupsAttachment",
    instance: "instanceId",
  },
  whenAbsent: "every address and port of its network",
};

const SWITCH = { what: "the public address", ofInstance: true } as const;

/** tencentcloud.MariadbInstanceConfig: the public address of an instance. */
const mariadbConfig: FactReader = (inputs, ref) => {
  const access = text(inputs, "extranetAccess");
  const open = access instanceof Unknown ? access : /^(1|true)$/i.test(access ?? "") || undefined;
  const place = {
    ...SWITCH,
    property: "extranetAccess",
    close: "set extranetAccess: 0",
    closing: [{ at: "extranetAccess", to: 0 }],
  };
  return open ? endpointFacts(inputs, ref, place, open) : {};
};

/** tencentcloud.MysqlInstance: public service and replica mode. */
const mysqlInstance: FactReader = (inputs, ref) => {
  const service = number(inputs, "internetService");
  const mark = { tags: "tags" };
  const place = {
    ...SWITCH,
    property: "internetService",
    close: "set internetService: 0",
    closing: [{ at: "internetService", to: 0 }],
    mark,
  };
  const open = service instanceof Unknown ? service : service === 1 || undefined;
  const mode = text(inputs, "slaveSyncMode");
  const { belongsTo } = lifetimeOf(inputs, ref, "the instance", mark);
  return {
    // The instance stays: only what says for itself that it ends is asked for an end.
    ...(open ? { endpoint: endpointFacts(inputs, ref, place, open).endpoint! } : {}),
    ...(mode === undefined
      ? {}
      : { topology: [{ property: "slaveSyncMode", mode, ...(belongsTo ? { target: belongsTo } : {}) }] }),
  };
};

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
    facts: mysqlInstance,
    tags: "tags",
    billing: [
      { property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID" },
      { property: "payType", prepaid: /^0$/, postpaid: "1" },
    ],
    secrets: ["rootPassword"],
    safeguards: INSTANCE,
    crossResource: {
      version: "engineVersion",
      guarded: GUARDED,
      publicName: (inputs) => number(inputs, "internetService") === 1,
    },
  },
  "tencentcloud:index/mysqlAccount:MysqlAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/mysqlAccountPrivilege:MysqlAccountPrivilege": { facts: accountHosts("accountHost") },
  "tencentcloud:index/dcdbAccount:DcdbAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/dcdbAccountPrivileges:DcdbAccountPrivileges": { facts: accountHosts("account.host") },
  "tencentcloud:index/mariadbAccountPrivileges:MariadbAccountPrivileges": { facts: accountHosts("accounts.host") },
  "tencentcloud:index/cynosdbAccountPrivileges:CynosdbAccountPrivileges": { facts: accountHosts("host") },
  "tencentcloud:index/mariadbInstanceConfig:MariadbInstanceConfig": { facts: mariadbConfig },
  "tencentcloud:index/cynosdbWan:CynosdbWan": { facts: cynosdbWan },
  "tencentcloud:index/mysqlPrivilege:MysqlPrivilege": { facts: accountHosts("accountHost") },
  "tencentcloud:index/mariadbAccount:MariadbAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/cynosdbAccount:CynosdbAccount": { facts: accountHosts("host"), secrets: ["accountPassword"] },
  "tencentcloud:index/cynosdbCluster:CynosdbCluster": { secrets: ["password"], safeguards: CYNOSDB },
};
