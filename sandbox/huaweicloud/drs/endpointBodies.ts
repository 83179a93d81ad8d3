/** Schemas shared by several DRS bodies: endpoints and their tests. */
import { z } from "zod";
import { idle, refused } from "../../wire/verdicts";

export const NET_TYPES = ["eip", "vpc", "vpn"] as const;
const id = z.string().min(1);
const port = z.union([z.int().min(0).max(65535), z.string().regex(/^\d{1,5}$/)]).transform(Number);
const ssl = {
  ssl_link: z.boolean().optional(),
  ssl_cert_key: z.string().optional(),
  ssl_cert_name: z.string().optional(),
  ssl_cert_check_sum: z.string().optional(),
};

export const endpoint = z.strictObject({
  db_type: z.string().min(1),
  az_code: z.string().optional(),
  region: z.string().optional(),
  inst_id: z.string().optional(),
  inst_name: z.string().optional(),
  vpc_id: z.string().optional(),
  subnet_id: z.string().optional(),
  security_group_id: z.string().optional(),
  project_id: z.string().optional(),
  ip: z.string().optional(),
  db_port: port.optional(),
  db_user: z.string().optional(),
  db_password: z.string().optional(),
  ...ssl,
  ...refused(
    "db_name",
    "ssl_cert_password",
    "safe_mode",
    "mongo_ha_mode",
    "topic",
    "cluster_mode",
    "kafka_security_config",
  ),
});

export type EndpointBody = z.infer<typeof endpoint>;

/** Why these fields have no effect: a task cannot be created outside its instance's region, project and VPC. */
const PLACE = "the place of the instance, which follows from its id";
const placeOfInstance = {
  region: idle(z.string(), PLACE),
  project_id: idle(z.string(), PLACE),
  vpc_id: idle(z.string(), PLACE),
  subnet_id: idle(z.string(), PLACE),
};

/** One end of a connection test, as in batch-connection. */
export const testEndpoint = z.strictObject({
  id,
  net_type: z.enum(NET_TYPES),
  end_point_type: z.enum(["so", "ta"]),
  db_type: z.string().min(1),
  ip: z.string().min(1),
  db_port: port.optional(),
  db_user: z.string().min(1),
  db_password: z.string().min(1),
  inst_id: z.string().optional(),
  ...placeOfInstance,
  ...ssl,
  ...refused("db_name", "ssl_cert_password", "kafka_security_config", "customized_dns"),
});
export type TestEndpoint = z.infer<typeof testEndpoint>;

/** The same inside the JSON text of a cluster test, under different names. */
export const clusterProperty = z
  .array(
    z.strictObject({
      nettype: z.enum(NET_TYPES),
      endpointtype: z.enum(["so", "ta"]),
      dbtype: z.string(),
      ip: z.string(),
      dbuser: z.string().optional(),
      dbpassword: z.string().optional(),
      dbport: port.optional(),
      dbName: z.string().optional(),
      region: z.string().optional(),
      projectId: z.string().optional(),
      instid: z.string().optional(),
      vpcId: z.string().optional(),
      subnetId: z.string().optional(),
      ssllink: z.boolean().optional(),
      sslcertkey: z.string().optional(),
      sslcertname: z.string().optional(),
      sslcertchecksum: z.string().optional(),
    }),
  )
  .min(1);
