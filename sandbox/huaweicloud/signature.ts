import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type KeyRing, type TokenFault, tokenFault } from "../world/keyRing";

/** What the signature covers: the request as it arrived on the wire. */
export interface SignedRequest {
  method: string;
  /** Request target as received: path with its query, still percent-encoded. */
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface AccessKeyPair {
  accessKey: string;
  secretKey: string;
}

/** `reason` is what the vendor's gateway appends to its error message; it never contains a secret. */
export type SignatureVerdict = { ok: true } | { ok: false; reason: string };

const ALGORITHM = "SDK-HMAC-SHA256";
/** The gateway refuses dates that differ by more than this (vendor's API signing guide). */
const MAX_SKEW_MS = 15 * 60 * 1000;

/**
 * Verifies an SDK-HMAC-SHA256 signature as the vendor's API gateway does. Both official signers pass: the Go one signs
 * every header it sends but not `host`; the Node one signs `host` and sends UNSIGNED-PAYLOAD where there is no JSON
 * body.
 * @param now epoch milliseconds of the gateway
 */
export function verifySignature(request: SignedRequest, keys: KeyRing, now: number): SignatureVerdict {
  const authorization = single(request.headers["authorization"]);
  if (!authorization) return refused("authorization not found");
  const fields = /^SDK-HMAC-SHA256 Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
    authorization,
  );
  if (!fields) return refused("authorization format incorrect");
  const [, accessKey = "", signedNames = "", signature = ""] = fields;
  const key = keys.find(accessKey);
  if (!key) return refused(`Get secretKey failed,ak:${accessKey},err:ak not exist`);

  const fault = tokenFault(key, single(request.headers["x-security-token"]), now);
  if (fault) return refused(TOKEN_FAULTS[fault]);

  const date = single(request.headers["x-sdk-date"]);
  const at = date === undefined ? undefined : parseSdkDate(date);
  if (date === undefined || at === undefined) return refused("x-sdk-date not found or format incorrect");
  if (Math.abs(now - at) > MAX_SKEW_MS) return refused("x-sdk-date expired");

  const names = signedNames.split(";");
  if (!names.includes("x-sdk-date")) return refused("x-sdk-date is not signed");
  const missing = names.find((name) => request.headers[name] === undefined);
  if (missing !== undefined) return refused(`signed header ${missing} not found`);

  const sentHash = single(request.headers["x-sdk-content-sha256"]);
  const bodyHash = createHash("sha256").update(request.body).digest("hex");
  if (sentHash !== undefined && sentHash !== "UNSIGNED-PAYLOAD" && sentHash !== bodyHash) {
    return refused("x-sdk-content-sha256 does not match the body");
  }

  const [path = "", query = ""] = splitTarget(request.target);
  const canonical = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    names.map((name) => `${name}:${single(request.headers[name])?.trim()}\n`).join(""),
    signedNames,
    sentHash ?? bodyHash,
  ].join("\n");
  const toSign = [ALGORITHM, date, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const expected = createHmac("sha256", key.secret).update(toSign).digest();
  const given = Buffer.from(signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return refused("verify aksk signature fail");
  }
  return { ok: true };
}

const TOKEN_FAULTS: Readonly<Record<TokenFault, string>> = {
  missing: "x-security-token not found, and the ak is temporary",
  notExpected: "x-security-token is not valid for the ak",
  wrong: "x-security-token is not valid for the ak",
  expired: "x-security-token expired",
};

function refused(reason: string): SignatureVerdict {
  return { ok: false, reason };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}

/** "20261101T093000Z" to epoch milliseconds. */
function parseSdkDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

/** RFC 3986: unreserved characters stay, everything else is percent-encoded. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Every segment encoded, always with a trailing slash, regardless of what the client sent. */
function canonicalPath(path: string): string {
  const encoded = path
    .split("/")
    .map((segment) => percentEncode(decodeSegment(segment)))
    .join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function canonicalQuery(query: string): string {
  const values = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(query)) values.set(key, [...(values.get(key) ?? []), value]);
  return [...values.keys()]
    .sort()
    .flatMap((key) =>
      (values.get(key) ?? [])
        .slice()
        .sort()
        .map((value) => `${percentEncode(key)}=${percentEncode(value)}`),
    )
    .join("&");
}
