import { z } from "zod";
import { readCertificates } from "../../model/certificates";
import type { Engine } from "../../model/engines";
import { profileName, profileProblem } from "../../model/engines/profiles";
import { readDate } from "../../model/expiry";
import type { NameSeen } from "../../model/hostNames";
import { named } from "../../model/named";
import { contradictions, type GivenSelection } from "../../model/selection";
import * as choices from "../../model/spec/choices";
import * as fields from "../../model/spec/fields";
import type { ConnectOptions } from "../../mysql/connect";
import { UserProblem } from "../core/failure";
import type { EndpointSpec, Login } from "../core/taskSpec";

/** Inputs that several resources share. Descriptions end up in the package's schema. */

export const engine = choices.engine.describe("service that moves the data");
export const mode = choices.mode.describe(
  "`full`, or `full+incremental`: a full load, then every change until the cutover",
);
export const path = choices.path.describe("how the task reaches the source: public, vpn, vpc or peering");
export const port = z.number().int().min(1).max(65535);

export const databases = z
  .union([z.literal("all"), z.array(z.string().min(1).max(64)).min(1)])
  .describe("names of the databases, or `all`: every one except system databases");

export const tables = fields.tables.optional();

/** A database is given either as a whole or by its tables. */
export function refuseContradiction(given: GivenSelection, issue: z.RefinementCtx): void {
  const { whole, unnamed } = contradictions(given);
  const say = (message: string) => issue.addIssue({ code: "custom", message, path: ["databases"] });
  if (whole.length > 0) say(`whole databases beside tables: ${whole.join(", ")}; needed: those of tables, or left out`);
  if (unnamed.length > 0)
    say(`without ${unnamed.join(", ")}, of which tables names tables; needed: all of them, or left out`);
}

export const profile = profileName
  .optional()
  .describe("rules of an older guide to the engine, which are stricter; left out: the engine's usual ones");

export function refuseProfile(given: { engine: Engine; profile?: string }, issue: z.RefinementCtx): void {
  const message = profileProblem(given);
  if (message !== undefined) issue.addIssue({ code: "custom", message, path: ["profile"] });
}

export const whenLive = choices.whenLive
  .default("refuse")
  .describe("what deletion does while the task still replicates: `refuse` fails, `end` first ends the task properly");

/** Who accepts something unproven, why and until when. */
export const acceptance = {
  reason: z.string().min(8).describe("why, in terms that a reviewer can understand"),
  owner: z.string().min(1).describe("who is responsible for it"),
  expires: z
    .string()
    .refine((text) => readDate(text) !== undefined, "an ISO 8601 instant with its zone")
    .describe("ISO 8601 instant at which it expires"),
};

export const taskLocation = named(
  "TaskLocation",
  "Where a migration task works.",
  z.strictObject({
    cloud: choices.cloud.describe("the cloud"),
    region: z.string().min(1).describe("its region"),
    account: z.string().min(1).optional().describe("name of the account, if it is not the first one"),
  }),
)
  .optional()
  .describe("cloud, region and account that the task works in; default: those that the provider is configured for");

const endpointShape = {
  cloud: choices.cloudOrOnprem.describe("where the server is"),
  region: z.string().min(1).optional().describe("the cloud's region"),
  account: z.string().min(1).optional().describe("name of the account that owns it, if it is not the first one"),
  instanceId: z.string().min(1).optional().describe("id of the database instance"),
  machineId: z
    .string()
    .min(1)
    .optional()
    .describe("id of the virtual machine that it runs on, if it is no database instance of the cloud's own"),
  host: z.string().min(1).describe("name or address at which the task reaches the server"),
  port: port.default(3306).describe("port at which the task reaches it"),
  vpcId: z.string().min(1).optional().describe("id of the VPC that it is in"),
  subnetId: z
    .string()
    .min(1)
    .optional()
    .describe("id of its subnet; for the side next to which the task runs, the subnet in which it is created"),
  securityGroupId: z.string().min(1).optional().describe("id of its security group"),
  gatewayId: z
    .string()
    .min(1)
    .optional()
    .describe("id of the VPN gateway that leads to a server outside of the cloud, for services that are given it"),
};

export const endpoint: z.ZodType<EndpointSpec> = named(
  "Endpoint",
  "A server as a migration task sees it.",
  z.strictObject(endpointShape),
);

const loginShape: z.ZodType<Login> = z
  .strictObject({
    ...endpointShape,
    user: z.string().min(1).max(32).describe("migration account"),
    password: z.string().min(1).describe("its password"),
    tls: z.boolean().default(false).describe("whether the task uses TLS on this leg"),
    ca: z.string().min(1).optional().describe("PEM text of the CA with which the task verifies the server; with tls"),
    plain: named(
      "PlainLeg",
      "Why a connection over the internet may be unencrypted.",
      z.strictObject({
        reason: z.string().min(8).describe("why, in terms that a reviewer can understand"),
        owner: z.string().min(1).describe("who is responsible for it"),
        expires: z.string().min(1).describe("ISO 8601 instant at which it expires"),
      }),
    )
      .optional()
      .describe("why a connection over the internet may be unencrypted, who is responsible for it and until when"),
  })
  .superRefine(({ tls, ca, plain }, issue) => {
    const say = (path: string, message: string) => issue.addIssue({ code: "custom", path: [path], message });
    if (tls && !ca) say("ca", "missing; with tls the task needs the CA of the server's certificate");
    if (ca && !readCertificates(ca)) say("ca", "no certificates in PEM text");
    if (tls && plain) say("plain", "an exemption from TLS beside tls: true; remove one");
  });

export const login = named("Login", "A server as a migration task sees it, with the migration account.", loginShape);

export const connectShape = {
  host: z.string().min(1).describe("name or address at which this machine reaches the server"),
  port: port.default(3306).describe("port at which this machine reaches it"),
  user: z.string().min(1).max(32).describe("account that this machine logs in with"),
  password: z.string().min(1).describe("its password; always a secret"),
  tls: choices.tlsMode
    .optional()
    .describe("`verify`, `required` (encrypted but unverified) or `off`; default: `verify`, `off` on loopback"),
  ca: z.string().min(1).optional().describe("PEM text or file of the authority that signed the server's certificate"),
  serverName: z.string().min(1).optional().describe("the name in the certificate, if it differs from the host"),
};
export const connect = named(
  "Connect",
  "How this machine, not the task, logs in to a server.",
  z.strictObject(connectShape),
);
export type Connect = z.output<typeof connect>;

export function connectOptions(given: Connect, role?: "source" | "target"): ConnectOptions {
  const { host, port: at, user, password, tls, ca, serverName } = given;
  // A state of an older version may contain a mode that no longer exists; it gets the default.
  const passwordFrom = role && `${role}AdminPassword (in a program of your own: passwords.${role})`;
  return { host, port: at, user, password, tls: { mode: tls, ca, serverName }, role, passwordFrom };
}

/** What a task was given for its source. */
export const sourceName: z.ZodType<NameSeen> = named(
  "SourceName",
  "The name by which a task's source is found on the internet, and the address that it had when the task was configured.",
  z.strictObject({
    name: z.string().min(1).describe("the host name"),
    address: z
      .string()
      .min(1)
      .optional()
      .describe("its IPv4 address, the same from several resolvers; absent: none was proven"),
    at: z.string().min(1).describe("when it had that address, or none was proven, ISO 8601 UTC"),
    by: z.array(z.string()).describe("the resolvers that gave it"),
    given: z.enum(["name", "address"]).describe("which of the two the task was given"),
    others: z
      .array(z.string())
      .optional()
      .describe("every other address that a resolver has given since, even if the name has it no longer"),
  }),
);

/** A bulleted list, for messages that report everything at once. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line.replace(/\n/g, "\n    ")}`).join("\n");
}

export function refuse(title: string, lines: readonly string[]): never {
  throw new UserProblem(`${title}\n${bullets(lines)}`);
}
