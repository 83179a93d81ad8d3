import type { PublicEndpoint } from "../../core/facets";
import { number, text } from "../../core/read";
import { Unknown } from "../../core/values";
import { accountHosts } from "../accounts";
import type { Descriptors, FactReader } from "../descriptor";
import { lifetimeOf } from "../lifetime";

/** tencentcloud.MysqlInstance: public service and replica mode. */
const mysqlInstance: FactReader = (inputs, ref) => {
  const service = number(inputs, "internetService");
  const open = service instanceof Unknown || service === 1;
  const endpoint: PublicEndpoint = {
    property: "internetService",
    what: "the public address",
    close: "set internetService: 0",
  };
  const mode = text(inputs, "slaveSyncMode");
  const mark = lifetimeOf(inputs, ref, "the instance", { tags: "tags" });
  return {
    ...(open ? { endpoint: [endpoint] } : {}),
    ...(mode === undefined
      ? {}
      : { topology: [{ property: "slaveSyncMode", mode, ...(mark.belongsTo ? { target: mark.belongsTo } : {}) }] }),
  };
};

export const tencentcloudDatabases: Descriptors = {
  "tencentcloud:index/mysqlInstance:MysqlInstance": {
    facts: mysqlInstance,
    tags: "tags",
    billing: [
      { property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID" },
      { property: "payType", prepaid: /^0$/, postpaid: "1" },
    ],
    secrets: ["rootPassword"],
    crossResource: {
      version: "engineVersion",
      publicName: (inputs) => number(inputs, "internetService") === 1,
    },
  },
  "tencentcloud:index/mysqlAccount:MysqlAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/mysqlPrivilege:MysqlPrivilege": { facts: accountHosts("accountHost") },
  "tencentcloud:index/mariadbAccount:MariadbAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "tencentcloud:index/cynosdbAccount:CynosdbAccount": { facts: accountHosts("host"), secrets: ["accountPassword"] },
  "tencentcloud:index/cynosdbCluster:CynosdbCluster": { secrets: ["password"] },
};
