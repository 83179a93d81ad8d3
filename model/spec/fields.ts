import { isIP } from "node:net";
import { z } from "zod";
import { isBlock } from "../addresses/block";
import { readDate } from "../expiry";
import { readHostPort } from "../hostPort";
import { named } from "../named";
import { tlsMode } from "./choices";

/** Fields shared by places, engines and the migration as a whole. */

export const port = z.number().int().min(1).max(65535);

/** @param what description of the field, and of what it needs */
export const identifier = (what: string) => z.string().min(1, what).describe(what);

/** An unquoted YAML date becomes a timestamp, which the engine passes on in this form. */
const ENGINE_DATE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) \+0000 UTC$/;

/** The date as ISO 8601, however it was written. */
export function asInstant(text: string): string {
  return text.replace(ENGINE_DATE, "$1T$2Z");
}

export const instant = z
  .string()
  .transform(asInstant)
  .refine((text) => readDate(text) !== undefined, "an ISO 8601 instant with its zone, such as 2026-12-01T00:00:00Z")
  .describe("ISO 8601 instant");

export const address = (what: string) =>
  z
    .string()
    .refine((text) => isIP(text) !== 0, what)
    .describe(what);

export const cidr = z.string().refine(isBlock, "an IPv4 or IPv6 address or CIDR block, such as 198.51.100.7/32");

const hostPort = z
  .string()
  .regex(/^[^\s:]+:\d{1,5}$/, "host:port, such as 127.0.0.1:3306")
  .refine((text) => port.safeParse(readHostPort(text).port).success, "host:port, with a port from 1 to 65535");

const databaseName = z.string().min(1).max(64);

/** Also what the resources take. */
export const tables = z
  .record(databaseName, z.array(z.string().min(1).max(64)).min(1))
  .refine((given) => Object.keys(given).length > 0, "at least one database with its tables, such as shop: [orders]")
  .describe(
    "names of tables, by database: only these move, and of nothing else in their databases (no view, routine or event); left out: all of each database",
  );

/** Fields of every server, wherever it is. */
export const server = {
  port: port.default(3306).describe("port of the server, as the task reaches it"),
  admin: named(
    "Admin",
    "How this machine logs in as an administrator.",
    z.strictObject({
      user: z
        .string()
        .min(1)
        .max(32)
        .describe(
          "administrator that this machine logs in as to create the migration account, run the checks and prove the cutover; its password is a secret of the stack",
        ),
    }),
  ),
  connect: hostPort
    .optional()
    .describe(
      "`host:port` at which this machine reaches the server, if not where the task reaches it: a tunnel, a bastion, a private address",
    ),
  tls: tlsMode
    .optional()
    .describe(
      "how this machine's own session is secured: `verify`, `required` (encrypted but unverified) or `off`; default: `verify`, or `off` on loopback",
    ),
  ca: z
    .string()
    .min(1)
    .optional()
    .describe(
      "PEM text, or path of a PEM file, of the CA that signed the server's certificate; the task also verifies the source with it",
    ),
  serverName: z
    .string()
    .min(1)
    .optional()
    .describe("the name in the server's certificate, if it differs from the host"),
};

/** Fields of every source server. */
export const origin = {
  ...server,
  databases: z
    .union([z.literal("all"), z.array(databaseName).min(1)])
    .default("all")
    .describe("names of the databases to move, or `all`: every one except system databases"),
  tables: tables.optional(),
};

/** A public endpoint of an instance. */
export const publicEndpoint = z.strictObject({
  host: z.string().min(1).describe("its name"),
  port: port.describe("its port"),
});

/** Fields of every server in a cloud. */
export const inCloud = {
  region: z.string().describe("region of the cloud"),
  account: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/, "a name of your own: up to 20 lower-case letters and digits, a letter first")
    .optional()
    .describe("name of the account that owns it, if the migration uses more than one account of its cloud"),
};
