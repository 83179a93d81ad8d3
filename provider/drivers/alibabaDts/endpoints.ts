import type { Mode } from "../../../model/scenario";
import { UserProblem } from "../../core/failure";
import type { EndpointSpec, Login, Settings } from "../../core/taskSpec";

/** The vendor's type of a server outside its cloud that has a public address. */
const PUBLIC = "OTHER";
/** And of one that a VPC leads to, by its VPN gateway: the VPC's id stands for an instance's. */
const BEHIND_VPC = "EXPRESS";

/**
 * An instance or a machine of the service's own cloud is given by its id, a server behind a VPN by its address and the VPC that leads to it, any other by
 * its public address or name.
 * @param home the task's region, from whose addresses it then connects to such a server
 */
export function endpointQuery(
  side: "Source" | "Destination",
  end: EndpointSpec & Partial<Login>,
  home: string,
): Record<string, string> {
  const { cloud, instanceId, machineId, region, host, port, vpcId } = end;
  const inside = machineId
    ? { InstanceType: "ECS", InstanceID: machineId, Port: String(port), Region: region }
    : { InstanceType: "RDS", InstanceID: instanceId, Region: region };
  const at = { IP: host, Port: String(port), Region: home };
  const behind = cloud === "onprem" && vpcId !== undefined;
  const outside = behind ? { InstanceType: BEHIND_VPC, InstanceID: vpcId, ...at } : { InstanceType: PUBLIC, ...at };
  const server = cloud === "alicloud" ? inside : outside;
  const given = { ...server, EngineName: "MYSQL", UserName: end.user, Password: end.password };
  const there = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[`${side}Endpoint${name}`, value]],
  );
  return Object.fromEntries(there);
}

export function modeQuery(mode: Mode): Record<string, string> {
  return {
    StructureInitialization: "true",
    DataInitialization: "true",
    DataSynchronization: String(mode === "full+incremental"),
  };
}

/** The precheck waits for the start order. Triggers are migrated with the structure; events and accounts are not. */
export function reserve({
  tls = {},
  keepDefiner = false,
}: {
  tls?: { source?: boolean; target?: boolean };
  keepDefiner?: boolean;
}): string {
  const ssl = (on: boolean | undefined) => (on ? "1" : "0");
  return JSON.stringify({
    autoStartModulesAfterConfig: "none",
    targetTableMode: "0",
    srcSSL: ssl(tls.source),
    destSSL: ssl(tls.target),
    definer: keepDefiner,
    triggerMode: "auto",
    eventMove: false,
    privilegeMigration: false,
  });
}

/** Databases, or tables of them, without renaming. The service has no notation for all databases. */
export function dbList({ databases, tables }: Pick<Settings, "databases" | "tables">): string {
  if (databases === "all")
    throw new UserProblem(
      "databases: all; Alibaba DTS requires each database by its name; needed: source.databases as a list of names",
    );
  const whole = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { name, all: true }]));
  if (!tables) return JSON.stringify(whole(databases));
  const parts = Object.entries(tables).map(([name, own]) => [name, { name, all: false, Table: whole(own) }]);
  return JSON.stringify(Object.fromEntries(parts));
}
