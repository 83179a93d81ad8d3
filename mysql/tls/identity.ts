import { X509Certificate } from "node:crypto";
import { checkServerIdentity, type PeerCertificate } from "node:tls";

const SERVER = /^MySQL_Server_.+_Auto_Generated_Server_Certificate$/;
const AUTHORITY = /^MySQL_Server_.+_Auto_Generated_CA_Certificate$/;

export interface Expected {
  host: string;
  /** In place of the host. */
  serverName?: string;
  /** PEM text of the authority that was given; none when public ones count. */
  ca?: string;
}

/**
 * Whether a certificate, whose chain is proven by now, is this server's: by the host's name, by the name that was given, or by
 * MySQL's own rule for what it generates at its first start: that authority signs for one server alone, whose certificate is
 * named `…_Auto_Generated_Server_Certificate`, and it has no host name.
 */
export function identityProblem(certificate: PeerCertificate, expected: Expected): Error | undefined {
  const { host, serverName, ca } = expected;
  const name = String(certificate.subject?.CN ?? "");
  if (serverName !== undefined) {
    return name === serverName ? undefined : checkServerIdentity(serverName, certificate);
  }
  const byHost = checkServerIdentity(host, certificate);
  if (!byHost) return undefined;
  const own =
    ca !== undefined && SERVER.test(name) && isGenerated(ca) && AUTHORITY.test(String(certificate.issuer?.CN));
  return own ? undefined : byHost;
}

/** One certificate, and it is an authority that a MySQL server made for itself. */
function isGenerated(ca: string): boolean {
  if (ca.split("-----BEGIN CERTIFICATE-----").length !== 2) return false;
  const name = /^CN=(.*)$/m.exec(new X509Certificate(ca).subject)?.[1] ?? "";
  return AUTHORITY.test(name);
}
