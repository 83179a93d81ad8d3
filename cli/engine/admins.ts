import { resolve } from "node:path";
import { isPem } from "../../model/certificates";
import { readHostPort } from "../../model/hostPort";
import type { Migration } from "../../model/spec";
import type { TlsOptions } from "../../mysql/connectOptions";

type End = Migration["source" | "target"];

/** How this machine logs in to a server as its administrator. Without a host it cannot. */
export interface Admin {
  host?: string;
  port: number;
  user: string;
  password?: string;
  tls?: TlsOptions;
}

/**
 * The administrators of both servers, from the migration and its stack.
 *
 * @param folder the project's folder; file names are relative to it
 */
export function adminsOf(
  { source, target }: Pick<Migration, "source" | "target">,
  passwords: { source?: string; target?: string },
  folder: string,
): { source: Admin; target: Admin } {
  const admin = (end: End, password: string | undefined): Admin => ({
    ...reachedAt(end),
    user: end.admin.user,
    password,
    ...tlsOf(end, folder),
  });
  return { source: admin(source, passwords.source), target: admin(target, passwords.target) };
}

/** Where this machine can reach a server without temporary openings. */
function reachedAt(end: End): { host?: string; port: number } {
  if (end.connect) return readHostPort(end.connect);
  if ("endpoint" in end && end.endpoint) return end.endpoint;
  if ("privateIp" in end) return { host: end.privateIp, port: end.port };
  return { host: "host" in end ? end.host : undefined, port: end.port };
}

function tlsOf({ tls: mode, ca, serverName }: End, folder: string): { tls: TlsOptions } {
  const authority = ca === undefined || isPem(ca) ? ca : resolve(folder, ca);
  return { tls: { mode, ca: authority, serverName } };
}
