/** Schemas shared by several DRS bodies: endpoints and their tests. */
import { z } from "zod";

export const NET_TYPES = ["eip", "vpc", "vpn"] as const;
const id = z.string().min(1);
const port = z.union([z.int().min(0).max(65535), z.string().regex(/^\d{1,5}$/)]).transform(Number);
const kafka = z.strictObject({
  type: z.string().optional(),
  sasl_mechanism: z.string().optional(),
  trust_store_key_name: z.string().optional(),
  trust_store_key: z.string().optional(),
  trust_store_password: z.string().optional(),
  endpoint_algorithm: z.string().optional(),
  delegation_tokens: z.boolean().optional(),
  enable_key_store: z.boolean().optional(),
  key_store_key_name: z.string().optional(),
  key_store_key: z.string().optional(),
  key_store_password: z.string().optional(),
  set_private_key_password: z.boolean().optional(),
  key_password: z.string().optional(),
});

const ssl = {
  ssl_link: z.boolean().optional(),
  ssl_cert_key: z.string().optional(),
  ssl_cert_name: z.string().optional(),
  ssl_cert_check_sum: z.string().optional(),
  ssl_cert_password: z.string().optional(),
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
  db_name: z.string().optional(),
  ip: z.string().optional(),
  db_port: port.optional(),
  db_user: z.string().optional(),
  db_password: z.string().optional(),
  ...ssl,
  safe_mode: z.int().optional(),
  mongo_ha_mode: z.string().optional(),
  topic: z.string().optional(),
  cluster_mode: z.string().optional(),
  kafka_security_config: kafka.optional(),
});

export type EndpointBody = z.infer<typeof endpoint>;

/** One end of a connection test, as batch-connection takes it. */
export const testEndpoint = z.strictObject({
  id,
  net_type: z.enum(NET_TYPES),
  end_point_type: z.enum(["so", "ta"]),
  db_type: z.string().min(1),
  ip: z.string().min(1),
  db_port: port.optional(),
  db_user: z.string().min(1),
  db_password: z.string().min(1),
  db_name: z.string().optional(),
  inst_id: z.string().optional(),
  region: z.string().optional(),
  project_id: z.string().optional(),
  vpc_id: z.string().optional(),
  subnet_id: z.string().optional(),
  ...ssl,
  kafka_security_config: kafka.optional(),
  customized_dns: z
    .strictObject({ is_set_dns: z.boolean(), set_dns_action: z.string(), dns_ip: z.string() })
    .optional(),
});
export type TestEndpoint = z.infer<typeof testEndpoint>;

/** The same inside the JSON text of a cluster test, with different names. */
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
      kafka_security_config: kafka.optional(),
    }),
  )
  .min(1);
