import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Key, type KeyRing, type TokenFault, tokenFault } from "../world/keyRing";
import { RpcError } from "./errors";

/** A request as it arrived on the wire. */
export interface WireRequest {
  method: string;
  path: string;
  /** Query parameters, decoded. */
  query: [string, string][];
  /** Parameters of a form body, decoded. */
  form: [string, string][];
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What the gateway knows once the signature is verified: the API called, and the nonce that must not be reused. */
export interface Authenticated {
  action: string | undefined;
  version: string | undefined;
  nonce: string;
}

/** The gateway refuses timestamps that differ by more than this. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/**
 * Verifies both forms of the vendor's RPC signature: ACS3-HMAC-SHA256 in the Authorization header (openapi-core
 * clients), and HMAC-SHA1 in the parameter Signature (older RPC clients, such as tea-rpc in the Terraform provider).
 * @param now epoch milliseconds of the gateway
 * @throws RpcError with the gateway's code
 */
export function authenticate(request: WireRequest, keys: KeyRing, now: number): Authenticated {
  return request.headers.authorization !== undefined ? acs3(request, keys, now) : rpc(request, keys, now);
}

function acs3(request: WireRequest, keys: KeyRing, now: number): Authenticated {
  const fields = /^(\S+) Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-fA-F]+)$/.exec(
    header(request, "authorization") ?? "",
  );
  if (!fields) throw incomplete();
  const [, algorithm, accessKey, signedNames, signature] = fields as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (algorithm !== "ACS3-HMAC-SHA256") {
    throw new RpcError(400, "InvalidSignatureAlgorithm", `The signature algorithm "${algorithm}" is not supported.`);
  }
  const key = keyOf(accessKey, keys);
  checkTime(header(request, "x-acs-date"), "x-acs-date", now);
  const nonce = header(request, "x-acs-signature-nonce");
  if (!nonce) throw missingHeader("x-acs-signature-nonce");
  const bodyHash = createHash("sha256").update(request.body).digest("hex");
  if (header(request, "x-acs-content-sha256") !== bodyHash) {
    throw new RpcError(400, "InvalidContentSha256", "The header x-acs-content-sha256 does not match the content.");
  }
  const names = signedNames.split(";");
  const mustSign = Object.keys(request.headers).filter((name) => name.startsWith("x-acs-") || name === "host");
  const unsigned = mustSign.find((name) => !names.includes(name));
  if (unsigned) throw new RpcError(400, "IncompleteSignature", `The header ${unsigned} is not signed.`);
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    names.map((name) => `${name}:${header(request, name)?.trim() ?? ""}\n`).join(""),
    signedNames,
    bodyHash,
  ].join("\n");
  const toSign = `${algorithm}\n${createHash("sha256").update(canonical).digest("hex")}`;
  checkSignature(createHmac("sha256", key.secret).update(toSign).digest(), Buffer.from(signature, "hex"), toSign);
  checkToken(key, header(request, "x-acs-security-token"), now);
  return {
    action: header(request, "x-acs-action"),
    version: header(request, "x-acs-version"),
    nonce,
  };
}

function rpc(request: WireRequest, keys: KeyRing, now: number): Authenticated {
  // A parameter in both places counts once: tea-rpc sends RegionId in the query and in the form.
  const all = new Map([...request.query, ...request.form]);
  const parameter = (name: string) => all.get(name) || undefined;
  const accessKey = parameter("AccessKeyId");
  if (!accessKey) throw new RpcError(400, "MissingAccessKeyId", "AccessKeyId is mandatory for this action.");
  const given = parameter("Signature");
  if (!given) throw incomplete();
  const key = keyOf(accessKey, keys);
  if (parameter("SignatureMethod") !== "HMAC-SHA1" || parameter("SignatureVersion") !== "1.0") throw incomplete();
  checkTime(parameter("Timestamp"), "Timestamp", now);
  const nonce = parameter("SignatureNonce");
  if (!nonce) throw new RpcError(400, "MissingSignatureNonce", "SignatureNonce is mandatory for this action.");
  const signed = canonicalQuery([...all].filter(([name]) => name !== "Signature"));
  const toSign = `${request.method}&${encode("/")}&${encode(signed)}`;
  checkSignature(createHmac("sha1", `${key.secret}&`).update(toSign).digest(), Buffer.from(given, "base64"), toSign);
  checkToken(key, parameter("SecurityToken"), now);
  return {
    action: parameter("Action"),
    version: parameter("Version"),
    nonce,
  };
}

function keyOf(given: string, keys: KeyRing): Key {
  const key = keys.find(given);
  if (!key) throw new RpcError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  return key;
}

const TOKEN_FAULTS: Readonly<Record<TokenFault, [status: number, code: string, text: string]>> = {
  missing: [400, "MissingSecurityToken", "SecurityToken is mandatory for this action."],
  notExpected: [404, "InvalidSecurityToken.NotFound", "Specified SecurityToken is not found."],
  wrong: [400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey."],
  expired: [400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."],
};

function checkToken(key: Key, given: string | undefined, now: number): void {
  const fault = tokenFault(key, given || undefined, now);
  if (fault) throw new RpcError(...TOKEN_FAULTS[fault]);
}

function checkTime(text: string | undefined, name: string, now: number): void {
  if (!text) throw missingHeader(name);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new RpcError(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
  }
  if (Math.abs(now - at) > MAX_SKEW_MS) {
    throw new RpcError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
}

function checkSignature(expected: Buffer, given: Buffer, toSign: string): void {
  if (expected.length === given.length && timingSafeEqual(expected, given)) return;
  throw new RpcError(
    400,
    "SignatureDoesNotMatch",
    `Specified signature is not matched with our calculation. server string to sign is:${toSign}`,
  );
}

function incomplete(): RpcError {
  return new RpcError(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");
}

function missingHeader(name: string): RpcError {
  const parameter = name.replace(/^x-acs-/, "");
  return new RpcError(400, `Missing${parameter[0]!.toUpperCase()}${parameter.slice(1)}`, `${name} is mandatory.`);
}

function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

/** Parameters sorted by name and percent-encoded, as in both signatures. */
export function canonicalQuery(parameters: [string, string][]): string {
  return [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/** RFC 3986: unreserved characters stay, everything else is percent-encoded. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
