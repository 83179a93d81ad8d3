import type { AllowlistWrite, Opening, PublicEndpoint } from "../core/facets";
import { number, text, texts } from "../core/read";
import { Unknown } from "../core/values";
import type { Adapter, Adapters } from "./adapter";
import { lifetimeOf } from "./lifetime";

/** alicloud.rds.Instance: who may write which group of its allowlist, and how. */
const alicloudWrite: Adapter = (inputs) => {
  if (inputs["securityIps"] === undefined && inputs["dbInstanceIpArrayName"] === undefined) return {};
  const group = text(inputs, "dbInstanceIpArrayName");
  const mode = text(inputs, "modifyMode");
  const write: AllowlistWrite = {
    property: "dbInstanceIpArrayName",
    group: group || "default",
    groupByDefault: !group,
    mode: mode || "Cover",
    modeByDefault: !mode,
    modeProperty: "modifyMode",
  };
  return { write: [write] };
};

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

const alicloudConnection: Adapter = () => ({
  endpoint: [{ property: "instanceId", what: "the public endpoint", close: "remove the resource" }],
});

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
  "alicloud:rds/instance:Instance": alicloudWrite,
  "alicloud:rds/connection:Connection": alicloudConnection,
  "dbferry:index:AllowlistEntry": dbferryWrite,
  "huaweicloud:index/rdsInstanceEipAssociate:RdsInstanceEipAssociate": huaweicloudEipAssociate,
  "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount": accountHosts("hosts"),
  "tencentcloud:index/mysqlAccount:MysqlAccount": accountHosts("host"),
  "tencentcloud:index/mysqlInstance:MysqlInstance": tencentInstance,
};
