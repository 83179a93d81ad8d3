import type { Mode } from "../../../model/scenario";
import type { Databases, EndpointSpec, Login } from "../../core/driver";
import { UserProblem } from "../../core/failure";

/** An instance of the service's own cloud is named, not addressed. */
export function endpointQuery(
  side: "Source" | "Destination",
  end: EndpointSpec & Partial<Login>,
): Record<string, string> {
  const given = {
    InstanceType: "RDS",
    EngineName: "MYSQL",
    InstanceID: end.instanceId,
    Region: end.region,
    UserName: end.user,
    Password: end.password,
  };
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

/** The check waits for the word to start. Triggers are migrated with the structure; events and accounts are not. */
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

/** Whole databases under their own names. The service has no word for all of them. */
export function dbList(databases: Databases): string {
  if (databases === "all")
    throw new UserProblem(
      "databases: all; Alibaba DTS wants each database by its name; needed: source.databases as a list of names",
    );
  return JSON.stringify(Object.fromEntries(databases.map((name) => [name, { name, all: true }])));
}
