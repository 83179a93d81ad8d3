import { X509Certificate } from "node:crypto";
import { checkServerIdentity, type PeerCertificate } from "node:tls";

const SERVER = /^MySQL_Server_.+_Auto_Generated_Server_Certificate$/;
const AUTHORITY = /^MySQL_Server_.+_Auto_Generated_CA_Certificate$/;

export interface Expected {
  host: string;
  /** Expected instead of the host name. */
  serverName?: string;
  /** PEM text of the authority given by the user; absent when the public ones apply. */
  ca?: string;
}

/**
 * Whether a certificate with a valid chain belongs to this server: by the host name, by the name that the user gave, or
 * by MySQL's rule for the certificates it generates at first start, whose authority signs for one server only and whose
 * certificate is named `…_Auto_Generated_Server_Certificate` and contains no host name.
 */
export function identityProblem(certificate: PeerCertificate, expected: Expected): Error | undefined {
  const { host, serverName, ca } = expected;
  const name = String(certificate.subject?.CN ?? "");
  if (serverName !== undefined) {
    const byName = checkServerIdentity(serverName, certificate);
    // If the certificate has host names, its common name counts only when the user's own authority issued it.
    return byName && ca !== undefined && name === serverName ? undefined : byName;
  }
  const byHost = checkServerIdentity(host, certificate);
  if (!byHost) return undefined;
  const own =
    ca !== undefined && SERVER.test(name) && isGenerated(ca) && AUTHORITY.test(String(certificate.issuer?.CN));
  return own ? undefined : byHost;
}

/** Whether this is a single authority that a MySQL server generated for itself. */
function isGenerated(ca: string): boolean {
  if (ca.split("-----BEGIN CERTIFICATE-----").length !== 2) return false;
  const name = /^CN=(.*)$/m.exec(new X509Certificate(ca).subject)?.[1] ?? "";
  return AUTHORITY.test(name);
}
