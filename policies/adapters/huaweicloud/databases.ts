import { accountHosts } from "../accounts";
import { CHARGING_MODE } from "../billing";
import type { Descriptors, FactReader } from "../descriptor";
import { endpointFacts } from "../endpoint";
import { INSTANCE, REPLICA, TAURUSDB } from "./instances";

const eipAssociate: FactReader = (inputs, ref) =>
  endpointFacts(inputs, ref, { property: "publicIp", what: "the public address", close: "remove the resource" }, true);

export const huaweicloudDatabases: Descriptors = {
  "huaweicloud:index/rdsInstance:RdsInstance": {
    billing: [CHARGING_MODE],
    secrets: ["db.password"],
    databasePorts: ["db.port"],
    crossResource: { version: "db.version" },
    safeguards: INSTANCE,
  },
  "huaweicloud:index/rdsReadReplicaInstance:RdsReadReplicaInstance": { billing: [CHARGING_MODE], safeguards: REPLICA },
  "huaweicloud:index/gaussdbMysqlInstance:GaussdbMysqlInstance": {
    databasePorts: ["port"],
    billing: [CHARGING_MODE],
    secrets: ["password"],
    safeguards: TAURUSDB,
  },
  "huaweicloud:index/rdsInstanceEipAssociate:RdsInstanceEipAssociate": { facts: eipAssociate },
  "huaweicloud:index/taurusdbInstance:TaurusdbInstance": {
    databasePorts: ["port"],
    billing: [CHARGING_MODE],
    secrets: ["password"],
    safeguards: TAURUSDB,
  },
  "huaweicloud:index/taurusdbEipAssociate:TaurusdbEipAssociate": { facts: eipAssociate },
  "huaweicloud:index/taurusdbProxyEipAssociate:TaurusdbProxyEipAssociate": { facts: eipAssociate },
  "huaweicloud:index/gaussdbEipAssociate:GaussdbEipAssociate": { facts: eipAssociate },
  "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount": { facts: accountHosts("hosts"), secrets: ["password"] },
  "huaweicloud:index/gaussdbMysqlAccount:GaussdbMysqlAccount": { facts: accountHosts("host"), secrets: ["password"] },
  "huaweicloud:index/ddmAccount:DdmAccount": { secrets: ["password"] },
  "huaweicloud:index/dasDatabaseUser:DasDatabaseUser": { secrets: ["password"] },
  "huaweicloud:index/taurusdbAccount:TaurusdbAccount": { facts: accountHosts("host"), secrets: ["password"] },
};
