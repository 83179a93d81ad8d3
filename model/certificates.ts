import { X509Certificate } from "node:crypto";

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Whether this is PEM text rather than a file name. */
export function isPem(text: string): boolean {
  return text.includes("-----BEGIN");
}

/**
 * The certificates in PEM text; undefined when there are none, one cannot be parsed, or the text contains a private
 * key.
 */
export function readCertificates(text: string): X509Certificate[] | undefined {
  const blocks = text.match(BLOCK) ?? [];
  if (blocks.length === 0 || blocks.length !== (text.match(/-----BEGIN/g) ?? []).length) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}
