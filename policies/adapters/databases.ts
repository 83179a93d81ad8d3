import type { AllowlistWrite, Opening, PublicEndpoint } from "../core/facets";
import { number, text, texts } from "../core/read";
import { Unknown } from "../core/values";
import type { Adapter, Adapters } from "./adapter";
import { lifetimeOf } from "./lifetime";

/** dbferry:AllowlistEntry appends to a group of its own; the group is what a user can get wrong. */
const dbferryWrite: Adapter = (inputs) => {
  const group = text(inputs, "group");
  if (group === undefined) return {};
  const write: AllowlistWrite = {
    property: "group",
    group,
    groupByDefault: false,
    mode: "Append",
    modeByDefault: false,
    modeProperty: "group",
  };
  return { write: [write] };
};

/** tencentcloud.MysqlInstance: public service and replica mode. */
const tencentInstance: Adapter = (inputs, ref) => {
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

const huaweicloudEipAssociate: Adapter = () => ({
  endpoint: [{ property: "publicIp", what: "the public address", close: "remove the resource" }],
});

/** Accounts of a vendor's own resource: an absent host is everyone. */
function accountHosts(property: string): Adapter {
  return (inputs) => {
    const sources = texts(inputs, property);
    const opening: Opening = {
      property,
      kind: "account",
      direction: "ingress",
      whenAbsent: "'%', every host",
      ...(sources === undefined ? {} : { sources }),
    };
    return { opening: [opening] };
  };
}

export const databases: Adapters = {
  "dbferry:index:AllowlistEntry": dbferryWrite,
  "huaweicloud:index/rdsInstanceEipAssociate:RdsInstanceEipAssociate": huaweicloudEipAssociate,
  "huaweicloud:index/gaussdbMysqlAccount:GaussdbMysqlAccount": accountHosts("host"),
  "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount": accountHosts("hosts"),
  "huaweicloud:index/taurusdbAccount:TaurusdbAccount": accountHosts("host"),
  "tencentcloud:index/cynosdbAccount:CynosdbAccount": accountHosts("host"),
  "tencentcloud:index/mariadbAccount:MariadbAccount": accountHosts("host"),
  "tencentcloud:index/mysqlAccount:MysqlAccount": accountHosts("host"),
  "tencentcloud:index/mysqlInstance:MysqlInstance": tencentInstance,
  "tencentcloud:index/mysqlPrivilege:MysqlPrivilege": accountHosts("accountHost"),
};
