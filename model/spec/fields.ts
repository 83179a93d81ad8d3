import { isIP } from "node:net";
import { z } from "zod";
import { isBlock } from "../addresses/block";
import { readDate } from "../expiry";

/** Fields that places, engines and the migration as a whole share. */

export const port = z.number().int().min(1).max(65535);

export const identifier = (what: string) => z.string().min(1, what);

/** Unquoted in YAML a date becomes a timestamp, which the engine hands over in this form. */
const ENGINE_DATE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) \+0000 UTC$/;

/** The date as ISO 8601, whichever way it was written. */
export function asInstant(text: string): string {
  return text.replace(ENGINE_DATE, "$1T$2Z");
}

export const instant = z
  .string()
  .transform(asInstant)
  .refine((text) => readDate(text) !== undefined, "an ISO 8601 instant with its zone, such as 2026-12-01T00:00:00Z")
  .describe("ISO 8601 instant");

export const address = (what: string) => z.string().refine((text) => isIP(text) !== 0, what);

export const cidr = z.string().refine(isBlock, "an IPv4 or IPv6 address or CIDR block, such as 198.51.100.7/32");

/** "host:port" where this machine reaches a server, when that is not the address that the task uses. */
const hostPort = z.string().regex(/^[^\s:]+:\d{1,5}$/, "host:port, such as 127.0.0.1:3306");

const databaseName = z.string().min(1).max(64);

/** What is the same of every server, wherever it is. */
export const server = {
  port: port.default(3306),
  /** How this machine logs in to do what needs an administrator: the migration account, the checks, the cutover gates. */
  admin: z.strictObject({ user: z.string().min(1).max(32) }),
  connect: hostPort.optional(),
  /** How this machine reaches the server, when it carries the administrator's password. Default: `verify`; `off` on loopback. */
  tls: z.enum(["verify", "required", "off"]).optional(),
  /** PEM text, or the path of a PEM file, of the CA that signed the server's certificate; the task verifies the source by it too. */
  ca: z.string().min(1).optional(),
  /** The name in the certificate, where it is not the host. */
  serverName: z.string().min(1).optional(),
};

/** What is the same of every server that data comes from. */
export const origin = {
  ...server,
  databases: z.union([z.literal("all"), z.array(databaseName).min(1)]).default("all"),
};

/** What is the same of every server in a cloud. */
export const inCloud = {
  region: z.string(),
  /** Name of the account that owns it, where the migration uses more than one account of its cloud. */
  account: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/, "a name of your own: up to 20 lower-case letters and digits, a letter first")
    .optional(),
};
