import { isLoopback } from "../../model/addresses/loopback";

/**
 * TLS modes: `verify` always uses TLS and verifies the server's certificate and name; `required` always uses TLS
 * without authenticating the server; `off` never does. No mode falls back to another: what cannot be established is an
 * error.
 */
export type TlsMode = "verify" | "required" | "off";

export const TLS_MODES: readonly TlsMode[] = ["verify", "required", "off"];

export interface TlsOptions {
  /** Default: `verify`; `off` on loopback and on a Unix socket when no `ca` is given. */
  mode?: TlsMode;
  /** PEM text of the authorities, or the path of a PEM file. Default: the public ones, and the vendor's own for its hosts. */
  ca?: string;
  /** The name in the certificate, when it is not the host: for a tunnel or a vendor's name. */
  serverName?: string;
  /** The server's RSA public key (PEM text or path), which protects a password when TLS does not authenticate the server. */
  serverKey?: string;
}

/** The resulting mode. */
export interface Tls extends TlsOptions {
  mode: TlsMode;
  /** The mode was not requested but follows from the address. */
  implied: boolean;
}

export interface Where {
  host: string;
  socket?: string;
  tls?: TlsOptions;
}

/** The mode for an address: as requested, otherwise `verify` for everything that leaves this machine. */
export function tlsFor({ host, socket, tls = {} }: Where): Tls {
  if (TLS_MODES.includes(tls.mode as TlsMode)) return { ...tls, mode: tls.mode as TlsMode, implied: false };
  const stays = socket !== undefined || isLoopback(host);
  const proof = tls.ca !== undefined || tls.serverName !== undefined;
  return { ...tls, mode: stays && !proof ? "off" : "verify", implied: true };
}

/** What a weaker mode leaves open, in one sentence; undefined for `verify` and for connections within this machine. */
export function weakness(where: Where): string | undefined {
  const { mode, implied } = tlsFor(where);
  if (mode === "verify" || (implied && mode === "off")) return undefined;
  if (mode === "required")
    return "tls: required encrypts, but does not authenticate the server: anyone in between can impersonate it";
  return isLoopback(where.host) || where.socket !== undefined
    ? undefined
    : "tls: off sends statements and data in the clear, and the server is not authenticated";
}
