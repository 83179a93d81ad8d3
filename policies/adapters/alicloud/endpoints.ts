import { text } from "../../core/read";
import { Unknown } from "../../core/values";
import type { Descriptors, FactReader } from "../descriptor";
import { endpointFacts } from "../endpoint";
import { POLARDB_ENDPOINT } from "./instances";

/** A public endpoint of a database. It has no tags or description, so its expiry is that of the enclosing component. */
function publicEndpoint(property: string, netType?: string): FactReader {
  return (inputs, ref) => {
    const net = netType === undefined ? undefined : text(inputs, netType);
    // On a resource for public endpoints only, an absent type means "Public".
    if (typeof net === "string" && net !== "" && !/^public$/i.test(net)) return {};
    const place = { property, what: "the public endpoint", close: "remove the resource" };
    return endpointFacts(inputs, ref, place, net instanceof Unknown ? net : true);
  };
}

/** The same for a resource that also describes private endpoints: public only when stated explicitly. */
function perhapsPublic(property: string, netType: string): FactReader {
  const open = publicEndpoint(property, netType);
  return (inputs, ref) => (text(inputs, netType) ? open(inputs, ref) : {});
}

export const alicloudEndpoints: Descriptors = {
  "alicloud:rds/connection:Connection": {
    facts: publicEndpoint("instanceId"),
    databasePorts: ["port"],
    crossResource: { publicName: () => true },
  },
  "alicloud:rds/dbInstanceEndpointAddress:DbInstanceEndpointAddress": { facts: publicEndpoint("dbInstanceId") },
  "alicloud:rds/dbProxyPublic:DbProxyPublic": {
    facts: publicEndpoint("dbInstanceId", "dbProxyConnectionStringNetType"),
  },
  "alicloud:polardb/endpointAddress:EndpointAddress": { facts: publicEndpoint("dbClusterId", "netType") },
  "alicloud:polardb/primaryEndpoint:PrimaryEndpoint": {
    facts: perhapsPublic("dbClusterId", "netType"),
    ...POLARDB_ENDPOINT,
  },
  "alicloud:polardb/clusterEndpoint:ClusterEndpoint": {
    facts: perhapsPublic("dbClusterId", "netType"),
    ...POLARDB_ENDPOINT,
  },
  "alicloud:polardb/zonalEndpoint:ZonalEndpoint": {
    facts: perhapsPublic("dbClusterId", "netType"),
    ...POLARDB_ENDPOINT,
  },
  // An AnalyticDB connection is public: the private one comes with the cluster.
  "alicloud:adb/connection:Connection": { facts: publicEndpoint("dbClusterId") },
  "alicloud:polardb/endpoint:Endpoint": {
    facts: perhapsPublic("dbClusterId", "netType"),
    ...POLARDB_ENDPOINT,
  },
};
