import { createHash, X509Certificate } from "node:crypto";
import type { EndpointBody } from "./endpointBodies";
import { invalidValue } from "./refusals";

type Tls = Pick<EndpointBody, "ssl_link" | "ssl_cert_key" | "ssl_cert_name" | "ssl_cert_check_sum">;

/** The largest certificate file that the service accepts. */
const MOST_BYTES = 500 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const NAME = /^[\w.-]+\.(pem|crt|cer)$/i;

/**
 * Validates the fields that accompany `ssl_link`: the certificate's text in base64, its file name, and the SHA-256 of
 * the text. All three are mandatory. A .p12 file with a password is not simulated.
 * @throws Refusal
 */
export function checkTls(sent: Tls): void {
  if (!sent.ssl_link) return;
  const { ssl_cert_key: key, ssl_cert_name: name, ssl_cert_check_sum: sum } = sent;
  if (!key) throw invalidValue("ssl_cert_key", "mandatory when ssl_link is true");
  if (!name) throw invalidValue("ssl_cert_name", "mandatory when ssl_link is true");
  if (!sum) throw invalidValue("ssl_cert_check_sum", "mandatory when ssl_link is true");
  if (!BASE64.test(key)) throw invalidValue("ssl_cert_key", "not base64");
  if (!NAME.test(name)) throw invalidValue("ssl_cert_name", "the name of a certificate file");
  const text = Buffer.from(key, "base64");
  if (text.length > MOST_BYTES) throw invalidValue("ssl_cert_key", "larger than 500 KB");
  if (createHash("sha256").update(text).digest("hex") !== sum.toLowerCase()) {
    throw invalidValue("ssl_cert_check_sum", "does not belong to the certificate");
  }
  try {
    new X509Certificate(text);
  } catch {
    throw invalidValue("ssl_cert_key", "not a certificate");
  }
}

/** PEM text of the certificate in the request. */
export function certificateOf({ ssl_cert_key }: Pick<Tls, "ssl_cert_key">): string {
  return Buffer.from(ssl_cert_key ?? "", "base64").toString();
}
