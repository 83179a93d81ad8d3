import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Key, type KeyRing, tokenFault } from "../world/keyRing";
import { errors, TcError } from "./errors";

/** A request as it arrived on the wire. */
export interface WireRequest {
  method: string;
  path: string;
  /** As received, still encoded. */
  query: string;
  /** Parameters of the query and of a form body, decoded. */
  parameters: readonly [string, string][];
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface SecretPair {
  secretId: string;
  secretKey: string;
  /** Present for temporary credentials, which require it in every request. */
  token?: string;
}

/** What every request contains besides its parameters. */
export interface Authenticated {
  action: string;
  version: string;
  region: string | undefined;
}

/** A TC3 signature is accepted for five minutes, an older one for two hours. */
const TC3_SKEW_S = 300;
const V1_SKEW_S = 7200;

/** Common parameters of the older signatures, which are mixed with the action's own. */
export const COMMON: ReadonlySet<string> = new Set([
  "Action",
  "Version",
  "Region",
  "SecretId",
  "Timestamp",
  "Nonce",
  "Signature",
  "SignatureMethod",
  "Token",
  "Language",
  "RequestClient",
]);

/**
 * Verifies the vendor's three signatures: TC3-HMAC-SHA256 in the Authorization header, HmacSHA256 and HmacSHA1 in the
 * parameter Signature.
 * @param service product name that a TC3 scope must contain, such as "dts"
 * @param now epoch milliseconds of the gateway
 * @throws TcError with the gateway's code
 */
export function authenticate(request: WireRequest, service: string, keys: KeyRing, now: number): Authenticated {
  return request.headers.authorization !== undefined ? tc3(request, service, keys, now) : v1(request, keys, now);
}

const AUTHORIZATION =
  /^(\S+) Credential=([^/,\s]+)\/([^/,\s]+)\/([^/,\s]+)\/([^/,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

function tc3(request: WireRequest, service: string, keys: KeyRing, now: number): Authenticated {
  const fields = AUTHORIZATION.exec(header(request, "authorization") ?? "");
  if (!fields)
    throw new TcError(
      "AuthFailure.InvalidAuthorization",
      "The Authorization header does not conform to TC3-HMAC-SHA256.",
    );
  const [, algorithm, secretId, date, scope, end, signedNames, signature] = fields as unknown as string[];
  if (algorithm !== "TC3-HMAC-SHA256" || end !== "tc3_request")
    throw new TcError(
      "AuthFailure.InvalidAuthorization",
      "Needed: TC3-HMAC-SHA256 Credential=…/date/service/tc3_request.",
    );
  const timestamp = header(request, "x-tc-timestamp");
  if (!timestamp) throw errors.missing("X-TC-Timestamp");
  checkTime(timestamp, now, TC3_SKEW_S);
  if (date !== new Date(Number(timestamp) * 1000).toISOString().slice(0, 10))
    throw new TcError(
      "AuthFailure.SignatureFailure",
      "The date of the credential scope is not the one of X-TC-Timestamp.",
    );
  if (scope !== service)
    throw new TcError(
      "AuthFailure.SignatureFailure",
      `The credential scope names the service \`${scope}\`; this is \`${service}\`.`,
    );
  const key = keyOf(secretId!, header(request, "x-tc-token"), keys, now);
  const names = signedNames!.split(";");
  const unsigned = ["content-type", "host"].find((name) => !names.includes(name));
  if (unsigned) throw new TcError("AuthFailure.SignatureFailure", `The header ${unsigned} is not signed.`);
  // Some of the vendor's clients sign the host without its port; the cloud's own hosts never have one.
  const right = hostsOf(request).some((host) => {
    const value = (name: string) => (name === "host" ? host : (header(request, name) ?? "")).trim().toLowerCase();
    const canonical = [
      request.method,
      request.path,
      request.query,
      names.map((name) => `${name}:${value(name)}\n`).join(""),
      signedNames,
      sha256(request.body),
    ].join("\n");
    const toSign = [algorithm, timestamp, `${date}/${scope}/${end}`, sha256(canonical)].join("\n");
    return equal(tc3Signature(key.secret, date!, scope!, toSign), signature!);
  });
  if (!right) throw wrongSignature();
  return {
    ...required(header(request, "x-tc-action"), header(request, "x-tc-version"), "X-TC-"),
    region: header(request, "x-tc-region"),
  };
}

function tc3Signature(secretKey: string, date: string, service: string, toSign: string): string {
  const key = [date, service, "tc3_request"].reduce<Buffer | string>(
    (before, part) => createHmac("sha256", before).update(part).digest(),
    `TC3${secretKey}`,
  );
  return createHmac("sha256", key).update(toSign).digest("hex");
}

function v1(request: WireRequest, keys: KeyRing, now: number): Authenticated {
  const all = new Map(request.parameters);
  const need = (name: string) => {
    const value = all.get(name);
    if (!value) throw errors.missing(name);
    return value;
  };
  const secretId = need("SecretId");
  const given = need("Signature");
  need("Nonce");
  checkTime(need("Timestamp"), now, V1_SKEW_S);
  const method = all.get("SignatureMethod") ?? "HmacSHA1";
  const hash = { HmacSHA1: "sha1", HmacSHA256: "sha256" }[method];
  if (!hash) throw errors.value("SignatureMethod", "HmacSHA1 or HmacSHA256");
  const key = keyOf(secretId, all.get("Token"), keys, now);
  const sorted = [...all].filter(([name]) => name !== "Signature").sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = sorted.map(([name, value]) => `${name}=${value}`).join("&");
  const right = hostsOf(request).some((host) =>
    equal(
      createHmac(hash, key.secret).update(`${request.method}${host}${request.path}?${text}`).digest("base64"),
      given,
    ),
  );
  if (!right) throw wrongSignature();
  return { ...required(all.get("Action"), all.get("Version"), ""), region: all.get("Region") };
}

function required(action: string | undefined, version: string | undefined, prefix: string) {
  if (!action) throw errors.missing(`${prefix}Action`);
  if (!version) throw errors.missing(`${prefix}Version`);
  return { action, version };
}

function keyOf(secretId: string, token: string | undefined, keys: KeyRing, now: number): Key {
  const key = keys.find(secretId);
  if (!key) throw new TcError("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
  const fault = tokenFault(key, token || undefined, now);
  if (fault) throw new TcError("AuthFailure.TokenFailure", TOKEN_FAULTS[fault]);
  return key;
}

const TOKEN_FAULTS = {
  missing: "The token is not valid: temporary keys need theirs.",
  notExpected: "The token is not valid: the keys are not temporary.",
  wrong: "The token is not valid.",
  expired: "The token has expired.",
} as const;

function checkTime(text: string, now: number, skewS: number): void {
  if (!/^\d{1,12}$/.test(text)) throw errors.type("Timestamp");
  if (Math.abs(now / 1000 - Number(text)) > skewS)
    throw new TcError("AuthFailure.SignatureExpire", "The signature has expired: check the clock.");
}

function wrongSignature(): TcError {
  return new TcError(
    "AuthFailure.SignatureFailure",
    "The provided credentials could not be validated: the signature is wrong.",
  );
}

function hostsOf(request: WireRequest): string[] {
  const host = header(request, "host") ?? "";
  return [host, host.replace(/:\d+$/, "")];
}

function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(",") : value) || undefined;
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function equal(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
