import { z } from "zod";
import { readCertificates } from "../../model/certificates";
import { CLOUDS } from "../../model/clouds";
import { ENGINES, MODES, PATHS } from "../../model/scenario";
import type { ConnectOptions } from "../../mysql/connect";
import type { EndpointSpec, Login } from "../core/driver";
import { UserProblem } from "../core/failure";

/** Input shapes that several resources share. Descriptions end up in the package's schema. */

export const engine = z.enum(ENGINES).describe("service that moves the data: drs, tencent-dts or alibaba-dts");
export const mode = z
  .enum(MODES)
  .describe("`full`, or `full+incremental`: a full load, then every change until the cutover");
export const path = z.enum(PATHS).describe("how the task reaches the source: public, vpn, vpc or peering");
export const port = z.number().int().min(1).max(65535);

export const databases = z
  .union([z.literal("all"), z.array(z.string().min(1).max(64)).min(1)])
  .describe("names of the databases, or `all`: every one but the server's own");

export const whenLive = z
  .enum(["refuse", "end"])
  .default("refuse")
  .describe("what deletion does while the task still replicates: `refuse` fails, `end` stops it properly first");

const endpointShape = {
  cloud: z.enum([...CLOUDS, "onprem"]).describe("where the server is"),
  region: z.string().min(1).optional().describe("the cloud's region"),
  account: z.string().min(1).optional().describe("name of the account that owns it, where it is not the first one"),
  instanceId: z.string().min(1).optional().describe("id of the RDS instance"),
  host: z.string().min(1).describe("name or address at which the task reaches the server"),
  port: port.default(3306),
  vpcId: z.string().min(1).optional(),
  subnetId: z.string().min(1).optional(),
  securityGroupId: z.string().min(1).optional(),
};

export const endpoint: z.ZodType<EndpointSpec> = z.strictObject(endpointShape);

export const login: z.ZodType<Login> = z
  .strictObject({
    ...endpointShape,
    user: z.string().min(1).max(32).describe("migration account"),
    password: z.string().min(1).describe("its password"),
    tls: z.boolean().default(false).describe("whether the task uses TLS on this leg"),
    ca: z.string().min(1).optional().describe("PEM text of the CA that the task verifies the server by; with tls"),
    plain: z
      .strictObject({ reason: z.string().min(8), owner: z.string().min(1), expires: z.string().min(1) })
      .optional()
      .describe("why a leg over the internet may be without TLS, who answers for it and until when"),
  })
  .superRefine(({ tls, ca, plain }, issue) => {
    const say = (path: string, message: string) => issue.addIssue({ code: "custom", path: [path], message });
    if (tls && !ca) say("ca", "missing; with tls the task needs the CA of the server's certificate");
    if (ca && !readCertificates(ca)) say("ca", "no certificates in PEM text");
    if (tls && plain) say("plain", "an exemption from TLS beside tls: true; remove one");
  });

/** How this machine, not the task, logs in to a server. */
export const connect = z.strictObject({
  host: z.string().min(1).describe("name or address at which this machine reaches the server"),
  port: port.default(3306),
  user: z.string().min(1).max(32),
  password: z.string().min(1),
  tls: z
    .enum(["verify", "required", "off"])
    .optional()
    .describe("`verify`, `required` (encrypted, nobody verified) or `off`; default: `verify`, `off` on loopback"),
  ca: z.string().min(1).optional().describe("PEM text or file of the authority that signed the server's certificate"),
  serverName: z.string().min(1).optional().describe("the name in the certificate, where it is not the host"),
});
export type Connect = z.output<typeof connect>;

export function connectOptions(given: Connect, role?: "source" | "target"): ConnectOptions {
  const { host, port: at, user, password, tls, ca, serverName } = given;
  // A state of an older version may hold a mode that is no more: it gets the default.
  const passwordFrom = role && `${role}AdminPassword (in a program of your own: passwords.${role})`;
  return { host, port: at, user, password, tls: { mode: tls, ca, serverName }, role, passwordFrom };
}

/** Lines of a list, for messages that tell everything at once. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line.replace(/\n/g, "\n    ")}`).join("\n");
}

export function refuse(title: string, lines: readonly string[]): never {
  throw new UserProblem(`${title}\n${bullets(lines)}`);
}
