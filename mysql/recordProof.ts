import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** A signature over everything in a record except its digest and the signature itself. */
export interface Signature {
  algorithm: "Ed25519";
  /** SHA-256 of the public key (SPKI, DER), to find the key. Proves nothing: a forger can name any key. */
  key: string;
  /** Base64. */
  value: string;
}

/** Part of the signed text, so that no other text signed with the same key can be passed off as a record. */
const CONTEXT = "dbferry cutover record, version 1\n";

/** SHA-256 of a record without its digest and signature. */
export function digestOf(record: object): string {
  return createHash("sha256").update(canonical(record)).digest("hex");
}

export function signatureOf(record: object, privateKey: KeyObject): Signature {
  const value = sign(null, Buffer.from(CONTEXT + canonical(record)), privateKey).toString("base64");
  return { algorithm: "Ed25519", key: fingerprint(createPublicKey(privateKey)), value };
}

/** True when the holder of the key signed exactly this record. */
export function isSignedBy(record: object, signature: Signature, publicKey: KeyObject): boolean {
  if (publicKey.asymmetricKeyType !== "ed25519" || signature.algorithm !== "Ed25519") return false;
  return verify(null, Buffer.from(CONTEXT + canonical(record)), publicKey, Buffer.from(signature.value, "base64"));
}

/** SHA-256 of a public key. */
export function fingerprint(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** JSON with sorted keys, so that digest and signature do not depend on the program that wrote the record. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(",")}}`;
}
