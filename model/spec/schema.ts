import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { readDate } from "../expiry";
import { ENGINES, MODES, PATHS } from "../scenario";

/** Letters, digits and hyphens: the name becomes part of names in three clouds, of a DNS label and of a MySQL account. */
const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,20}[a-z0-9]$/,
    "3 to 22 characters: lower-case letters, digits and hyphens, starting with a letter",
  );

const port = z.number().int().min(1).max(65535);

const identifier = (what: string) => z.string().min(1, what);

/** Unquoted in YAML a date becomes a timestamp, which the engine hands over in this form. */
const ENGINE_DATE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) \+0000 UTC$/;

/** The date as ISO 8601, whichever way it was written. */
export function asInstant(text: string): string {
  return text.replace(ENGINE_DATE, "$1T$2Z");
}

const instant = z
  .string()
  .transform(asInstant)
  .refine((text) => readDate(text) !== undefined, "an ISO 8601 instant with its zone, such as 2026-12-01T00:00:00Z")
  .describe("ISO 8601 instant");

const cidr = z.string().refine(isAddressOrCidr, "an IPv4 or IPv6 address or CIDR block, such as 198.51.100.7/32");

/** "host:port" where this machine reaches a server, when that is not the address that the task uses. */
const hostPort = z.string().regex(/^[^\s:]+:\d{1,5}$/, "host:port, such as 127.0.0.1:3306");

/** How this machine logs in to do what needs an administrator: the migration account, the checks, the cutover gates. */
const admin = z.strictObject({
  user: z.string().min(1).max(32),
});

/** How this machine reaches the server, when it carries the administrator's password. Without `tls`: `verify`, or `off` on loopback. */
const secured = {
  tls: z.enum(["verify", "required", "off"]).optional(),
  /** PEM text, or the path of a PEM file, of the authority that signed the server's certificate; the task verifies the source by it too. */
  ca: z.string().min(1).optional(),
  /** The name in the certificate, where it is not the host. */
  serverName: z.string().min(1).optional(),
};

/** Why the task may call the source without TLS over the internet, who answers for it and until when. */
const plainSource = z.strictObject({
  reason: z.string().min(8, "a reason that a reviewer understands, at least 8 characters"),
  owner: z.string().min(1, "who answers for it"),
  expires: instant,
});

const databaseName = z.string().min(1).max(64);

const alicloudSource = z.strictObject({
  cloud: z.literal("alicloud"),
  region: z.string(),
  instanceId: identifier("the id of the RDS instance, such as rm-bp1…"),
  port: port.default(3306),
  databases: z.union([z.literal("all"), z.array(databaseName).min(1)]).default("all"),
  /** A public endpoint that the instance already has: it is used and left alone. Without it one is made and removed. */
  endpoint: z.strictObject({ host: z.string().min(1), port }).optional(),
  admin,
  connect: hostPort.optional(),
  ...secured,
});

const huaweicloudTarget = z.strictObject({
  cloud: z.literal("huaweicloud"),
  region: z.string(),
  instanceId: identifier("the id of the RDS instance"),
  vpcId: identifier("the id of the VPC that the instance is in"),
  subnetId: identifier("the id of the subnet that the instance is in"),
  securityGroupId: identifier("the id of the security group of the instance"),
  privateIp: z.string().refine((text) => isIP(text) !== 0, "the private address of the instance"),
  port: port.default(3306),
  admin,
  connect: hostPort.optional(),
  ...secured,
});

const task = z
  .strictObject({
    /** Size of the replication instance; the vendor's names. */
    nodeType: z.enum(["micro", "small", "medium", "high"]).default("high"),
    /** Days after which an abnormal task is ended by the vendor; 14 to 100. */
    expiredDays: z.number().int().min(14).max(100).default(14),
    /** `now`, or when to start. */
    start: z.union([z.literal("now"), instant]).default("now"),
    /** How long the connection test is tried again, seconds: openings take a while to work. */
    connectWindowSeconds: z.number().min(0).max(3600).default(300),
    /** Megabits per second of the EIP. */
    bandwidth: z.number().int().min(1).max(300).default(100),
    /** Lets the task call the source in plain over the internet, for a source that has no TLS. */
    plainSource: plainSource.optional(),
    /** Whether the target is read-only while the task runs. */
    targetReadOnly: z.boolean().default(true),
  })
  .prefault({});

const gateExemption = z.strictObject({
  gate: z.string().regex(/^G0[1-8]$/, "the id of a gate, such as G05"),
  reason: z.string().min(8, "a reason that a reviewer understands, at least 8 characters"),
  owner: z.string().min(1),
  expires: instant,
});

const cutover = z
  .strictObject({
    /** How long the source's binary log must stand still before writes count as stopped, seconds. */
    quietSeconds: z.number().min(1).max(3600).default(30),
    /** How long to wait for the target to have everything, seconds. */
    catchUpSeconds: z.number().min(0).max(86_400).default(60),
    /** Users whose connections to the source are not the business's: monitoring, backup. */
    ownUsers: z.array(z.string().min(1)).default([]),
    /** Gates that are accepted although they are not proven. */
    exemptions: z.array(gateExemption).default([]),
  })
  .prefault({});

const exemption = z.strictObject({
  check: z.string().regex(/^C\d{2}$/, "the id of a check, such as C44"),
  reason: z.string().min(8, "a reason that a reviewer understands, at least 8 characters"),
  owner: z.string().min(1),
  expires: instant,
});

/** One migration as the user writes it. */
export const migrationSchema = z.strictObject({
  name,
  owner: z.string().min(1).describe("who answers for it"),
  /** By when every temporary opening must be gone. */
  expires: instant,
  engine: z.enum(ENGINES).default("drs"),
  path: z.enum(PATHS).default("public"),
  mode: z.enum(MODES).default("full+incremental"),
  source: alicloudSource,
  target: huaweicloudTarget,
  task,
  cutover,
  /** Addresses of the machine that runs dbferry, opened on the source for the migration's time; none when it connects another way. */
  operator: z.strictObject({ addresses: z.array(cidr).min(1) }).optional(),
  exemptions: z.array(exemption).default([]),
  /** Refuse to remove a task that still replicates without a proven cutover, `pulumi destroy` included. */
  protectLiveTask: z.boolean().default(false),
});

export type Migration = z.output<typeof migrationSchema>;
export type MigrationInput = z.input<typeof migrationSchema>;

function isAddressOrCidr(text: string): boolean {
  return isIP(text) !== 0 || ipaddr.isValidCIDR(text);
}
