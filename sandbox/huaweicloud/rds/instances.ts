import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { plainShape, Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { HuaweiRdsInstance } from "../facts/types";
import type { ErrorStyle, Service } from "../service";
import { fieldText } from "../vpc/styles";
import { configurations } from "./configurations";

export const rdsStyle: ErrorStyle = {
  shape: plainShape,
  invalid: (problems) => new Refusal(400, "DBS.200001", `Parameter error. ${fieldText(problems)}`),
  wrongProject: () => new Refusal(403, "DBS.200010", "The operation is not authorized."),
};

const list = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  type: z.enum(["Single", "Ha", "Replica"]).optional(),
  datastore_type: z.enum(["MySQL", "PostgreSQL", "SQLServer", "MariaDB"]).optional(),
  vpc_id: z.string().optional(),
  subnet_id: z.string().optional(),
  offset: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  tags: z.string().optional(),
  eps_id: z.string().optional(),
  ...refused("group_type"),
});

/** RDS for MySQL, read-only: instances with their network, and the parameters of the real server behind one. */
export function addRds(service: Service, world: HuaweicloudWorld, region: string): void {
  const publicIps = ({ id }: HuaweiRdsInstance) =>
    world.huaweicloud.eips.list(region).flatMap(({ boundTo, address }) => (boundTo === id ? [address] : []));
  service.add({
    method: "GET",
    path: "/v3/:projectId/instances",
    query: list,
    handle: ({ query }) => {
      const found = world.huaweicloud.rds.list(region).filter(
        (one) =>
          (query.id ?? one.id) === one.id &&
          matchesName(one.name, query.name) &&
          (query.vpc_id ?? one.vpcId) === one.vpcId &&
          (query.subnet_id ?? one.subnetId) === one.subnetId &&
          (query.type ?? typeOf(one)) === typeOf(one) &&
          (query.datastore_type ?? "MySQL") === "MySQL" &&
          (query.eps_id ?? "0") === "0" &&
          // No instance here has tags.
          query.tags === undefined,
      );
      const offset = query.offset ?? 0;
      const shown = found.slice(offset, offset + (query.limit ?? 100)).map((one) => render(one, publicIps(one)));
      return { status: 200, body: { instances: shown, total_count: found.length } };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/instances/:id/configurations",
    handle: async ({ params }) => {
      const instance = world.huaweicloud.rds.list(region).find((one) => one.id === params["id"]);
      if (!instance) throw new Refusal(404, "DBS.200002", "The DB instance does not exist.");
      return { status: 200, body: await configurations(instance) };
    },
  });
}

function typeOf({ replicaOf }: HuaweiRdsInstance): "Single" | "Replica" {
  return replicaOf ? "Replica" : "Single";
}

/** A name is a partial match only if it starts with an asterisk (vendor's API reference). */
function matchesName(name: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted.startsWith("*") ? name.includes(wanted.slice(1)) : name === wanted;
}

function render(instance: HuaweiRdsInstance, publicIps: string[]): Record<string, unknown> {
  const zone = `${instance.region}a`;
  return {
    id: instance.id,
    status: instance.status,
    name: instance.name,
    alias: "",
    port: instance.port,
    type: typeOf(instance),
    region: instance.region,
    datastore: { type: "MySQL", version: instance.engineVersion, complete_version: instance.mysql.version },
    created: "2026-01-01T00:00:00+0000",
    updated: "2026-01-01T00:00:00+0000",
    volume: { type: "CLOUDSSD", size: instance.volumeGb },
    nodes: [
      {
        id: instance.id.replace(/in01$/, "no01"),
        name: `${instance.name}_node0`,
        role: "master",
        status: "ACTIVE",
        availability_zone: zone,
      },
    ],
    tags: [],
    private_ips: [instance.privateIp],
    private_dns_names: [],
    public_ips: publicIps,
    public_dns_names: [],
    db_user_name: "root",
    enable_ssl: false,
    vpc_id: instance.vpcId,
    subnet_id: instance.subnetId,
    security_group_id: instance.securityGroupId,
    flavor_ref: "rds.mysql.n1.large.2",
    cpu: "2",
    mem: "4",
    switch_strategy: "",
    read_only_by_user: false,
    backup_strategy: { start_time: "19:00-20:00", keep_days: 7 },
    maintenance_window: "18:00-22:00",
    related_instance: instance.replicaOf ? [{ id: instance.replicaOf, type: "replica_of" }] : [],
    disk_encryption_id: "",
    enterprise_project_id: "0",
    charge_info: { charge_mode: "postPaid" },
    time_zone: "UTC",
  };
}
